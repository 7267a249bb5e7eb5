import * as z from 'zod'
import { DatabaseSummary } from '../model/catalog.ts'
import { SavedSource, SourceCheck, SourceDraft } from '../model/saved-source.ts'
import { procedure } from './procedure.ts'

const one = z.object({ id: z.string() })

export const sources = {
  list: procedure('Saved sources, the last used first, and the bundled sample').output(z.array(SavedSource)),
  test: procedure('Connects, reads version, rights and databases; saves nothing').input(SourceDraft).output(SourceCheck),
  save: procedure('Saves a source, its password sealed').input(SourceDraft).output(SavedSource),
  duplicate: procedure('Copies a source, its password too, under a new name').input(one).output(SavedSource),
  remove: procedure('Removes a source with its password, vocabulary stays').input(one),
  databases: procedure('The databases of a source').input(one).output(z.array(DatabaseSummary)),
}
