import { glueWords } from '../../lexicon.ts'
import type { Aggregate, AnyPiece, MeasurePiece } from '../piece.ts'
import { allCues, cuesAt, isWord, past, startingAt, type Chart } from '../chart.ts'

const measured = new Set([...glueWords, 'number', 'numbers', 'amount', 'amounts', 'value', 'values', 'and'])

/** "the average age and weight": the aggregate reaches over "and" to the next column of numbers. */
function coordinated(chart: Chart, piece: MeasurePiece): MeasurePiece[] {
  if (!isWord(chart, piece.end, 'and', ',')) return []
  return past(chart, piece.end + 1, 1).flatMap((at) => startingAt(chart, at, 'noun')).filter(({ targets: [best] }) => best?.kind === 'column' && (piece.names[0] === 'countDistinct' || chart.index.columns[best.at]!.numeric) && chart.index.columns[best.at]!.role !== 'foreign' && chart.index.columns[best.at]!.role !== 'id')
    .flatMap((noun): MeasurePiece[] => {
      const next: MeasurePiece = { ...piece, end: noun.end, also: [...(piece.also ?? []), noun], score: piece.score + noun.score + 0.1 }
      return next.also!.length > 2 ? [next] : [next, ...coordinated(chart, next)]
    })
}

/** "count the number of customers" counts customers, not numbers. */
const quantities = new Set(['number', 'amount', 'total', 'count', 'quantity'])

type Heading = { names: Aggregate[]; start: number; end: number; score: number }

/** "average age", "the minimum, maximum and mean price", "number of different cities", "how many students". */
export function measures(chart: Chart): AnyPiece[] {
  const found: MeasurePiece[] = []
  for (const heading of headings(chart)) {
    const counting = heading.names[0] === 'count'
    for (const at of past(chart, heading.end, 5, counting ? glueWords : measured)) {
      const number = counting ? 0 : spokenNumber(chart, heading.end, at)
      for (const distinct of [...cuesAt(chart, at, 'distinct'), null]) {
        if (distinct !== null && !counting) continue
        for (const nounAt of distinct === null ? [at] : past(chart, distinct.end, 2)) {
          for (const noun of startingAt(chart, nounAt, 'noun')) {
            if (counting && noun.end === noun.start + 1 && quantities.has(chart.tokens[noun.start]!.lower) && noun.start < chart.tokens.length - 1 && chart.tokens[noun.end]!.lower === 'of') continue
            const names: Aggregate[] = distinct === null ? heading.names : ['countDistinct']
            const piece: MeasurePiece = { kind: 'measure', start: heading.start, end: noun.end, names, of: noun, score: heading.score + number + noun.score + (distinct?.score ?? 0) + 0.4 }
            found.push(piece)
            if (!counting || distinct !== null) found.push(...coordinated(chart, piece))
          }
        }
      }
    }
  }
  return found
}

/** What "number of" is worth in "the average number of followers". */
const spokenNumber = (chart: Chart, from: number, until: number): number => Math.max(0, ...chart.tokens.slice(from, until).flatMap((_, step) => cuesAt(chart, from + step, 'aggregate').filter((cue) => cue.cue.name === 'count' && cue.end <= until).map((cue) => cue.score + 0.4)))

function headings(chart: Chart): Heading[] {
  const singles: Heading[] = []
  for (const cue of allCues(chart, 'aggregate')) singles.push({ names: [cue.cue.name], start: cue.start, end: cue.end, score: cue.score })
  for (const cue of allCues(chart, 'often')) singles.push({ names: ['count'], start: cue.start, end: cue.end, score: cue.score })
  const extremes: Heading[] = [
    ...allCues(chart, 'superlative').map((cue) => ({ names: [cue.cue.direction], start: cue.start, end: cue.end, score: cue.score })),
    ...allCues(chart, 'adjective').filter((cue) => cue.cue.degree === 'superlative' && !cue.cue.adjective.temporal).map((cue) => ({ names: [cue.cue.adjective.direction], start: cue.start, end: cue.end, score: cue.score })),
  ]
  // "the maximum and total number of followers" sums a stored number.
  const totals = singles.filter((heading) => heading.names[0] === 'count' && chart.tokens[heading.start]!.lower === 'total').map((heading): Heading => ({ ...heading, names: ['sum'] }))
  const numeric = [...singles.filter((heading) => heading.names[0] !== 'count'), ...extremes, ...totals]
  const found = [...singles]
  for (const first of numeric) {
    let chain: Heading[] = [first]
    for (let round = 0; round < 3 && chain.length > 0; round++) {
      chain = chain.flatMap((heading) => joined(chart, heading, numeric))
      found.push(...chain)
    }
  }
  return found
}

function joined(chart: Chart, heading: Heading, numeric: readonly Heading[]): Heading[] {
  let at = heading.end
  let linked = false
  while (at < chart.tokens.length && /^(?:,|and|&|or|the|as|well)$/.test(chart.tokens[at]!.lower)) {
    linked = true
    at += 1
  }
  if (!linked) return []
  return numeric.filter((next) => next.start === at && !heading.names.includes(next.names[0]!))
    .map((next) => ({ names: [...heading.names, ...next.names], start: heading.start, end: next.end, score: heading.score + next.score + 0.3 }))
}
