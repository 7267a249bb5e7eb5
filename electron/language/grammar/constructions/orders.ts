import type { AnyPiece, MeasurePiece, Noun, OrderPiece } from '../piece.ts'
import { allCues, cuesAt, isWord, past, startingAt, type Chart } from '../chart.ts'

const linking = new Set(['by', 'of', 'in', 'the', 'to', 'their', 'its', 'from', 'according', 'results', 'result', 'them', 'for', 'on', 'list', 'order', 'all', 'value', 'values', 'using', 'based', 'it', 'with', 'and', 'an', 'a', 'each', 'names'])

/** "sorted by price descending", "in alphabetical order of name", "in descending order of age and name". */
export function orders(chart: Chart): AnyPiece[] {
  const found: OrderPiece[] = []
  for (const cue of allCues(chart, 'order')) {
    if (cue.start === 0 && cue.end === 1) continue
    for (const before of [...directionsAt(chart, cue.end), { direction: 'asc' as const, end: cue.end, score: 0, start: cue.end, said: false }]) {
      let any = false
      for (const at of past(chart, before.end, 4, linking)) {
        for (const key of keysAt(chart, at)) {
          any = true
          grow({ kind: 'order', start: cue.start, end: key.end, of: [key], direction: before.direction, score: cue.score + before.score + key.score + 0.5 }, before.said)
        }
      }
      if (before.said || !any) found.push({ kind: 'order', start: cue.start, end: before.end, of: [], direction: before.direction, score: cue.score + before.score - (before.said ? 0 : 0.35) })
    }
  }
  for (const { cue, end, score } of namedOrders(chart)) {
    for (const before of [...directionsAt(chart, end), { direction: 'asc' as const, end, score: 0, start: end, said: false }]) {
      for (const at of past(chart, before.end, 2, linking)) for (const key of keysAt(chart, at)) grow({ kind: 'order', start: cue.start, end: key.end, of: [key], direction: before.direction, score: score + before.score + key.score + 1.5 }, before.said)
    }
  }
  for (const alone of directions(chart)) {
    found.push({ kind: 'order', start: alone.start, end: alone.end, of: [], direction: alone.direction, score: alone.score + 0.1 })
    for (const at of past(chart, alone.end, 3, linking)) {
      if (at === alone.end) continue
      for (const key of keysAt(chart, at)) grow({ kind: 'order', start: alone.start, end: key.end, of: [key], direction: alone.direction, score: alone.score + key.score + 0.5 }, true)
    }
  }
  return found

  function grow(piece: OrderPiece, directed: boolean): void {
    found.push(piece)
    for (const after of past(chart, piece.end, 2, new Set(['in', ',']))) {
      for (const direction of directionsAt(chart, after)) found.push({ ...piece, end: direction.end, direction: direction.direction, score: piece.score + direction.score + (directed ? -0.2 : 0.3) })
    }
    if (piece.of.length > 2 || !isWord(chart, piece.end, 'and', ',')) return
    for (const at of past(chart, piece.end + 1, 2)) {
      for (const key of keysAt(chart, at)) if (key.kind === 'noun') grow({ ...piece, end: key.end, of: [...piece.of, key], score: piece.score + key.score }, directed)
    }
  }
}

/** "order the cities by …": what is ordered stands between, and the key comes after "by". */
function namedOrders(chart: Chart): { cue: { start: number }; end: number; score: number }[] {
  return allCues(chart, 'order').flatMap((cue) => past(chart, cue.end, 2, linking).flatMap((at) => startingAt(chart, at, 'noun')).filter((noun) => isWord(chart, noun.end, 'by')).map((noun) => ({ cue, end: noun.end + 1, score: cue.score + noun.score })))
}

function keysAt(chart: Chart, at: number): (Noun | MeasurePiece)[] {
  const bare = cuesAt(chart, at, 'aggregate').filter((cue) => cue.cue.name === 'count' && !isWord(chart, cue.end, 'of')).map((cue): MeasurePiece => ({ kind: 'measure', start: cue.start, end: cue.end, names: ['count'], of: null, score: cue.score }))
  return [...startingAt(chart, at, 'noun'), ...startingAt(chart, at, 'measure').filter((measure) => measure.names.length === 1), ...bare]
}

type Direction = { direction: 'asc' | 'desc'; start: number; end: number; score: number; said: boolean }

function directionsAt(chart: Chart, at: number): Direction[] {
  return [
    ...cuesAt(chart, at, 'ascending').map((cue): Direction => ({ direction: 'asc', start: cue.start, end: cue.end, score: cue.score, said: true })),
    ...cuesAt(chart, at, 'descending').map((cue): Direction => ({ direction: 'desc', start: cue.start, end: cue.end, score: cue.score, said: true })),
  ]
}

const directions = (chart: Chart): Direction[] => chart.tokens.flatMap((_, at) => directionsAt(chart, at))
