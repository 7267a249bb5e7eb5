import type { CompareOperator } from '../../../../shared/model/plan.ts'
import { askedAdjectives } from '../../lexicon.ts'
import type { AnyPiece, ConditionPiece, Noun, NumberPiece, Test } from '../piece.ts'
import { all, allCues, cuesAt, isWord, past, startingAt, type Chart } from '../chart.ts'
import { aggregatesAt, operandsAt } from './operands.ts'

type Tested = { test: Test; start: number; end: number; score: number; comparative: ConditionPiece['adjective'] }
const being = new Set(['is', 'are', 'was', 'were', 'be', 'has', 'have', 'had', 'of', 'the', 'a', 'an', 'that', 'been', 'being', 'which', 'with', 'to', 'in', 'value', 'values', 'it', 'whose', 'score', 'scores', 'do', 'does', 'equal', 'some', 'all', 'their', 'number', 'valued', 'at', 'on'])
const old = askedAdjectives.get('howOld')
const afterNumber = new Set(['of', 'different', 'distinct', 'the', 'in', 'or', 'total', 'more', 'worth', 'unique'])

/** "age is above 30", "more than 3 pets", "older than 20", "price between 10 and 20", "name contains 'a'", "salary above the average". */
export function conditions(chart: Chart): AnyPiece[] {
  const found: ConditionPiece[] = []
  for (const tested of tests(chart).flatMap((each) => [each, ...withAge(chart, each)])) {
    const plain = { kind: 'condition' as const, test: tested.test, adjective: tested.comparative, aggregate: null }
    found.push({ ...plain, start: tested.start, end: tested.end, of: null, score: tested.score - (tested.comparative === null ? 0.35 : 0) })
    for (const noun of nounsBefore(chart, tested.start)) found.push({ ...plain, start: noun.start, end: tested.end, of: noun, score: tested.score + noun.score + 0.45 })
    for (const measure of measuresBefore(chart, tested.start)) {
      if (measure.names.length !== 1 || measure.of === null) continue
      found.push({ ...plain, start: measure.start, end: tested.end, of: measure.of, aggregate: measure.names[0]!, score: tested.score + measure.score + 0.4 })
    }
    if (tested.comparative !== null) continue
    for (const at of past(chart, tested.end, 2, afterNumber)) {
      for (const noun of startingAt(chart, at, 'noun')) found.push({ ...plain, start: tested.start, end: noun.end, of: noun, score: tested.score + noun.score + 0.4 })
    }
    found.push(...inTheirNoun(chart, tested))
  }
  found.push(...plainNumbers(chart), ...aroundNoun(chart), ...beforeNoun(chart))
  found.push(...ages(chart), ...heldIn(chart))
  found.push(...furtherNumbers(chart, found))
  found.push(...datedNouns(chart))
  return found.filter((piece) => !countsToYear(piece, chart))
}

/** "By customer in 2025" tests no number of customers: that takes a word such as "more than". */
function countsToYear({ of, test, start, end }: ConditionPiece, chart: Chart): boolean {
  if (of === null || of.targets.some(({ kind }) => kind !== 'table') || test.kind !== 'compare' || test.operand.kind !== 'number') return false
  const { value } = test.operand
  return Number.isInteger(value) && value >= 1900 && value <= 2100 && !allCues(chart, 'compare').some((cue) => cue.start >= start && cue.end <= end)
}

function tests(chart: Chart): Tested[] {
  const found: Tested[] = []
  const add = (start: number, end: number, score: number, test: Test, comparative: ConditionPiece['adjective'] = null) => found.push({ start, end, score, test, comparative })
  for (const cue of [...allCues(chart, 'compare'), ...allCues(chart, 'temporal')]) {
    for (const right of operandsAt(chart, cue.end)) {
      if (cue.cue.cue === 'temporal' && right.operand.kind !== 'period' && right.operand.kind !== 'text' && !(right.operand.kind === 'number' && right.operand.value > 1000)) continue
      if (right.operand.kind === 'value' && cue.cue.operator !== '=' && cue.cue.operator !== '!=' ) continue
      add(cue.start, right.end, cue.score + right.score + 0.3, { kind: 'compare', operator: cue.cue.operator, operand: right.operand })
    }
    if (cue.cue.cue === 'compare' && cue.cue.operator !== '=') {
      for (const right of aggregatesAt(chart, cue.end, cue.cue.operator)) add(cue.start, right.end, cue.score + right.score + 0.3, { kind: 'compare', operator: cue.cue.operator, operand: right.operand })
    }
  }
  for (const cue of allCues(chart, 'adjective')) {
    if (cue.cue.degree !== 'comparative') continue
    const operator: CompareOperator = cue.cue.adjective.direction === 'max' ? '>' : '<'
    const after = isWord(chart, cue.end, 'than') ? cue.end + 1 : null
    if (after === null) continue
    for (const right of operandsAt(chart, after)) {
      const end = pastUnits(chart, right.end)
      add(cue.start, end, cue.score + right.score + 0.3, { kind: 'compare', operator, operand: right.operand }, cue.cue.adjective)
    }
    for (const right of aggregatesAt(chart, after, operator)) add(cue.start, right.end, cue.score + right.score + 0.3, { kind: 'compare', operator, operand: right.operand }, cue.cue.adjective)
  }
  for (const cue of allCues(chart, 'between')) {
    for (const low of operandsAt(chart, cue.end)) {
      if (!isWord(chart, low.end, 'and', 'to')) continue
      for (const high of operandsAt(chart, low.end + 1)) add(cue.start, high.end, cue.score + low.score + high.score + 0.5, { kind: 'between', low: low.operand, high: high.operand })
    }
  }
  for (const cue of allCues(chart, 'temporal')) {
    if (!isWord(chart, cue.start, 'from', 'starting')) continue
    for (const low of periodsAt(chart, cue.end)) {
      if (!isWord(chart, low.end, 'to', 'until', 'till', 'through', 'thru')) continue
      for (const high of periodsAt(chart, low.end + 1)) add(cue.start, high.end, cue.score + low.score + high.score + 1.2, { kind: 'between', low: low.operand, high: high.operand })
    }
  }
  for (const number of all(chart, 'number')) {
    for (const trailing of cuesAt(chart, number.end, 'trailing')) add(number.start, trailing.end, number.score + trailing.score + 0.3, { kind: 'compare', operator: trailing.cue.operator, operand: { kind: 'number', value: number.value, text: number.text } })
  }
  for (const number of all(chart, 'number')) {
    if (number.shape === 'times') add(number.start, number.end, number.score, { kind: 'compare', operator: '=', operand: { kind: 'times', value: number.value } })
  }
  for (const period of all(chart, 'period')) {
    for (const trailing of cuesAt(chart, period.end, 'trailing')) add(period.start, trailing.end, period.score + trailing.score + 0.3, { kind: 'compare', operator: trailing.cue.operator, operand: { kind: 'period', period: period.period } })
  }
  for (const name of ['contains', 'starts', 'ends'] as const) {
    for (const cue of allCues(chart, name)) {
      for (const at of past(chart, cue.end, 3, new Set(['the', 'a', 'an', 'word', 'letter', 'letters', 'string', 'substring', 'phrase', 'keyword', 'character', 'symbol', 'prefix']))) {
        for (const quoted of startingAt(chart, at, 'quoted')) add(cue.start, quoted.end, cue.score + quoted.score + 0.9, { kind: 'text', match: name, pattern: quoted.text })
        const token = chart.tokens[at]
        if (token?.kind === 'word' && at > cue.end && (token.capital || token.text.length === 1)) add(cue.start, at + 1, cue.score + 0.8, { kind: 'text', match: name, pattern: token.text })
      }
    }
  }
  for (const cue of allCues(chart, 'missing')) add(cue.start, cue.end, cue.score, { kind: 'missing' })
  return found
}

const periodsAt = (chart: Chart, at: number) => operandsAt(chart, at).filter(({ operand }) => operand.kind === 'period')

function pastUnits(chart: Chart, end: number): number {
  if (isWord(chart, end, 'years', 'year') && isWord(chart, end + 1, 'old')) return end + 2
  return isWord(chart, end, 'years', 'year', 'kg', 'pounds', 'minutes', 'days', 'hours', 'seconds', 'dollars', 'meters') ? end + 1 : end
}

function startOf(chart: Chart, start: number): number[] {
  const reached = [start]
  for (let at = start; at > 0 && reached.length <= 4 && being.has(chart.tokens[at - 1]!.lower); ) reached.push(--at)
  return reached
}

export function nounsBefore(chart: Chart, start: number): Noun[] {
  const starts = startOf(chart, start)
  return all(chart, 'noun').filter((noun) => starts.includes(noun.end))
}

function measuresBefore(chart: Chart, start: number) {
  const starts = startOf(chart, start)
  return all(chart, 'measure').filter((measure) => starts.includes(measure.end))
}

/** "have the substring 'a' in their name". */
function inTheirNoun(chart: Chart, tested: Tested): ConditionPiece[] {
  if (tested.test.kind !== 'text' || !isWord(chart, tested.end, 'in', 'as')) return []
  return past(chart, tested.end + 1, 2, new Set(['their', 'the', 'its', 'his', 'her', 'part', 'of'])).flatMap((at) => startingAt(chart, at, 'noun').map((noun): ConditionPiece => (
    { kind: 'condition', start: tested.start, end: noun.end, of: noun, test: tested.test, adjective: null, aggregate: null, score: tested.score + noun.score + 0.5 }
  )))
}

/** "have an 'a' in their first name", "with TN in the address": the text stands before the column that contains it. */
function heldIn(chart: Chart): ConditionPiece[] {
  return chart.tokens.flatMap((token, at): ConditionPiece[] => {
    const opened = past(chart, at + 1, 2, new Set(['a', 'an', 'the', 'letter', 'letters', 'word', 'substring'])).find((position) => {
      const next = chart.tokens[position]
      return next !== undefined && (next.kind === 'quoted' || (next.kind === 'word' && next.text.length <= 4 && next.text === next.text.toUpperCase())) && isWord(chart, position + 1, 'in')
    })
    if (!holding.has(token.lower) || opened === undefined || (chart.tokens[opened]!.kind === 'word' && isWord(chart, opened, 'a', 'i'))) return []
    return past(chart, opened + 2, 2, new Set(['their', 'the', 'its', 'his', 'her'])).flatMap((position) => startingAt(chart, position, 'noun')).filter(({ targets }) => targets.some((target) => target.kind === 'column' && !chart.index.columns[target.at]!.numeric))
      .map((noun): ConditionPiece => ({ kind: 'condition', start: at, end: noun.end, of: noun, adjective: null, aggregate: null, score: noun.score + 2.2, test: { kind: 'text', match: 'contains', pattern: chart.tokens[opened]!.text } }))
  })
}
const holding = new Set(['have', 'has', 'having', 'with', 'had'])

/** "hired in 2024", "year 2010": equality with a period. */
function datedNouns(chart: Chart): ConditionPiece[] {
  return all(chart, 'period').flatMap((period) => nounsBefore(chart, period.start).map((noun): ConditionPiece => (
    { kind: 'condition', start: noun.start, end: period.end, of: noun, adjective: null, aggregate: null, score: noun.score + period.score + 0.3, test: { kind: 'compare', operator: '=', operand: { kind: 'period', period: period.period } } }
  )))
}

/** "at least 18 years old": the unit says what is compared. */
function withAge(chart: Chart, tested: Tested): Tested[] {
  if (old === undefined || tested.comparative !== null || !isWord(chart, tested.end, 'years', 'year') || !isWord(chart, tested.end + 1, 'old', 'of')) return []
  const end = isWord(chart, tested.end + 2, 'age') ? tested.end + 3 : tested.end + 2
  return [{ ...tested, end, comparative: old, score: tested.score + 2 }]
}

/** "18 years old", "aged 18". */
function ages(chart: Chart): ConditionPiece[] {
  if (old === undefined) return []
  return all(chart, 'number').flatMap((number): ConditionPiece[] => {
    const end = pastUnits(chart, number.end)
    const aged = isWord(chart, number.start - 1, 'aged')
    if (!aged && !(end === number.end + 2)) return []
    const start = aged ? number.start - 1 : number.start
    return [{ kind: 'condition', start, end, of: null, adjective: old, aggregate: null, score: number.score + 1.8, test: { kind: 'compare', operator: '=', operand: { kind: 'number', value: number.value, text: number.text } } }]
  })
}

export const comparatives: ReadonlyMap<string, CompareOperator> = new Map<string, CompareOperator>([['higher', '>'], ['larger', '>'], ['greater', '>'], ['bigger', '>'], ['more', '>'], ['lower', '<'], ['smaller', '<'], ['less', '<'], ['fewer', '<']])

/** "a lower rating than 3", "more credits than the average": the noun stands inside the comparison. */
function aroundNoun(chart: Chart): ConditionPiece[] {
  return all(chart, 'noun').flatMap((noun): ConditionPiece[] => {
    const operator = comparatives.get(chart.tokens[noun.start - 1]?.lower ?? '')
    if (operator === undefined || !isWord(chart, noun.end, 'than')) return []
    return [...operandsAt(chart, noun.end + 1), ...aggregatesAt(chart, noun.end + 1, operator)].map(({ operand, end, score }): ConditionPiece => (
      { kind: 'condition', start: noun.start - 1, end, of: noun, adjective: null, aggregate: null, score: noun.score + score + 1.1, test: { kind: 'compare', operator, operand } }
    ))
  })
}

/** "after season 2010", "over age 30": the noun stands between the comparison and the number. */
function beforeNoun(chart: Chart): ConditionPiece[] {
  return [...allCues(chart, 'compare'), ...allCues(chart, 'temporal')].flatMap((cue) => past(chart, cue.end, 1).flatMap((at) => startingAt(chart, at, 'noun')).filter((noun) => cue.cue.cue !== 'temporal' || noun.targets[0]!.kind !== 'metric').flatMap((noun) => (
    past(chart, noun.end, 1).flatMap((at) => startingAt(chart, at, 'number')).filter((number) => number.shape !== 'ordinal' && number.shape !== 'times').map((number): ConditionPiece => (
      { kind: 'condition', start: cue.start, end: number.end, of: noun, adjective: null, aggregate: null, score: cue.score + noun.score + number.score + 0.3, test: { kind: 'compare', operator: cue.cue.operator, operand: { kind: 'number', value: number.value, text: number.text } } }
    ))
  )))
}

/** Whether a noun in the singular names a column of numbers: "fifth grade", not "first students". */
const numbered = (noun: Noun, chart: Chart): boolean => {
  const last = chart.tokens[noun.end - 1]!
  const [best] = noun.targets
  return last.lower === last.lemma && best?.kind === 'column' && chart.index.columns[best.at]!.numeric
}

/** "district 1 or 2", "aged 24 or 25", "grades 1, 2 and 3": more numbers for the same test. */
function furtherNumbers(chart: Chart, found: readonly ConditionPiece[]): ConditionPiece[] {
  const ends = new Set(found.filter(({ test }) => test.kind === 'compare' && test.operator === '=' && test.operand.kind === 'number').map((piece) => piece.end))
  const further: ConditionPiece[] = []
  for (const number of all(chart, 'number')) {
    const joined = number.start - (isWord(chart, number.start - 1, 'or', 'and') && isWord(chart, number.start - 2, ',') ? 2 : 1)
    if (number.shape !== 'number' || !isWord(chart, number.start - 1, 'or', 'and', ',') || !ends.has(joined)) continue
    ends.add(number.end)
    further.push({ kind: 'condition', start: number.start, end: number.end, of: null, adjective: null, aggregate: null, score: number.score, test: { kind: 'compare', operator: '=', operand: { kind: 'number', value: number.value, text: number.text } } })
  }
  return further
}

/** "age 20", "year is 2010", "with 3 pets", "id = 4", "fifth grade". */
function plainNumbers(chart: Chart): ConditionPiece[] {
  const found: ConditionPiece[] = []
  const test = (number: NumberPiece): Test => ({ kind: 'compare', operator: '=', operand: { kind: 'number', value: number.value, text: number.text } })
  for (const number of all(chart, 'number')) {
    if (number.shape === 'times') continue
    if (number.shape === 'ordinal') {
      for (const noun of startingAt(chart, number.end, 'noun').filter((each) => numbered(each, chart))) {
        found.push({ kind: 'condition', start: number.start, end: noun.end, of: noun, test: test(number), adjective: null, aggregate: null, score: noun.score + number.score + 0.2 })
      }
      continue
    }
    for (const noun of nounsBefore(chart, number.start)) {
      found.push({ kind: 'condition', start: noun.start, end: number.end, of: noun, test: test(number), adjective: null, aggregate: null, score: noun.score + number.score + 0.35 })
    }
    for (const noun of startingAt(chart, number.end, 'noun')) {
      found.push({ kind: 'condition', start: number.start, end: noun.end, of: noun, test: test(number), adjective: null, aggregate: null, score: noun.score + number.score + 0.1 })
    }
  }
  return found
}
