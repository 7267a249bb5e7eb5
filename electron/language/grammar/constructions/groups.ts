import type { AnyPiece, GroupPiece, Noun } from '../piece.ts'
import { allCues, isWord, past, startingAt, type Chart } from '../chart.ts'

const grains: Record<string, NonNullable<GroupPiece['grain']>> = { year: 'year', half: 'half', quarter: 'quarter', month: 'month', week: 'week', day: 'day' }

/** "for each country", "per year and month", "by region", "monthly", "by department and quarter", "by fiscal year", "which month …". */
export function groups(chart: Chart): AnyPiece[] {
  const found: GroupPiece[] = []
  for (const cue of allCues(chart, 'grain')) grow({ kind: 'group', start: cue.start, end: cue.end, of: [], grain: cue.cue.grain, weak: false, score: cue.score + 0.9 })
  for (const name of ['each', 'by'] as const) {
    for (const cue of allCues(chart, name)) {
      if (name === 'by' && isWord(chart, cue.end, 'all')) continue
      if (isWord(chart, cue.end, 'fiscal', 'financial') && Object.hasOwn(grains, chart.tokens[cue.end + 1]?.lower ?? '')) {
        grow({ kind: 'group', start: cue.start, end: cue.end + 2, of: [], grain: grains[chart.tokens[cue.end + 1]!.lower]!, weak: false, fiscal: true, score: cue.score + 2.2 })
      }
      for (const at of past(chart, cue.end, 2)) {
        for (const noun of startingAt(chart, at, 'noun')) grow({ kind: 'group', start: cue.start, end: noun.end, of: [noun], grain: null, weak: name === 'by', score: cue.score + noun.score + (name === 'by' ? 0.1 : 0.4) })
      }
    }
  }
  for (const [at, token] of chart.tokens.entries()) {
    if (!Object.hasOwn(grains, token.lemma) || token.lemma === 'day' || !isWord(chart, at - 1, 'which', 'what', 'best', 'worst', 'top', 'bottom', 'strongest', 'weakest') && !(isWord(chart, at - 2, 'top', 'bottom', 'best', 'worst') && startingAt(chart, at - 1, 'number').length > 0)) continue
    grow({ kind: 'group', start: at, end: at + 1, of: [], grain: grains[token.lemma]!, weak: false, score: 1.3 })
  }
  return found

  function grow(piece: GroupPiece): void {
    found.push(piece)
    if (piece.of.length > 2 || !isWord(chart, piece.end, 'and', ',')) return
    for (const at of past(chart, piece.end + 1, 2)) {
      const word = chart.tokens[at]?.lower ?? ''
      if (piece.grain === null && Object.hasOwn(grains, word)) grow({ ...piece, end: at + 1, grain: grains[word]!, score: piece.score + 0.7 })
      if (piece.grain === null && isWord(chart, at, 'fiscal', 'financial') && Object.hasOwn(grains, chart.tokens[at + 1]?.lower ?? '')) {
        grow({ ...piece, end: at + 2, grain: grains[chart.tokens[at + 1]!.lower]!, fiscal: true, score: piece.score + 1.9 })
      }
      for (const noun of startingAt(chart, at, 'noun').filter((next: Noun) => next.targets[0]!.kind === 'column' || piece.weak || piece.grain !== null)) {
        grow({ ...piece, end: noun.end, of: [...piece.of, noun], score: piece.score + noun.score + 0.05 })
      }
    }
  }
}
