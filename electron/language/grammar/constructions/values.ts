import type { AnyPiece, ConditionPiece, Noun, Value, ValuesPiece } from '../piece.ts'
import { all, isWord, past, startingAt, type Chart } from '../chart.ts'

const naming = new Set(['is', 'are', 'was', 'were', 'of', 'the', 'named', 'called', 'titled', 'with', 'name', 'equal', 'to', 'as', 'a', 'an', 'being', 'in', 'by', 'for', 'at', 'on', 'from', 'has', 'value', 'either', 'both', 'be', 'whose', 'called', 'that', 'id', 'code', ':', '=', 'status', 'having', 'have', 'including'])

/** A noun that names the column of a value ("status is open", "in the Spring semester"), and lists of values. */
export function values(chart: Chart): AnyPiece[] {
  const lists = [...all(chart, 'value').map((value): ValuesPiece => ({ kind: 'values', start: value.start, end: value.end, of: null, values: [value], joined: 'or', score: value.score })), ...valueLists(chart)]
  const found: AnyPiece[] = lists.filter((list) => list.values.length > 1)
  for (const list of lists) {
    for (const noun of nounsBefore(chart, list.start)) {
      const shared = agreeing(noun, list, chart)
      if (shared > 0) found.push({ ...list, start: noun.start, of: noun, score: list.score + noun.score + 0.3 * shared })
    }
    for (const noun of startingAt(chart, list.end, 'noun')) {
      const shared = agreeing(noun, list, chart)
      if (shared > 0) found.push({ ...list, end: noun.end, of: noun, score: list.score + noun.score + 0.25 * shared })
    }
  }
  found.push(...literals(chart))
  return found
}

/** How well a noun fits as the name of the values' column: best score of a column that holds them all. */
function agreeing(noun: Noun, list: ValuesPiece, chart: Chart): number {
  let best = 0
  for (const target of noun.targets) {
    for (const hit of list.values[0]!.hits) {
      const same = target.kind === 'column' ? target.at === hit.column : target.kind === 'table' && chart.index.columns[hit.column]!.refers.some((key) => key.table === target.at)
      if (same && list.values.every((value) => value.hits.some((other) => other.column === hit.column))) best = Math.max(best, target.score * (target.kind === 'column' ? 1 : 0.6))
    }
  }
  return best
}

function valueLists(chart: Chart): ValuesPiece[] {
  const found: ValuesPiece[] = []
  const grow = (list: ValuesPiece) => {
    if (list.values.length > 5) return
    for (const { at, joined } of linked(chart, list.end)) {
      for (const value of startingAt(chart, at, 'value')) {
        if (!list.values.some((other) => other.hits.some((hit) => value.hits.some((mine) => mine.column === hit.column)))) continue
        const next: ValuesPiece = { ...list, end: value.end, values: [...list.values, value], joined: joined ?? list.joined, score: list.score + value.score + 0.25 }
        found.push(next)
        grow(next)
      }
    }
  }
  for (const value of all(chart, 'value')) grow({ kind: 'values', start: value.start, end: value.end, of: null, values: [value], joined: 'and', score: value.score })
  return found
}

function linked(chart: Chart, end: number): { at: number; joined: 'or' | 'and' | null }[] {
  let at = end
  let joined: 'or' | 'and' | null = null
  let any = false
  while (at < chart.tokens.length && at - end < 4 && (isWord(chart, at, ',', 'and', 'or', 'either', 'both', 'the', 'a', 'in', 'from', 'with', 'of', 'to', 'by', 'at', 'for'))) {
    if (isWord(chart, at, 'or')) joined = 'or'
    if (isWord(chart, at, 'and')) joined = 'and'
    if (isWord(chart, at, ',', 'and', 'or')) any = true
    at += 1
  }
  return any ? [{ at, joined }] : []
}

function nounsBefore(chart: Chart, start: number): Noun[] {
  const starts = [start]
  for (let at = start; at > 0 && starts.length <= 4 && naming.has(chart.tokens[at - 1]!.lower); ) starts.push(--at)
  return all(chart, 'noun').filter((noun) => starts.includes(noun.end))
}

/** A quoted text or a capitalised unknown word right after a noun: equality with what was written. */
function literals(chart: Chart): ConditionPiece[] {
  const found: ConditionPiece[] = []
  const known = (at: number) => startingAt(chart, at, 'value').some((value: Value) => value.whole)
  for (const quoted of all(chart, 'quoted')) {
    if (known(quoted.start)) continue
    for (const noun of nounsBefore(chart, quoted.start)) {
      found.push({ kind: 'condition', start: noun.start, end: quoted.end, of: noun, adjective: null, aggregate: null, score: noun.score + quoted.score + 0.4, test: { kind: 'compare', operator: '=', operand: { kind: 'text', text: quoted.text } } })
    }
    for (const at of past(chart, quoted.end, 1)) {
      for (const noun of startingAt(chart, at, 'noun')) {
        found.push({ kind: 'condition', start: quoted.start, end: noun.end, of: noun, adjective: null, aggregate: null, score: noun.score + quoted.score + 0.2, test: { kind: 'compare', operator: '=', operand: { kind: 'text', text: quoted.text } } })
      }
    }
  }
  return found
}
