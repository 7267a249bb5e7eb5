import { buildIndex } from '../language/index/language-index.ts'
import type { DatabaseContext } from '../context/database-context.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { TermFile } from '../../shared/model/term.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import { readGlossary } from '../terms/read-glossary.ts'
import type { Knowledge } from './question.ts'

/** Puts together what the engine knows of a database. Entries of the vocabulary that do not fit it come back as `problems`. */
export function learnDatabase(context: DatabaseContext, termFile: TermFile, asOf: IsoDate): { knowledge: Knowledge; problems: Failure[] } {
  const { glossary, problems } = readGlossary(termFile, context.catalog, { asOf })
  return { knowledge: { context, glossary, index: buildIndex(context.catalog, glossary) }, problems }
}
