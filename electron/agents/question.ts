import type { Answer } from '../../shared/model/answer.ts'
import type { Accepted } from '../../shared/model/learned.ts'
import type { Asked } from '../../shared/model/outcome.ts'
import type { CalendarName, Plan } from '../../shared/model/plan.ts'
import type { Choice } from '../../shared/model/preview.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import type { DatabaseContext } from '../context/database-context.ts'
import type { Hold } from '../context/hold.ts'
import type { LanguageIndex } from '../language/index/language-index.ts'
import type { Reading } from '../language/understanding.ts'
import type { ResultStore } from '../results/result-store.ts'
import type { Limits } from '../sources/source.ts'
import type { Glossary } from '../terms/glossary.ts'
import type { Advisor } from './ask-model.ts'
import type { Reader } from './reader.ts'

/** What the engine knows of one database: its catalog, its vocabulary, who reads questions about it, and how time is meant in it. */
export type Knowledge = {
  context: DatabaseContext
  glossary: Glossary
  reader: Reader
  /** What the language engine searches, for what is not asked of the reader; made when it is first looked at, which takes a moment for a large database. */
  readonly index: LanguageIndex
  /** Relative periods count from here. */
  asOf: IsoDate
  /** What a year is when nobody says. */
  calendar: CalendarName
}

/** One question, with everything that its answer depends on beside the database. */
export type Question = {
  id: string
  asked: Asked
  recall?: Recall | undefined
  limits: Limits
  /** How many readings to offer. */
  top: number
  /** Which of the readings to answer, from 0; absent lets the engine ask when it is unsure. */
  reading?: number | undefined
  /** The model that was asked about these words before, when a plan is run that came of them. */
  toldTo?: string | null | undefined
  /** The answer that the words may change. */
  previous?: PreviousAnswer | null | undefined
}

/** An answer with a plan: the words it answered, and what it is called when later questions refine it. */
export type PreviousAnswer = { plan: Plan; question: string; title: string }

/** What was accepted for a question before: a reading to use as it is, or why it cannot be used any more. */
export type Recalled = { kind: 'fits'; reading: Reading; accepted: Accepted } | { kind: 'stale'; warning: string }
/** Looks up what was accepted for a question: for the same words, or for words much like them; null when nothing was. */
export type Recall = { same: (text: string, knowledge: Knowledge) => Recalled | null; alike: (text: string, knowledge: Knowledge, signal: AbortSignal) => Promise<Recalled | null> }

/** Where a question is asked: the context is held while it runs, and opened first when it has to be. */
export type Ground = { sourceName: string; hold(signal: AbortSignal): Promise<Hold<Knowledge>> }

/** What the stages work with: where rows are kept, a clock in milliseconds, what time it is, and the language model, where there is one. */
export type Workplace = { results: ResultStore; clock: () => number; now: () => Date; advisor?: Advisor | null }

/** A reading on offer, in one line; `difference` says how it differs from the one that is answered. */
export type OfferedReading = Reading & { short: string; title: string; difference: string }

/** How a run ends when it does not fail. */
export type Outcome =
  | { kind: 'answer'; answer: Answer; readings: OfferedReading[]; /** What it refines, when the words changed the answer before. */ refines?: string | undefined }
  /** The readings give different numbers, and one question tells them apart. */
  | { kind: 'clarify'; question: string; options: Choice[]; refines?: string | undefined; model?: string | null | undefined }
