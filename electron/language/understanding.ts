import type { Plan } from '../../shared/model/plan.ts'

/** A stretch of the question, in characters. */
export type Words = { text: string; start: number; end: number }

/** One way to understand a question. `trace` says which words became what, in order. */
export type Reading = {
  plan: Plan
  /** How likely it is to be what was meant, 0 to 1. */
  confidence: number
  score: number
  ignoredWords: Words[]
  /** Names of defaults that were taken. */
  assumed: string[]
  trace: { text: string; start: number; end: number; means: string }[]
  features: Record<string, number>
  /** It was tried and finds the very rows of the one that is taken. */
  same?: boolean
}

export type Understanding = {
  outcome: 'answered' | 'clarify' | 'refused'
  /** Best first, different meanings only. */
  readings: Reading[]
  /** Content words that nothing in the database, the vocabulary or the language covers. */
  unknownWords: (Words & { nearest: string[] })[]
  /** Refused although it was understood: amounts in several currencies would be added up. */
  mixed?: { message: string; hint: string }
  /** `lead` says what of the question could not be used; empty when all of it was, and the readings are merely several. */
  clarification?: { lead: string; question: string; options: { label: string; plan: Plan }[] }
}
