import type { Grain } from '../../../shared/model/plan.ts'
import { cuesAt, startingAt, type Chart } from '../grammar/chart.ts'
import type { ConditionPiece, Noun, Value } from '../grammar/piece.ts'
import type { PeriodWords } from '../periods/period.ts'
import type { Change, Mood } from './change.ts'
import { beyond, saidAt } from './phrases.ts'

const leastLink = 0.6
/** A link so weak that anything else is meant. */
const sure = (noun: Noun): boolean => (noun.targets[0]?.score ?? 0) >= leastLink

/** "EMEA", "Germany or France", "status open", "unpaid", "EMEA customers", "older than 30". */
export function filtersAt(chart: Chart, at: number, mood: Mood): Change[] {
  const narrows = mood !== 'instead'
  if (!narrows) return []
  const lists = [
    ...startingAt(chart, at, 'values').map(({ end, values, of, score }) => ({ end, values, score: score + (of === null ? 0 : 0.1) })),
    ...valuesAt(chart, at).map((value) => ({ end: value.end, values: [value], score: value.score })),
  ]
  // Bare words that name a number or a thing begin a question of their own: "revenue by month", also where some column holds "Revenue".
  const subject = mood === 'plain' ? Math.max(-1, ...startingAt(chart, at, 'noun').filter(sure).map((noun) => noun.end)) : -1
  const found: Change[] = lists.filter(({ end }) => end > subject && !(mood === 'plain' && namesSubject(chart, at))).flatMap(({ end, values, score }): Change[] => {
    const plain: Change = { kind: 'values', start: at, end, worth: score, mood, values, tables: [] }
    return [plain, ...(mood === 'plain' ? [] : namedAfter(chart, end)).map((noun): Change => ({ ...plain, end: noun.end, worth: score + noun.score * 0.5, tables: noun.targets.filter((target) => target.kind === 'table').map((target) => target.at) }))]
  })
  for (const piece of startingAt(chart, at, 'filter')) {
    const term: Change = { kind: 'terms', start: at, end: piece.end, worth: piece.score, mood, terms: piece.terms }
    found.push(term, ...(mood === 'plain' ? [] : namedAfter(chart, piece.end).map((noun): Change => ({ ...term, end: noun.end, worth: piece.score + noun.score * 0.5 }))))
  }
  if (mood === 'only' || mood === 'exclude') {
    for (const noun of startingAt(chart, at, 'noun')) {
      const [target] = noun.targets
      if (target?.kind === 'column' && sure(noun) && chart.index.columns[target.at]!.truth !== null) found.push({ kind: 'truth', start: at, end: noun.end, worth: noun.score, mood, noun })
    }
  }
  if (mood !== 'exclude') for (const piece of startingAt(chart, at, 'condition')) if (isTest(piece, mood)) found.push({ kind: 'test', start: at, end: piece.end, worth: piece.score - 1, mood, piece })
  return found
}

/** Whether the words at a token name a table or a metric. */
const namesSubject = (chart: Chart, at: number): boolean => startingAt(chart, at, 'noun').some((noun) => sure(noun) && noun.targets[0]?.kind !== 'column')

/** What a span may be a value of, whichever way it was found: as it is written in the data, or by another name. */
export function valuesAt(chart: Chart, at: number): Value[] {
  return [...Map.groupBy(startingAt(chart, at, 'value'), (value) => value.end).values()].flatMap((alike): Value[] => {
    const whole = alike.filter((value) => value.whole)
    const taken = whole.length > 0 ? whole : alike
    const hits = new Map<number, Value['hits'][number]>()
    for (const hit of taken.flatMap((value) => value.hits)) if ((hits.get(hit.column)?.score ?? 0) < hit.score) hits.set(hit.column, hit)
    return taken.slice(0, 1).map((value) => ({ ...value, score: Math.max(...taken.map((each) => each.score)), hits: [...hits.values()] }))
  })
}

/** A test of more than equality: values, and times, are read by themselves. */
function isTest({ test, of, adjective, start }: ConditionPiece, mood: Mood): boolean {
  // "Employees hired in 2024" names what it is about.
  if (mood === 'plain' && of?.start === start) return false
  if (test.kind !== 'compare') return test.kind !== 'between' || test.low.kind === 'number'
  return test.operand.kind === 'number' ? of !== null || adjective !== null || mood === 'only' : test.operand.kind === 'text' && of !== null
}

/** The rows that a filter describes, named right after it. */
function namedAfter(chart: Chart, end: number): Noun[] {
  return startingAt(chart, end, 'noun').filter((noun) => sure(noun) && noun.targets[0]?.kind === 'table')
}

const grainWords: Record<string, Grain> = { year: 'year', years: 'year', half: 'half', quarter: 'quarter', quarters: 'quarter', month: 'month', months: 'month', week: 'week', weeks: 'week', day: 'day', days: 'day' }
const grainOf = (word: string | undefined): Grain | null => (word !== undefined && Object.hasOwn(grainWords, word) ? grainWords[word]! : null)
const splitters = ['by', 'per', 'for each', 'for every', 'each', 'split by', 'broken down by', 'break it down by', 'break down by', 'broken out by', 'breakdown by', 'grouped by', 'group by', 'split it by', 'split up by', 'split out by', 'across', 'separately by', 'separate by']

/** "by month", "monthly", "per customer", "split by region and quarter". "What about products?" puts products in place of what it was split by. */
export function groupsAt(chart: Chart, at: number, mood: Mood): Change[] {
  if (mood === 'exclude' || mood === 'only') return []
  const { tokens } = chart
  const grains = cuesAt(chart, at, 'grain').map((cue): Change => ({ kind: 'group', start: at, end: cue.end, worth: cue.score + 0.9, mood, nouns: nounsOfGrain(chart, cue.end - 1), grain: cue.cue.grain }))
  const split = saidAt(tokens, at, ...splitters).flatMap((end) => beyond(tokens, end, 2)).flatMap((from) => listed(chart, from).map(({ end, nouns, grain, worth }): Change => ({ kind: 'group', start: at, end, worth: worth + 0.9, mood, nouns, grain })))
  const named = mood === 'about' || mood === 'and' ? startingAt(chart, at, 'noun').filter((noun) => sure(noun) && isSorting(chart, noun)).map((noun): Change => ({ kind: 'group', start: at, end: noun.end, worth: noun.score - 0.1, mood: 'instead', nouns: [noun], grain: null })) : []
  return [...grains, ...split, ...named]
}

const isSorting = (chart: Chart, noun: Noun): boolean => {
  const [target] = noun.targets
  return target?.kind === 'table' || (target?.kind === 'column' && !chart.index.columns[target.at]!.numeric)
}

/** "by year" may mean a column that is called so. */
const nounsOfGrain = (chart: Chart, at: number): Noun[] => startingAt(chart, at, 'noun').filter((noun) => noun.end === at + 1)

type Listed = { end: number; nouns: Noun[]; grain: Grain | null; worth: number }

function listed(chart: Chart, at: number): Listed[] {
  const grain = grainOf(chart.tokens[at]?.lower)
  const firsts: Listed[] = [
    ...startingAt(chart, at, 'noun').filter(sure).map((noun): Listed => ({ end: noun.end, nouns: [noun], grain: null, worth: noun.score })),
    ...(grain === null ? [] : [{ end: at + 1, nouns: nounsOfGrain(chart, at), grain, worth: 1.2 }]),
  ]
  return firsts.flatMap((first) => {
    if (chart.tokens[first.end]?.lower !== 'and' && chart.tokens[first.end]?.lower !== ',') return [first]
    return [first, ...beyond(chart.tokens, first.end + 1, 2).flatMap((from) => listed(chart, from)).filter((next) => first.grain === null || next.grain === null)
      .map((next): Listed => ({ end: next.end, nouns: [...(first.grain === null ? first.nouns : []), ...(next.grain === null ? next.nouns : [])], grain: first.grain ?? next.grain, worth: first.worth + next.worth + 0.1 }))]
  })
}

/** "last year", "in 2024", "since March 2025", "from 2023 to 2024". */
export function periodsAt(chart: Chart, at: number, mood: Mood): Change[] {
  const { tokens } = chart
  const said = (from: number, to: number) => tokens.slice(from, to).map((token) => token.lower).join(' ')
  const made = (end: number, worth: number, period: PeriodWords): Change => ({ kind: 'period', start: at, end, worth, mood, period, said: said(at, end) })
  const plain = startingAt(chart, at, 'period').map((piece) => made(piece.end, piece.score + 0.4, piece.period))
  const open = (list: string[], shape: (period: PeriodWords) => PeriodWords): Change[] => saidAt(tokens, at, ...list).flatMap((end) => beyond(tokens, end, 1))
    .flatMap((from) => startingAt(chart, from, 'period')).map((piece) => made(piece.end, piece.score + 0.8, shape(piece.period)))
  const ranges = [...saidAt(tokens, at, 'from', 'between', 'the years'), at].flatMap((from) => startingAt(chart, from, 'period')).flatMap((first) => saidAt(tokens, first.end, 'to', 'and', 'until', 'through', 'till')
    .flatMap((from) => startingAt(chart, from, 'period')).filter((second) => (second.period.until ?? '') > (first.period.from ?? '')).map((second) => made(second.end, first.score + second.score + 1.6, range(first.period, second.period))))
  return [
    ...plain, ...ranges,
    ...open(['since', 'from', 'starting in', 'starting'], (period) => ({ ...period, until: null, label: `Since ${period.label}`, year: null })),
    ...open(['after'], (period) => ({ ...period, from: period.until, until: null, label: `After ${period.label}`, year: null })),
    ...open(['before', 'until'], (period) => ({ ...period, from: null, until: period.from, label: `Before ${period.label}`, year: null })),
    ...open(['up to', 'through', 'up to and including'], (period) => ({ ...period, from: null, label: `Up to ${period.label}`, year: null })),
    ...shiftsAt(chart, at),
  ]
}

const range = (first: PeriodWords, second: PeriodWords): PeriodWords => ({ ...first, until: second.until, label: `${first.label} to ${second.label}`, grain: null, year: null, month: null })

/** "the year before", "a quarter earlier", "the previous month", "the next year". */
function shiftsAt(chart: Chart, at: number): Change[] {
  const { tokens } = chart
  return beyond(tokens, at, 1).flatMap((from): Change[] => {
    const shift = (end: number, grain: Grain | null, count: number): Change[] => (grain === null ? [] : [{ kind: 'shift', start: at, end, worth: 2.4, grain, count }])
    const word = (offset: number) => tokens[from + offset]?.lower
    return [
      ...(['before', 'earlier', 'prior', 'preceding'].includes(word(1) ?? '') ? shift(from + 2, grainOf(word(0)), -1) : []),
      ...(['after', 'later', 'following'].includes(word(1) ?? '') ? shift(from + 2, grainOf(word(0)), 1) : []),
      ...(['previous', 'prior', 'preceding'].includes(word(0) ?? '') ? shift(from + 2, grainOf(word(1)), -1) : []),
      ...(['following'].includes(word(0) ?? '') ? shift(from + 2, grainOf(word(1)), 1) : []),
    ]
  })
}

/** "and margin", "number of invoices instead", "the average instead", "with email". Bare it would be a question of its own. */
export function measuresAt(chart: Chart, at: number, mood: Mood): Change[] {
  if (mood === 'plain' || mood === 'only' || mood === 'exclude') return []
  const made = (of: Extract<Change, { kind: 'measure' }>['of']): Change => ({ kind: 'measure', start: at, end: of.end, worth: of.score, mood, of })
  const nouns = startingAt(chart, at, 'noun').filter((noun) => sure(noun) && (mood === 'also' || noun.targets.some((target) => target.kind === 'metric' || (target.kind === 'column' && chart.index.columns[target.at]!.role === 'measure'))))
  const bare = mood === 'instead' || mood === 'about' ? cuesAt(chart, at, 'aggregate').map((cue): Change => ({ kind: 'aggregate', start: at, end: cue.end, worth: cue.score, name: cue.cue.name })) : []
  return [...nouns.map((noun) => ({ ...made(noun), worth: noun.score + 0.05 })), ...startingAt(chart, at, 'measure').map(made), ...bare]
}
