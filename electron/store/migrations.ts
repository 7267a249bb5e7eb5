import { catalogs } from './migrations/1-catalogs.ts'
import { questions } from './migrations/2-questions.ts'

/** Every step the store ever took, in order; the version of a file is how many it has taken. Steps are only ever added. */
export const migrations: readonly string[] = [catalogs, questions]
