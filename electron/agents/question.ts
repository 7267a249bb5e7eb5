import type { Answer } from '../../shared/model/answer.ts'
import type { CalendarName, Plan } from '../../shared/model/plan.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import type { DatabaseContext } from '../context/database-context.ts'
import type { LanguageIndex } from '../language/index/language-index.ts'
import type { Reading } from '../language/understanding.ts'
import type { ResultStore } from '../results/result-store.ts'
import type { Limits } from '../sources/source.ts'
import type { Glossary } from '../terms/glossary.ts'

/** What the engine knows of one database: its catalog, its vocabulary, and the index the language engine searches. */
export type Knowledge = { context: DatabaseContext; glossary: Glossary; index: LanguageIndex }

/** One question, with everything that its answer depends on. */
export type Question = {
  id: string
  text: string
  /** Relative periods count from here. */
  asOf: IsoDate
  calendar: CalendarName
  limits: Limits
  /** How many readings to offer. */
  top: number
  /** Which of the readings to answer, from 0; absent lets the engine ask when it is unsure. */
  reading?: number
  /** A plan to run as it is: a chip was changed, or a reading chosen. Nothing is understood again. */
  plan?: Plan
}

/** What the stages work with: where rows are kept, and a clock in milliseconds. */
export type Workplace = { results: ResultStore; clock: () => number }

/** A reading on offer, in one line. */
export type OfferedReading = Reading & { title: string }

/** How a run ends when it does not fail. */
export type Outcome =
  | { kind: 'answer'; answer: Answer; readings: OfferedReading[] }
  /** The readings give different numbers, and one question tells them apart. */
  | { kind: 'clarify'; question: string; options: { label: string; plan: Plan }[] }
