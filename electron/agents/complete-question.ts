import type { Suggestion } from '../../shared/contract/ask.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import { phrasesOf, startingWith, type Phrase, type PhraseKind } from './complete-phrases.ts'
import type { Knowledge } from './question.ts'
import { metricFact, parentsOf, yearWithData } from './suggest-subjects.ts'

export type CompleteOptions = { asOf: IsoDate; count?: number }

const mostWords = 4

/**
 * Ways to go on from what is typed, best first: its last words are the beginning of a metric, a table, a term, a column or a value. After "by" only
 * what the number before it can be split by. Same text, same answers; a few milliseconds; nothing is understood.
 */
export function completeQuestion(text: string, knowledge: Pick<Knowledge, 'index'>, { asOf, count = 6 }: CompleteOptions): Suggestion[] {
  const phrases = phrasesOf(knowledge.index)
  const lower = text.toLowerCase()
  const said = phrases.whole.filter((phrase) => (phrase.kind === 'metric' || phrase.kind === 'table') && mentions(lower, phrase.text))
  const found = new Map<string, Suggestion>()
  const add = (start: number, { text: words, about }: Pick<Phrase, 'text' | 'about'>) => {
    const whole = `${text.slice(0, start)}${start === 0 ? capitalised(words) : words}`
    if (whole.trim().toLowerCase() !== lower.trim() && !found.has(whole.toLowerCase())) found.set(whole.toLowerCase(), { text: whole, about })
  }
  if (text.trim() === '') for (const phrase of phrases.whole.filter((each) => each.main && (each.kind === 'metric' || each.kind === 'table')).slice(0, count)) add(0, phrase)
  else if (/\s$/.test(text) && placeOf(text) === 'any') for (const next of continuations(said, lower, knowledge, asOf)) add(text.length, next)
  for (const { start, words, before } of endings(text)) {
    if (found.size >= count) break
    const place = placeOf(before)
    for (const phrase of best(startingWith(phrases.sorted, words.toLowerCase()).filter((each) => fits(each, place, said, before, knowledge)), place)) add(start, phrase)
    if (place === 'group') for (const time of times.filter((each) => each.text.startsWith(words.toLowerCase()))) add(start, time)
  }
  return [...found.values()].slice(0, count)
}

/** What the words before ask for: something to split by, rows of a table, or anything. */
type Place = 'group' | 'rows' | 'any'
const placeOf = (before: string): Place => (/\b(by|per|each)\s*$/i.test(before) ? 'group' : /\b(top\s+\d+|how\s+many|number\s+of|list|unpaid|open|overdue)\s*$/i.test(before) ? 'rows' : 'any')

/** One way to say each thing: the usual one where that begins so too. */
function best(phrases: readonly Phrase[], place: Place): Phrase[] {
  const rank = (phrase: Phrase) => ranks[place][phrase.kind] + (phrase.main ? 0 : 0.5) + ((phrase.one ?? false) === (place === 'group') ? 0 : 0.25)
  const sorted = [...phrases].sort((left, right) => rank(left) - rank(right) || left.text.length - right.text.length || (left.text < right.text ? -1 : 1))
  return sorted.filter((phrase, at) => sorted.findIndex((other) => other.means === phrase.means) === at).slice(0, 12)
}

const times = ['year', 'quarter', 'month'].map((text) => ({ text, about: 'Time' }))
const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Whether a phrase occurs in the text as whole words. */
function mentions(text: string, phrase: string): boolean {
  const at = text.indexOf(phrase)
  const edge = (character: string | undefined) => character === undefined || !/[\p{L}\p{N}]/u.test(character)
  return at >= 0 && edge(text[at - 1]) && edge(text[at + phrase.length])
}

/** The last words that may be the beginning of something, the longest first. */
function endings(text: string): { start: number; words: string; before: string }[] {
  if (text.trim() === '') return []
  const starts = [...text.matchAll(/\S+/g)].map((match) => match.index).slice(-mostWords)
  const typed = starts.map((start) => ({ start, words: text.slice(start).trimEnd(), before: text.slice(0, start) }))
  return /\b(by|per|each)\s+$/i.test(text) ? [{ start: text.length, words: '', before: text }] : typed
}

const ranks: Record<Place, Record<PhraseKind, number>> = {
  any: { metric: 0, table: 1, filter: 2, category: 3, column: 4, value: 5 },
  rows: { table: 0, filter: 1, metric: 2, category: 3, column: 4, value: 5 },
  group: { category: 0, table: 1, column: 2, metric: 9, filter: 9, value: 9 },
}

/** A number is split by what its rows belong to; a question begins with what it is about. */
function fits(phrase: Phrase, place: Place, said: readonly Phrase[], before: string, { index }: Pick<Knowledge, 'index'>): boolean {
  if (before.trim() === '') return phrase.kind === 'metric' || phrase.kind === 'table' || phrase.kind === 'filter'
  if (place !== 'group') return true
  if (phrase.kind !== 'category' && phrase.kind !== 'table') return false
  const facts = said.flatMap((each) => (each.metric === undefined ? [] : [metricFact(each.metric, index)]))
  return facts.length === 0 || facts.some((fact) => parentsOf(fact, index).some((table) => table.name === phrase.table))
}

/** What may follow a number that is said: how to split it, and when. */
function continuations(said: readonly Phrase[], text: string, { index }: Pick<Knowledge, 'index'>, asOf: IsoDate): { text: string; about: string }[] {
  const metric = said.find((phrase) => phrase.metric !== undefined)?.metric
  if (metric === undefined) return []
  const year = yearWithData(metric.time ?? null, null, index, asOf)
  const near = new Set(parentsOf(metricFact(metric, index), index).map((table) => table.name))
  const split = phrasesOf(index).whole.filter((phrase) => phrase.kind === 'category' && phrase.noted && phrase.main && near.has(phrase.table ?? '')).slice(0, 3)
  const grouped = /\b(by|per|monthly|quarterly|yearly)\b/.test(text)
  const dated = /\b\d{4}\b|\b(last|this)\s+(year|quarter|month)\b/.test(text)
  return [...(grouped ? [] : [...split.map((phrase) => ({ text: `by ${phrase.text}`, about: phrase.about })), { text: 'by month', about: 'Time' }]), ...(dated || year === null ? [] : [{ text: `in ${year}`, about: 'Time' }, { text: 'last year', about: 'Time' }])]
}
