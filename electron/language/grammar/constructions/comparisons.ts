import type { CompareOperator } from '../../../../shared/model/plan.ts'
import type { AnyPiece, ConditionPiece, Noun, Operand } from '../piece.ts'
import { all, allCues, isWord, past, startingAt, type Chart } from '../chart.ts'
import { comparatives, nounsBefore } from './conditions.ts'

const owning = new Set(['their', 'its', 'his', 'her', 'the', 'a', 'an', 'that', 'those', 'of', 'in', 'for', 'own', 'corresponding', 'as', 'to', 's'])
const looseSame = new Set(['the', 'someone', 'somebody', 'one', 'with', 'named', 'called', 'of', 'that', 'for', 'a', 'an', 'in'])

/** "savings lower than their checking balance", "older than their manager", "more visits than pets", "in the same city as Bob". */
export function comparisons(chart: Chart): AnyPiece[] {
  const found: ConditionPiece[] = []
  const plain = { kind: 'condition' as const, adjective: null, aggregate: null }
  for (const cue of allCues(chart, 'compare')) {
    const left = nounsBefore(chart, cue.start)
    if (left.length === 0) continue
    for (const right of nounsAfter(chart, cue.end)) {
      for (const noun of left) found.push({ ...plain, start: noun.start, end: right.end, of: noun, score: noun.score + cue.score + right.score + 0.75, test: against(cue.cue.operator, right) })
    }
  }
  for (const cue of allCues(chart, 'adjective')) {
    if (cue.cue.degree !== 'comparative' || !isWord(chart, cue.end, 'than')) continue
    const operator: CompareOperator = cue.cue.adjective.direction === 'max' ? '>' : '<'
    for (const right of nounsAfter(chart, cue.end + 1)) {
      found.push({ ...plain, adjective: cue.cue.adjective, start: cue.start, end: right.end, of: null, score: cue.score + right.score + 0.4, test: against(operator, right) })
      for (const noun of nounsBefore(chart, cue.start).filter(({ targets: [best] }) => best?.kind === 'column')) found.push({ ...plain, start: noun.start, end: right.end, of: noun, score: noun.score + cue.score + right.score + 0.75, test: against(operator, right) })
    }
  }
  for (const noun of all(chart, 'noun')) {
    const operator = comparatives.get(chart.tokens[noun.start - 1]?.lower ?? '')
    if (operator === undefined || !isWord(chart, noun.end, 'than')) continue
    for (const right of nounsAfter(chart, noun.end + 1)) found.push({ ...plain, start: noun.start - 1, end: right.end, of: noun, score: noun.score + right.score + 1.1, test: against(operator, right) })
  }
  return [...found, ...sameAs(chart)]
}

const against = (operator: CompareOperator, of: Noun): ConditionPiece['test'] => ({ kind: 'compare', operator, operand: { kind: 'noun', of } })

const nounsAfter = (chart: Chart, end: number): Noun[] => past(chart, end, 3, owning).flatMap((at) => startingAt(chart, at, 'noun'))

/** "the same department as Clara", "the same name as the director". */
function sameAs(chart: Chart): ConditionPiece[] {
  return all(chart, 'noun').flatMap((noun): ConditionPiece[] => {
    if (!isWord(chart, noun.start - 1, 'same') || !isWord(chart, noun.end, 'as')) return []
    const start = isWord(chart, noun.start - 2, 'the') ? noun.start - 2 : noun.start - 1
    const piece = (end: number, score: number, operand: Operand): ConditionPiece => ({ kind: 'condition', start, end, of: noun, adjective: null, aggregate: null, score: noun.score + score + 1.6, test: { kind: 'compare', operator: '=', operand } })
    const after = past(chart, noun.end + 1, 4, looseSame)
    return after.flatMap((at) => [
      ...startingAt(chart, at, 'noun').flatMap((other) => [
        piece(other.end, other.score, { kind: 'noun', of: other }),
        ...past(chart, other.end, 2, looseSame).flatMap((next) => startingAt(chart, next, 'value').map((value) => piece(value.end, other.score + value.score, { kind: 'alike', value, of: other }))),
      ]),
      ...startingAt(chart, at, 'value').map((value) => piece(value.end, value.score, { kind: 'alike', value, of: null })),
    ])
  })
}
