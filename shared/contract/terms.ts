import * as z from 'zod'
import { Definition, DefinitionCheck, Vocabulary } from '../model/vocabulary.ts'
import { procedure } from './procedure.ts'

/** The vocabulary of the window's database. */
export const terms = {
  list: procedure('Metrics and terms').output(Vocabulary),
  check: procedure('What a definition would mean, without saving it').input(z.object({ definition: Definition })).output(DefinitionCheck),
  /** `replaces` is the name or phrase of the entry that is edited. The next question can use it. TERM_INVALID says what is wrong. */
  save: procedure('Saves a definition').input(z.object({ definition: Definition, replaces: z.string().optional() })).output(Vocabulary),
  remove: procedure('Removes an own entry').input(z.object({ kind: z.enum(['metric', 'term']), name: z.string() })).output(Vocabulary),
}
