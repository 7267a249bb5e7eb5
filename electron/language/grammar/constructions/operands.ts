import type { CompareOperator, Grain } from '../../../../shared/model/plan.ts'
import type { Operand } from '../piece.ts'
import { cuesAt, isWord, past, startingAt, type Chart } from '../chart.ts'

export type OperandAt = { operand: Operand; end: number; score: number }

/** What may stand on the right of a comparison at a token: a number, a date, a quoted text, a value, "the average …". */
export function operandsAt(chart: Chart, at: number): OperandAt[] {
  const found: OperandAt[] = []
  for (const position of past(chart, at, 3, between)) {
    for (const number of startingAt(chart, position, 'number')) {
      if (number.shape === 'times' || isWord(chart, number.end, 'times', 'time')) {
        found.push({ operand: { kind: 'times', value: number.value }, end: number.shape === 'times' ? number.end : number.end + 1, score: number.score + 0.4 })
        if (number.shape === 'times') continue
      }
      const grain = grainWords.get(chart.tokens[number.end]?.lower ?? '')
      if (grain !== undefined && !isWord(chart, number.end + 1, 'old')) found.push({ operand: { kind: 'span', value: number.value, grain }, end: number.end + 1, score: number.score + 0.3 })
      if (number.shape !== 'ordinal') found.push({ operand: { kind: 'number', value: number.value, text: number.text }, end: number.end, score: number.score })
    }
    for (const period of startingAt(chart, position, 'period')) found.push({ operand: { kind: 'period', period: period.period }, end: period.end, score: period.score })
    for (const quoted of startingAt(chart, position, 'quoted')) found.push({ operand: { kind: 'text', text: quoted.text }, end: quoted.end, score: quoted.score })
    for (const value of startingAt(chart, position, 'value')) if (value.whole) found.push({ operand: { kind: 'value', value }, end: value.end, score: value.score })
  }
  return found
}

const someWords = [['at', 'least', 'one'], ['some'], ['one', 'of']]
const allWords = [['all'], ['every'], ['each'], ['any', 'other'], ['any']]

/** "more than at least one", "lower than all": beyond the least, or beyond the most. */
function quantified(chart: Chart, at: number, operator: CompareOperator): OperandAt[] {
  const said = (phrases: string[][]) => phrases.filter((words) => words.every((word, step) => isWord(chart, at + step, word)))
  const [least, most] = operator.startsWith('>') ? (['min', 'max'] as const) : (['max', 'min'] as const)
  const operand = (name: 'min' | 'max', length: number): OperandAt => ({ operand: { kind: 'aggregate', name, of: null }, end: at + length, score: 0.9 })
  return [...said(someWords).map((words) => operand(least, words.length)), ...said(allWords).map((words) => operand(most, words.length))]
}

/** "the average", "the average age of …", "the minimum salary", "at least one" on the right of a comparison. */
export function aggregatesAt(chart: Chart, at: number, operator: CompareOperator): OperandAt[] {
  const found: OperandAt[] = quantified(chart, at, operator)
  for (const position of past(chart, at, 3, between)) {
    for (const cue of cuesAt(chart, position, 'aggregate')) {
      if (cue.cue.name === 'count') continue
      found.push({ operand: { kind: 'aggregate', name: cue.cue.name, of: null }, end: cue.end, score: cue.score + 0.3 })
    }
    for (const measure of startingAt(chart, position, 'measure')) {
      if (measure.names.length !== 1 || measure.names[0] === 'count' || measure.names[0] === 'countDistinct') continue
      found.push({ operand: { kind: 'aggregate', name: measure.names[0]!, of: measure.of }, end: measure.end, score: measure.score + 0.3 })
    }
  }
  return found
}

const grainWords = new Map<string, Grain>([['days', 'day'], ['day', 'day'], ['weeks', 'week'], ['months', 'month'], ['years', 'year']])
const between = new Set(['the', 'a', 'an', 'of', 'that', 'year', 'years', 'any', 'all', 'in', 'value', 'date'])
