import type { Token } from '../tokens/tokens.ts'
import type { Mood, Removed } from './change.ts'

type Phrase<Meaning> = { words: string[]; means: Meaning }

function phrases<Meaning>(table: readonly (readonly [Meaning, string])[]): Map<string, Phrase<Meaning>[]> {
  const all = table.flatMap(([means, list]) => list.split(', ').map((phrase): Phrase<Meaning> => ({ words: phrase.split(' '), means })))
  return Map.groupBy(all, (phrase) => phrase.words[0]!)
}

/** Words that open a change, and how it is then meant. */
const openers = phrases<Mood>([
  ['only', 'only, just, but only, only for, only in, just for, restrict to, restricted to, limit to, limited to, filter by, filter to, filter on, filter for, filtered by, filtered to, keep, keep only, narrow down to, narrow to, where'],
  ['exclude', 'exclude, excluding, except, except for, without, not, but not, other than, leave out, leaving out, drop, minus, ignore, ignoring, omit, remove, take out, apart from, not counting, no'],
  ['about', 'what was it, what were they, what was that, what were those, how was it, how were they, what about, how about, what of, and what about, and how about, same for, the same for, same thing for, same in, the same in, now, now for, and now, switch to, change to, use, for, in, from, during, at, as of, as at'],
  ['and', 'and, and for, and in, and by, and with, and at'],
  ['also', 'also, and also, add, plus, include, including, with, together with, as well as'],
  ['instead', 'rather, instead'],
])

/** Words that close a change. */
const closers = phrases<Mood>([
  ['instead', 'instead, rather'],
  ['also', 'too, also, as well'],
  ['only', 'only, alone'],
  ['about', 'now'],
])

/** What can be said to be taken out without naming it. */
const removed = phrases<Removed>([
  ['filter', 'filter, condition, restriction'],
  ['filters', 'filters, conditions, restrictions, all filters, every filter'],
  ['period', 'period, date, dates, time, date filter, time filter, date range, year, years, dates filter'],
  ['limit', 'limit, cut off, cutoff'],
  ['groups', 'grouping, groupings, groups, breakdown, split'],
  ['compare', 'comparison, comparisons, share, shares, running total, change, percentage'],
  ['order', 'order, sorting, sort'],
])

/** Phrases that take something out by themselves. */
const removals = phrases<Removed>([
  ['filters', 'unfiltered, no filters, no filter, all of them, for everything, everything'],
  ['period', 'all time, any time, all years, for all years, of all time, at any time, whole time, all periods, all dates'],
  ['limit', 'all rows, all of the rows, no limit, all groups'],
  ['groups', 'in total, total only, only the total, just the total, overall, ungrouped, as one number, in all, altogether'],
])

const removers = phrases<true>([[true, 'remove, clear, drop, delete, without, take, take out, take away, undo, forget, ignore, no, lift, reset']])
const allWords = phrases<true>([[true, 'all, all the, all of the, every, any, for all, for every, across all, over all']])

const fillers = new Set('add the a an of it that this these those them ones one me us and but now then please ok okay also too again results result numbers figures answer instead show give see let make do same so s can you for in at to on with is be question data group view display chart as'.split(' '))

function endsOf<Meaning>(table: ReadonlyMap<string, Phrase<Meaning>[]>, tokens: readonly Token[], at: number): { end: number; means: Meaning }[] {
  return (table.get(tokens[at]?.lower ?? '') ?? []).filter(({ words }) => words.every((word, step) => tokens[at + step]?.lower === word && tokens[at + step]?.kind === 'word'))
    .map(({ words, means }) => ({ end: at + words.length, means }))
}

export const openersAt = (tokens: readonly Token[], at: number) => endsOf(openers, tokens, at)
export const closersAt = (tokens: readonly Token[], at: number) => endsOf(closers, tokens, at)
export const removersAt = (tokens: readonly Token[], at: number) => endsOf(removers, tokens, at)
export const removedAt = (tokens: readonly Token[], at: number) => endsOf(removed, tokens, at)
export const removalsAt = (tokens: readonly Token[], at: number) => endsOf(removals, tokens, at)
export const allAt = (tokens: readonly Token[], at: number) => endsOf(allWords, tokens, at)

/** Words that carry nothing between two changes. */
export const isFiller = (token: Token): boolean => token.kind === 'mark' || (token.kind === 'word' && fillers.has(token.lower))

/** `at`, and the positions that are reached from it past words that carry nothing. */
export function beyond(tokens: readonly Token[], at: number, most = 3): number[] {
  const reached = [at]
  for (let next = at; next < tokens.length && reached.length <= most && isFiller(tokens[next]!); ) reached.push(++next)
  return reached
}

/** Whether the words from `at` on are those of one of the phrases; the end of each that is, longest first. */
export function saidAt(tokens: readonly Token[], at: number, ...list: string[]): number[] {
  return list.map((phrase) => phrase.split(' ')).filter((words) => words.every((word, step) => tokens[at + step]?.lower === word))
    .map((words) => at + words.length).sort((left, right) => right - left)
}
