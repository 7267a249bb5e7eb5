import type { Grain } from '../../../../shared/model/plan.ts'
import type { AnyPiece, EarlierPiece } from '../piece.ts'
import { allCues, cuesAt, isWord, past, type Chart } from '../chart.ts'

const grains = ['year', 'half', 'quarter', 'month', 'week', 'day', 'fiscal']
const articles = new Set(['the', 'that', 'of', 'in', 'those', 'figures'])

/** "vs prior year", "compared to the same quarter last year", "year over year"; after a word of change also "from last month", "over the year before". */
export function earlier(chart: Chart): AnyPiece[] {
  const paces = allCues(chart, 'pace').map((cue) => made(cue.start, cue.end, cue.cue.grain))
  const after = allCues(chart, 'versus').flatMap((cue) => beforeAt(chart, cue.end).map(({ end, grain }) => made(cue.start, end, grain)))
  const changed = allCues(chart, 'changed')
  const from = chart.tokens.flatMap((_, at) => (isWord(chart, at, 'from', 'over', 'on', 'to', 'since', 'than') && changed.some((cue) => cue.end <= at)
    ? beforeAt(chart, at + 1).filter(({ grain }) => grain !== null).map(({ end, grain }) => made(at, end, grain)) : []))
  return [...paces, ...after, ...from]
}

/** Worth more than its words as names, columns and periods of their own. */
const made = (start: number, end: number, grain: Grain | null): EarlierPiece => ({ kind: 'earlier', start, end, grain, score: 0.3 + 0.9 * (end - start) })

function beforeAt(chart: Chart, from: number): { end: number; grain: Grain | null }[] {
  return past(chart, from, 2, articles).flatMap((at) => [
    ...cuesAt(chart, at, 'before').map(({ end, cue }) => ({ end, grain: cue.grain })),
    ...cuesAt(chart, at, 'prior').filter((cue) => !isWord(chart, cue.end, ...grains)).map(({ end }) => ({ end, grain: null })),
  ])
}
