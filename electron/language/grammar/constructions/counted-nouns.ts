import type { AnyPiece, Noun } from '../piece.ts'
import { all, startingAt, type Chart } from '../chart.ts'

const comparing = new Set(['with', 'has', 'have', 'had', 'having', 'than', 'least', 'most', 'exactly', 'to', 'and', 'between', 'is', 'are', 'was', 'were', '=', 'over', 'under', 'above', 'below', 'for', 'in', 'only', 'by', 'after', 'before', 'since', 'equal', 'last', 'past', 'next'])
const mostCounted = 1000

/** "the 3 mountains with the highest …", "first 5 students": how many rows are wanted, said before their name. */
export function countedNouns(chart: Chart): AnyPiece[] {
  const found: Noun[] = []
  for (const number of all(chart, 'number')) {
    if (number.shape !== 'number' || !Number.isInteger(number.value) || number.value < 1 || number.value > mostCounted) continue
    const before = chart.tokens[number.start - 1]?.lower
    if (before === undefined || comparing.has(before)) continue
    for (const noun of startingAt(chart, number.end, 'noun')) {
      const last = chart.tokens[noun.end - 1]!
      if (noun.targets[0]!.kind === 'metric' || (number.value > 1 && last.lower === last.lemma)) continue
      const start = before === 'first' ? number.start - 1 : number.start
      found.push({ ...noun, start, score: noun.score + number.score + 0.25, count: number.value })
    }
  }
  return found
}
