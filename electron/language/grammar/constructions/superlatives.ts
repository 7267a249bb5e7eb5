import type { Aggregate, AnyPiece, Noun, SuperlativePiece } from '../piece.ts'
import { all, allCues, cuesAt, isWord, past, startingAt, type Chart } from '../chart.ts'

type Head = Omit<SuperlativePiece, 'of' | 'aggregate' | 'kind' | 'counted' | 'entity'>
const ranking = new Set(['top', 'bottom', 'largest', 'biggest', 'greatest', 'smallest', 'highest', 'lowest'])
const between = new Set(['the', 'a', 'an', 'of', 'total', 'overall', 'in', 'own', 'their', 'its', 'all', 'terms', 'amount', 'value', 'values', 'for', 'by', 'have', 'has'])
const being = new Set(['is', 'are', 'was', 'were', 'the', 'has', 'have', 'had', 'be', 'that', 'which', 'of', 'all'])

/** "the highest budget", "top 3 prices", "the youngest", "the most common type", "whose age is the lowest", "the most pets". */
export function superlatives(chart: Chart): AnyPiece[] {
  const found: SuperlativePiece[] = []
  for (const head of heads(chart)) {
    if (head.adjective !== null) found.push({ kind: 'superlative', ...head, of: null, aggregate: null, counted: false, entity: null, score: head.score + 0.15 })
    if (head.adjective === null && !head.often && chart.index.glossary !== null && isSaidLast(chart, head)) found.push({ kind: 'superlative', ...head, of: null, aggregate: null, counted: false, entity: null, score: head.score + 0.15 })
    if (head.often) found.push({ kind: 'superlative', ...head, of: null, aggregate: null, counted: false, entity: null, score: head.score })
    for (const { noun, aggregate, counted, extra } of following(chart, head.end)) {
      found.push({ kind: 'superlative', ...head, end: noun.end, of: noun, aggregate, counted, entity: null, score: head.score + noun.score + extra + 0.4 })
    }
    for (const noun of preceding(chart, head.start)) {
      if (!head.often) found.push({ kind: 'superlative', ...head, start: noun.start, of: noun, aggregate: null, counted: false, entity: null, score: head.score + noun.score + 0.3 })
    }
    found.push(...rankedBy(chart, head))
  }
  return found
}

/** "top 10 customers by revenue", "the 3 oldest students in terms of age", "top 3 customers per region by revenue". */
function rankedBy(chart: Chart, head: Head): SuperlativePiece[] {
  if (head.often) return []
  return past(chart, head.end, 2, between).flatMap((at) => startingAt(chart, at, 'noun')).flatMap((entity) => {
    const within = past(chart, entity.end, 1).flatMap((start) => startingAt(chart, start, 'group')).filter((group) => !group.weak)
    return [null, ...within].flatMap((group) => {
      const start = group?.end ?? entity.end
      const by = bySteps.find((words) => words.every((word, step) => isWord(chart, start + step, word)))
      if (by === undefined) return []
      return following(chart, start + by.length).map(({ noun, aggregate, counted, extra }): SuperlativePiece => (
        { kind: 'superlative', ...head, end: noun.end, of: noun, aggregate, counted, entity, ...(group === null ? {} : { within: group }), score: head.score + entity.score + noun.score + extra + 0.9 + (group === null ? 0 : group.score + 0.3) }
      ))
    })
  })
}

/** "Which vendors did we pay most (in 2025)": nothing follows that could be measured. */
const isSaidLast = (chart: Chart, head: Head): boolean => head.start > 2 && isWord(chart, head.end - 1, 'most', 'least') && (head.end === chart.tokens.length || chart.tokens[head.end]!.kind === 'mark' || isWord(chart, head.end, 'in', 'during', 'last', 'this', 'for', 'since', 'per', 'by'))

const bySteps = [['by'], ['in', 'terms', 'of'], ['according', 'to'], ['based', 'on'], ['ranked', 'by'], ['measured', 'by']]

function heads(chart: Chart): Head[] {
  const plain: Head[] = [
    ...allCues(chart, 'superlative').map((cue) => ({ start: cue.start, end: cue.end, score: cue.score, direction: cue.cue.direction, adjective: null, often: false, rank: 1, ...(ranking.has(chart.tokens[cue.start]!.lower) && cue.end === cue.start + 1 ? { ranks: true as const } : {}) })),
    ...allCues(chart, 'frequent').map((cue) => ({ start: cue.start, end: cue.end, score: cue.score + 0.2, direction: cue.cue.direction, adjective: null, often: true, rank: 1 })),
    ...allCues(chart, 'adjective').filter((cue) => cue.cue.degree === 'superlative')
      .map((cue) => ({ start: cue.start, end: cue.end, score: cue.score, direction: cue.cue.adjective.direction, adjective: cue.cue.adjective, often: false, rank: 1 })),
  ]
  const ranked: Head[] = []
  for (const head of plain) {
    for (const number of all(chart, 'number')) {
      if (number.value < 1 || number.value > 1000 || !Number.isInteger(number.value)) continue
      if (number.start === head.end) ranked.push({ ...head, end: number.end, rank: number.value, score: head.score + 0.6 })
      if (number.shape === 'number' && number.end === head.start) ranked.push({ ...head, start: number.start, rank: number.value, score: head.score + 0.6 })
    }
  }
  return [...plain, ...ranked]
}

function following(chart: Chart, end: number): { noun: Noun; aggregate: Aggregate | null; counted: boolean; extra: number }[] {
  const found: { noun: Noun; aggregate: Aggregate | null; counted: boolean; extra: number }[] = []
  for (const at of past(chart, end, 3, between)) {
    const words = chart.tokens[at - 1]?.lower
    for (const noun of startingAt(chart, at, 'noun')) if (!isQuantityOf(chart, noun)) found.push({ noun, aggregate: words === 'total' || words === 'overall' ? 'sum' : null, counted: false, extra: 0 })
    for (const measure of startingAt(chart, at, 'measure')) {
      if (measure.names.length > 1 || measure.of === null) continue
      const counted = measure.names[0] === 'count' || measure.names[0] === 'countDistinct'
      found.push({ noun: { ...measure.of, end: measure.end }, aggregate: measure.names[0]!, counted, extra: measure.score - measure.of.score })
    }
    for (const distinct of cuesAt(chart, at, 'distinct')) {
      for (const noun of startingAt(chart, distinct.end, 'noun')) found.push({ noun, aggregate: 'countDistinct', counted: true, extra: distinct.score })
    }
  }
  return found
}

/** "the greatest number of orders" is about orders, not numbers. */
const isQuantityOf = (chart: Chart, noun: Noun): boolean => noun.end === noun.start + 1 && isWord(chart, noun.start, 'number', 'amount', 'quantity', 'count') && isWord(chart, noun.end, 'of')

/** "whose price is the highest": the noun stands before. */
function preceding(chart: Chart, start: number): Noun[] {
  let at = start
  let verb = false
  while (at > 0 && start - at < 4 && being.has(chart.tokens[at - 1]!.lower)) {
    at -= 1
    verb ||= /^(?:is|are|was|were)$/.test(chart.tokens[at]!.lower)
    if (verb) break
  }
  return verb ? all(chart, 'noun').filter((noun) => noun.end === at) : []
}
