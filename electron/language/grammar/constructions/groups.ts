import type { AnyPiece, GroupPiece, Noun } from '../piece.ts'
import { allCues, isWord, past, startingAt, type Chart } from '../chart.ts'

/** "for each country", "per year and month", "by region". */
export function groups(chart: Chart): AnyPiece[] {
  const found: GroupPiece[] = []
  for (const name of ['each', 'by'] as const) {
    for (const cue of allCues(chart, name)) {
      for (const at of past(chart, cue.end, 2)) {
        for (const noun of startingAt(chart, at, 'noun')) grow({ kind: 'group', start: cue.start, end: noun.end, of: [noun], weak: name === 'by', score: cue.score + noun.score + (name === 'by' ? 0.1 : 0.4) })
      }
    }
  }
  return found

  function grow(piece: GroupPiece): void {
    found.push(piece)
    if (piece.of.length > 2 || !isWord(chart, piece.end, 'and', ',')) return
    for (const at of past(chart, piece.end + 1, 2)) {
      for (const noun of startingAt(chart, at, 'noun').filter((next: Noun) => next.targets[0]!.kind === 'column' || piece.weak)) {
        grow({ ...piece, end: noun.end, of: [...piece.of, noun], score: piece.score + noun.score + 0.05 })
      }
    }
  }
}
