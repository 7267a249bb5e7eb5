import { Failure } from '../../shared/model/failure.ts'
import type { Plan } from '../../shared/model/plan.ts'
import { positionsIn } from '../language/index/positions.ts'
import { indexTerms } from '../language/index/terms.ts'
import type { Reading, Understanding } from '../language/understanding.ts'
import type { Knowledge, Question } from './question.ts'

/** What the words of a question came to: readings, best first, or one question back. */
export type Understood =
  /** `whole`: it is answered without asking back, and every word was used. */
  | { kind: 'readings'; chosen: Reading; readings: Reading[]; whole?: boolean }
  | Unclear
/**
 * Several meanings to choose from, best first, before they are tried. `lead` is said before the question back; `isWhole`: they are about all of the
 * question, so that where all find the same nothing has to be asked. `question` and `decision` are given where it is known what is decided, `note` where more is to be said.
 */
export type Unclear = { kind: 'clarify'; lead: string; isWhole: boolean; question?: string; options: { label: string; plan: Plan; decision?: string }[]; readings: Reading[]; note?: string }

/**
 * Understands a question with the offline engine. Fails with UNKNOWN_WORD, naming the word and what is nearest to it, or with NOT_UNDERSTOOD, naming a word that is known but fits nothing else.
 * A reading that was asked for by number is taken as it is; otherwise the engine may ask back.
 */
export async function understandQuestion(question: Pick<Question, 'top' | 'reading'>, text: string, knowledge: Knowledge, signal?: AbortSignal): Promise<Understood> {
  if (text.trim() === '') throw new Failure('NOT_UNDERSTOOD', 'There is no question.', { hint: 'Ask something, such as “How many customers do we have?”.' })
  const understanding = await knowledge.reader.understand(text, { asOf: knowledge.asOf, calendar: knowledge.calendar, top: Math.max(question.top, (question.reading ?? 0) + 1) }, signal)
  if (understanding.mixed !== undefined) throw new Failure('MIXED_CURRENCIES', understanding.mixed.message, { hint: understanding.mixed.hint })
  const [unknown] = understanding.unknownWords
  if (understanding.outcome === 'refused' && unknown !== undefined) throw isKnown(unknown, knowledge) ? notCombined(unknown, understanding) : unknownWord(unknown, understanding)
  const readings = inOfferedOrder(understanding)
  const chosen = readings[question.reading ?? 0]
  if (understanding.outcome === 'refused' || chosen === undefined) throw notUnderstood(question, readings.length)
  if (understanding.outcome === 'clarify' && understanding.clarification !== undefined && question.reading === undefined) {
    const { lead, options } = understanding.clarification
    return { kind: 'clarify', lead, isWhole: lead === '', options, readings }
  }
  const whole = understanding.outcome === 'answered' && understanding.unknownWords.length === 0 && chosen.ignoredWords.length === 0
  return { kind: 'readings', chosen, readings, whole }
}

/** Readings in the order in which a clarifying question offers them, so that "the second" means the same in both. */
function inOfferedOrder(understanding: Understanding): Reading[] {
  const offered = (understanding.clarification?.options ?? []).flatMap((option) => understanding.readings.find((reading) => reading.plan === option.plan) ?? [])
  return [...offered, ...understanding.readings.filter((reading) => !offered.includes(reading))]
}

/** Whether a word that found no place is one of the vocabulary all the same: defining it would change nothing. */
function isKnown({ text }: Understanding['unknownWords'][number], { glossary, context: { catalog } }: Knowledge): boolean {
  return indexTerms({ glossary, ...positionsIn(catalog) }).has(text.toLowerCase())
}

function notCombined(word: Understanding['unknownWords'][number], understanding: Understanding): Failure {
  return new Failure('NOT_UNDERSTOOD', `I know “${word.text}”, but could not bring it together with the rest of this question.`, {
    hint: 'Ask for less at once: the number may not be kept by what it was to be split or narrowed by. Or say it another way.',
    detail: { words: understanding.unknownWords },
  })
}

function unknownWord(word: Understanding['unknownWords'][number], understanding: Understanding): Failure {
  const nearest = word.nearest.length === 0 ? '' : ` Nearest: ${word.nearest.join(', ')}.`
  return new Failure('UNKNOWN_WORD', `I don't know “${word.text}”. Nothing in this database is called that, and the vocabulary has no such term.${nearest}`, {
    hint: `Say it with the words of the database, or define “${word.text}” as a term or metric in the vocabulary file.`,
    detail: { words: understanding.unknownWords },
  })
}

function notUnderstood(question: Pick<Question, 'reading'>, readings: number): Failure {
  if (question.reading !== undefined && readings > 0) {
    return new Failure('NOT_UNDERSTOOD', `There are only ${readings} readings of this question.`, { hint: `Choose one from 1 to ${readings}.` })
  }
  return new Failure('NOT_UNDERSTOOD', 'I could not find a meaning for this question in this database.', {
    hint: 'Name what to count or list, by what, and for which time, such as “Revenue by region in 2025”.',
  })
}
