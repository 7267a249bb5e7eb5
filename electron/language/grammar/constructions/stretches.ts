import type { Grain } from '../../../../shared/model/plan.ts'
import type { AnyPiece, Noun, SuperlativePiece } from '../piece.ts'
import { all, isWord, past, startingAt, type Chart } from '../chart.ts'

const grains: Record<string, Grain> = { year: 'year', half: 'half', quarter: 'quarter', month: 'month', week: 'week', day: 'day' }
const ranking: Record<string, 'max' | 'min'> = { top: 'max', bottom: 'min', highest: 'max', lowest: 'min', largest: 'max', smallest: 'min', biggest: 'max' }
/** More of a cost is worse. */
const judging: Record<string, 'max' | 'min'> = { best: 'max', worst: 'min', strongest: 'max', weakest: 'min' }
const before = new Set(['the', 'our', 'was', 'were', 'is', 'are', 'has', 'been', 'ever'])
const linking = [['by'], ['for'], ['of'], ['in', 'terms', 'of'], ['in'], ['with', 'the', 'most'], ['according', 'to']]

type Head = { start: number; end: number; rank: number; direction: 'max' | 'min'; judges: boolean; grain: Grain; figure: Noun | null }

/** "Best month for revenue", "top 3 months by revenue", "which quarter was the worst": stretches of time are ranked. Without a figure by the main one of the vocabulary. */
export function stretches(chart: Chart): AnyPiece[] {
  return [...leading(chart), ...trailing(chart)].flatMap((head) => {
    const named = head.figure === null ? figures(chart, head.end).map((figure) => made({ ...head, end: figure.end, figure })) : []
    // What is said to rank them is never left to stand for something else.
    return head.figure !== null || (chart.index.glossary !== null && named.length === 0) ? [made(head)] : named
  })
}

/** Worth more than its words as columns and values that happen to be called so. */
const made = ({ start, end, rank, direction, judges, grain, figure }: Head): SuperlativePiece => ({
  kind: 'superlative', start, end, direction, rank, of: figure, adjective: null, often: false, aggregate: null, counted: false, entity: null, ranks: true, grain, ...(judges ? { judges: true as const } : {}), score: 0.9 * (end - start) + (figure?.score ?? 0) - (figure === null ? 0 : 0.4),
})

const directionAt = (chart: Chart, at: number): { direction: 'max' | 'min'; judges: boolean } | null => {
  const word = chart.tokens[at]?.lower ?? ''
  if (Object.hasOwn(judging, word)) return { direction: judging[word]!, judges: true }
  return Object.hasOwn(ranking, word) ? { direction: ranking[word]!, judges: false } : null
}

const grainAt = (chart: Chart, at: number): Grain | null => (Object.hasOwn(grains, chart.tokens[at]?.lemma ?? '') ? grains[chart.tokens[at]!.lemma]! : null)

/** "top 3 months", "3 best months", "best revenue month". */
function leading(chart: Chart): Head[] {
  return chart.tokens.flatMap((_, at): Head[] => {
    const said = directionAt(chart, at)
    if (said === null) return []
    const after = all(chart, 'number').find(({ start }) => start === at + 1)
    const front = all(chart, 'number').find(({ end, shape }) => end === at && shape === 'number')
    const rank = (after ?? front)?.value ?? 1
    const [start, next] = [after === undefined && front !== undefined ? front.start : at, after?.end ?? at + 1]
    const nouns = startingAt(chart, next, 'noun').filter(isFigure)
    return [null, ...nouns].flatMap((figure) => {
      const place = figure?.end ?? next
      const grain = grainAt(chart, place)
      return grain === null || !Number.isInteger(rank) || rank < 1 ? [] : [{ start, end: place + 1, rank, ...said, grain, figure }]
    })
  })
}

/** "Which quarter was the worst", "what month was our best". */
function trailing(chart: Chart): Head[] {
  return chart.tokens.flatMap((_, at): Head[] => {
    const grain = grainAt(chart, at)
    if (grain === null || !isWord(chart, at - 1, 'which', 'what')) return []
    return past(chart, at + 1, 3, before).slice(1).flatMap((place): Head[] => {
      const said = directionAt(chart, place)
      // "Which month was the best customer": something else is ranked.
      const ends = chart.tokens[place + 1] === undefined || chart.tokens[place + 1]!.kind === 'mark' || isWord(chart, place + 1, 'for', 'in', 'by', 'of', 'since', 'month', 'quarter', 'year')
      return said === null || !ends ? [] : [{ start: at, end: place + 1, rank: 1, ...said, grain, figure: null }]
    })
  })
}

const isFigure = ({ targets }: Noun): boolean => targets.some(({ kind }) => kind === 'metric')

/** What the stretches are ranked by: a figure of the vocabulary, a number, or rows that are counted. */
function figures(chart: Chart, from: number): Noun[] {
  const places = linking.filter((words) => words.every((word, step) => isWord(chart, from + step, word))).flatMap((words) => past(chart, from + words.length, 2))
  return places.flatMap((at) => [
    ...startingAt(chart, at, 'noun').filter((noun) => !isWord(chart, noun.end, 'of') && (isFigure(noun) || noun.targets.some((target) => target.kind === 'table' || (target.kind === 'column' && chart.index.columns[target.at]!.role === 'measure')))),
    ...startingAt(chart, at, 'measure').flatMap(({ names: [name, ...more], of, end, score }): Noun[] => (name === 'count' && more.length === 0 && of?.targets[0]?.kind === 'table' ? [{ ...of, end, score }] : [])),
  ])
}
