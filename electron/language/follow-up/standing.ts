import type { Grain } from '../../../shared/model/plan.ts'
import { cuesAt, startingAt, type Chart } from '../grammar/chart.ts'
import type { Change, ChangeOf } from './change.ts'
import { valuesAt } from './moody.ts'
import { allAt, beyond, removalsAt, removedAt, removersAt, saidAt } from './phrases.ts'

const most = 1_000_000
const rankWords: [which: ChangeOf<'limit'>['which'], phrases: string[]][] = [
  ['top', ['top', 'best', 'highest', 'largest', 'biggest', 'greatest', 'most']],
  ['bottom', ['bottom', 'worst', 'lowest', 'smallest', 'least', 'fewest']],
  ['first', ['first', 'limit to', 'only', 'just', 'limit']],
]

/** "top 5", "only the top 10 by margin", "the bottom 3 customers", "first 20". */
export function limitsAt(chart: Chart, at: number): Change[] {
  const { tokens } = chart
  const openings = [at, ...saidAt(tokens, at, 'only', 'just', 'keep', 'only show', 'just show', 'and', 'but only', 'show')].flatMap((end) => beyond(tokens, end, 2))
  return [...new Set(openings)].flatMap((from) => rankWords.flatMap(([which, words]) => saidAt(tokens, from, ...words).flatMap((end): Change[] => {
    const number = beyond(tokens, end, 1).flatMap((place) => startingAt(chart, place, 'number')).find((piece) => piece.shape === 'number' && Number.isInteger(piece.value) && piece.value >= 1 && piece.value <= most)
    const plainly = ['only', 'just'].includes(tokens[from]!.lower)
    const alone = number === undefined && which !== 'first' && tokens[end - 2]?.lower === 'the' && !['most', 'least'].includes(tokens[end - 1]!.lower) && isLast(chart, end)
    if (alone) return [{ kind: 'limit', start: at, end, worth: 1.2, count: 1, which, of: null, entity: null }]
    if (number === undefined || (plainly && (!isLast(chart, number.end) || startingAt(chart, number.start, 'period').length > 0))) return []
    const plain: Change = { kind: 'limit', start: at, end: number.end, worth: 1.6, count: number.value, which, of: null, entity: null }
    const entities = startingAt(chart, number.end, 'noun').filter((noun) => noun.targets[0]!.score >= 0.6 && noun.targets[0]!.kind !== 'metric').map((noun): Change => ({ ...plain, end: noun.end, worth: plain.worth + noun.score, entity: noun }))
    const rows = saidAt(tokens, number.end, 'rows', 'row', 'groups', 'of them', 'results').map((to): Change => ({ ...plain, end: to, worth: plain.worth + 0.4 }))
    const all = [plain, ...entities, ...rows] as ChangeOf<'limit'>[]
    return all.flatMap((one): Change[] => [one, ...saidAt(tokens, one.end, 'by', 'in terms of', 'on').flatMap((by) => beyond(tokens, by, 1)).flatMap((place) => startingAt(chart, place, 'noun'))
      .filter((noun) => noun.targets[0]!.score >= 0.6).map((noun): Change => ({ ...one, end: noun.end, worth: one.worth + noun.score + 1.2, of: noun }))])
  })))
}

const isLast = (chart: Chart, end: number): boolean => chart.tokens.slice(end).every((token) => token.kind === 'mark' || ['rows', 'row', 'groups', 'please', 'results'].includes(token.lower))

type Likes = [ChangeOf<'order'>['direction'], ChangeOf<'order'>['like'], string[]]
const likes: Likes[] = [
  ['asc', 'text', ['alphabetically', 'in alphabetical order', 'alphabetical', 'alphabetical order', 'a to z', 'from a to z']],
  ['desc', 'text', ['z to a', 'from z to a', 'reverse alphabetical order']],
  ['desc', 'number', ['largest first', 'biggest first', 'highest first', 'from largest to smallest', 'from highest to lowest', 'high to low', 'from high to low']],
  ['asc', 'number', ['smallest first', 'lowest first', 'from smallest to largest', 'from lowest to highest', 'low to high', 'from low to high']],
  ['desc', 'time', ['newest first', 'latest first', 'most recent first']],
  ['asc', 'time', ['oldest first', 'earliest first', 'chronologically', 'in chronological order']],
  [null, 'reverse', ['reverse', 'reverse the order', 'reverse order', 'in reverse', 'in reverse order', 'the other way round', 'other way around', 'reversed']],
]

/** "sort by name", "order by revenue descending", "alphabetically", "largest first", "reverse the order". */
export function ordersAt(chart: Chart, at: number): Change[] {
  const { tokens } = chart
  const found: Change[] = likes.flatMap(([direction, like, phrases]) => saidAt(tokens, at, ...phrases).map((end): Change => ({ kind: 'order', start: at, end, worth: 1 + 0.3 * (end - at), by: null, direction, like })))
  const verbs = saidAt(tokens, at, 'sort', 'sorted', 'order', 'ordered', 'sort it', 'rank', 'ranked', 'arrange', 'sort them', 'order it', 'order them', 'sort the rows')
  for (const verb of verbs) {
    for (const from of beyond(tokens, verb, 2)) found.push(...likes.flatMap(([direction, like, phrases]) => saidAt(tokens, from, ...phrases).map((end): Change => ({ kind: 'order', start: at, end, worth: 1.4 + 0.3 * (end - at), by: null, direction, like }))))
    for (const by of saidAt(tokens, verb, 'by', 'on', 'by the', 'on the')) {
      const keys = [...startingAt(chart, by, 'noun').filter((noun) => (noun.targets[0]?.score ?? 0) >= 0.5), ...startingAt(chart, by, 'measure'), ...namedName(chart, by)]
      found.push(...keys.flatMap((key): Change[] => {
        const plain: Change = { kind: 'order', start: at, end: key.end, worth: key.score + 1.4, by: key, direction: null, like: null }
        return [plain, ...directionsAt(chart, key.end).map(({ end, direction }): Change => ({ ...plain, end, direction, worth: key.score + 2 }))]
      }))
    }
    for (const { end, direction } of directionsAt(chart, verb)) found.push({ kind: 'order', start: at, end, worth: 2, by: null, direction, like: null })
  }
  for (const { end, direction } of directionsAt(chart, at)) found.push({ kind: 'order', start: at, end, worth: 1.2, by: null, direction, like: null })
  return found
}

/** "name" always names something in an answer, whatever its column is called. */
function namedName(chart: Chart, at: number) {
  const token = chart.tokens[at]
  return token?.lemma === 'name' || token?.lemma === 'date' ? [{ kind: 'noun' as const, start: at, end: at + 1, targets: [], score: 0.3 }] : []
}

function directionsAt(chart: Chart, at: number): { end: number; direction: 'asc' | 'desc' }[] {
  return [...saidAt(chart.tokens, at, 'in', ','), at].flatMap((from) => [
    ...cuesAt(chart, from, 'ascending').map(({ end }) => ({ end, direction: 'asc' as const })), ...cuesAt(chart, from, 'descending').map(({ end }) => ({ end, direction: 'desc' as const })),
  ])
}

/** "as a pie chart", "show it as a table". */
export function chartsAt(chart: Chart, at: number): Change[] {
  return cuesAt(chart, at, 'chart').map((cue): Change => ({ kind: 'chart', start: at, end: cue.end, worth: cue.score + 0.4, chart: cue.cue.chart }))
}

const versus = ['how does that compare with', 'how does that compare to', 'how does it compare with', 'how does it compare to', 'how do they compare with', 'how do they compare to', 'compare with', 'compare to', 'compare it with', 'compare it to', 'compare that with', 'compare that to', 'compare against', 'compared with', 'compared to', 'versus', 'vs', 'vs.', 'against', 'compare']
const shares = [
  'as percentage', 'as percentage of the total', 'as percentage of total', 'as share', 'as a share of the total', 'as a share of total', 'as share of total', 'as a share', 'as shares', 'as a percentage of the total', 'as a percentage of total', 'as a percentage', 'as percentages', 'as percent', 'as a percent', 'as a percent of the total',
  'in percent', 'share of the total', 'share of total', 'percent of total', 'percentage of the total', 'as a proportion', 'as a fraction of the total', 'what share', 'as a share of the whole', 'as part of the total',
]
const runnings = ['running total', 'as a running total', 'cumulative', 'cumulatively', 'as a cumulative total', 'added up over time', 'accumulated', 'with a running total']
const overs: [Grain, string[]][] = [
  ['year', ['year over year', 'year on year', 'yoy', 'y/y', 'same period last year']], ['quarter', ['quarter over quarter', 'quarter on quarter', 'qoq']], ['month', ['month over month', 'month on month', 'mom']],
]
const grains: Record<string, Grain> = { year: 'year', quarter: 'quarter', month: 'month', week: 'week', day: 'day' }

/** "compare with the year before", "vs last year", "year over year", "as a share", "running total". */
export function comparisonsAt(chart: Chart, at: number): Change[] {
  const { tokens } = chart
  const found: Change[] = [
    ...saidAt(tokens, at, ...shares).map((end): Change => ({ kind: 'derived', start: at, end, worth: 1 + 0.4 * (end - at), derived: 'share' })),
    ...saidAt(tokens, at, ...runnings).map((end): Change => ({ kind: 'derived', start: at, end, worth: 1 + 0.4 * (end - at), derived: 'running' })),
    ...overs.flatMap(([grain, phrases]) => saidAt(tokens, at, ...phrases).map((end): Change => ({ kind: 'previous', start: at, end, worth: 1 + 0.5 * (end - at), grain, said: null }))),
  ]
  for (const from of saidAt(tokens, at, ...versus).flatMap((end) => beyond(tokens, end, 2))) {
    const previous = (end: number, word: string | undefined): Change[] => (word !== undefined && Object.hasOwn(grains, word) ? [{ kind: 'previous', start: at, end, worth: 3, grain: grains[word]!, said: null }] : [])
    const [first, second] = [tokens[from]?.lower, tokens[from + 1]?.lower]
    if (['before', 'earlier', 'prior', 'ago'].includes(second ?? '')) found.push(...previous(from + 2, first))
    if (['last', 'previous', 'prior', 'preceding'].includes(first ?? '')) found.push(...previous(from + 2, second))
    for (const end of saidAt(tokens, from, 'same period last year', 'same period of last year', 'same time last year')) found.push(...previous(end, 'year'))
    for (const piece of startingAt(chart, from, 'period')) found.push({ kind: 'previous', start: at, end: piece.end, worth: 2, grain: 'year', said: piece.period })
  }
  return found
}

/** "remove the filter", "all regions", "without the limit", "drop the EMEA filter", "all time", "in total". */
export function removalChangesAt(chart: Chart, at: number): Change[] {
  const { tokens } = chart
  const found: Change[] = removalsAt(tokens, at).map(({ end, means }): Change => ({ kind: 'remove', start: at, end, worth: 1 + 0.4 * (end - at), what: means }))
  // "Show all" goes on in a question of its own: "show all customers".
  found.push(...saidAt(tokens, at, 'show all', 'show me all', 'show them all', 'see all').filter((end) => isLast(chart, end)).map((end): Change => ({ kind: 'remove', start: at, end, worth: 1.8, what: 'limit' })))
  const filterEnd = (end: number) => saidAt(tokens, end, 'filter', 'filters', 'condition', 'restriction')
  const away = (end: number) => saidAt(tokens, end, 'out', 'away', 'off', 'again')[0] ?? end
  for (const from of removersAt(tokens, at).flatMap(({ end }) => beyond(tokens, end, 3))) {
    found.push(...removedAt(tokens, from).map(({ end, means }): Change => ({ kind: 'remove', start: at, end: away(end), worth: 1.6 + 0.4 * (end - from), what: means })))
    found.push(...startingAt(chart, from, 'noun').filter((noun) => noun.targets[0]!.score >= 0.6).flatMap((noun): Change[] => [noun.end, ...filterEnd(noun.end)].map((end): Change => ({
      kind: 'removeNamed', start: at, end: away(end), worth: noun.score + (end > noun.end ? 1 : 0), noun, all: false, values: end > noun.end ? [] : valuesAt(chart, from).filter((value) => value.end === noun.end),
    }))))
    found.push(...valuesAt(chart, from).flatMap((value) => filterEnd(value.end).map((end): Change => ({ kind: 'removeValue', start: at, end: away(end), worth: value.score + 1.2, values: [value] }))))
  }
  for (const { end } of allAt(tokens, at)) found.push(...startingAt(chart, end, 'noun').filter((noun) => noun.targets[0]!.score >= 0.6).map((noun): Change => ({ kind: 'removeNamed', start: at, end: noun.end, worth: noun.score + 0.4, noun, all: true, values: [] })))
  return found
}

const units = ['in thousands', 'in millions', 'in billions', 'in k', 'in thousand', 'in million', 'in tens of thousands', 'rounded', 'without decimals', 'with two decimals']
const currencies = ['euro', 'euros', 'eur', 'dollar', 'dollars', 'usd', 'pound', 'pounds', 'gbp', 'sterling', 'yen', 'jpy', 'francs', 'chf', 'local currency']

/** "why", "in thousands", "in euros": said plainly not to be there yet. */
export function reservedAt(chart: Chart, at: number): Change[] {
  const { tokens } = chart
  const said = (end: number) => tokens.slice(at, end).filter((token) => token.kind !== 'mark').map((token) => token.text).join(' ')
  const made = (end: number, what: ChangeOf<'reserved'>['what']): Change => ({ kind: 'reserved', start: at, end, worth: 4, what, said: said(end) })
  const first = at === 0 || tokens.slice(0, at).every((token) => token.kind === 'mark' || ['and', 'but', 'so', 'ok'].includes(token.lower))
  return [
    ...saidAt(tokens, at, ...units).map((end) => made(end, 'unit')),
    ...saidAt(tokens, at, ...currencies.flatMap((name) => [`in ${name}`, `convert to ${name}`, `converted to ${name}`])).map((end) => made(end, 'currency')),
    ...(first ? saidAt(tokens, at, 'why', 'how come', 'what explains', 'explain why') : []).map(() => made(tokens.length, 'why')),
    ...(first ? saidAt(tokens, at, 'explain', 'explain this', 'explain that', 'explain it') : []).filter((end) => isLast(chart, end)).map((end) => made(end, 'why')),
  ]
}
