import { sameResult, type Rows, type Value } from '../score.ts'
import { asBin, binRank } from './bins.ts'
import type { Wanted } from './reference.ts'
import type { BinUnit } from './vql.ts'

/** Whether the marks are those of the reference: x, y and colour as a multiset, numbers within 1e-6, labels without case and numbering. */
export function sameAxes(wanted: Wanted, rows: Rows, bin: BinUnit | null): boolean {
  const width = wanted.colour ? 3 : 2
  if ((rows[0]?.length ?? 0) < width) return false
  const theirs = wanted.rows.map((row) => plainRow(row, bin))
  const ours = rows.map((row) => plainRow(row.slice(0, width), bin))
  return theirs.length === ours.length && sameResult(marked(theirs), marked(ours), false)
}

/** Columns may not change places: each cell carries which axis it is of. */
const marked = (rows: Rows): Rows => rows.map(([x, y, colour]) => [`x${x}`, y ?? null, ...(colour === undefined ? [] : [`c${colour}`])])

const plainRow = ([x, y, colour]: readonly Value[], bin: BinUnit | null): Value[] => [
  bin === null ? labelOf(x ?? null) : asBin(x ?? null, bin), numberOf(y ?? null), ...(colour === undefined ? [] : [labelOf(colour)]),
]

/** A name as charts write it: numbered when it repeats, cleaned of spaces, a word for nothing. */
function labelOf(value: Value): string {
  if (value === null || value === '') return '(none)'
  const text = String(value).replace(/ \(\d+\)$/, '').replace(/\s+/g, ' ').trim().toLowerCase()
  if (text === '(empty)') return '(none)'
  const number = Number(text)
  if (text !== '' && Number.isFinite(number)) return String(Number(number.toPrecision(12)))
  const date = /^\d{1,2} [a-z]{3} \d{4}( \d\d:\d\d)?$/.test(text) ? new Date(`${text} UTC`) : null
  const moment = date === null || Number.isNaN(date.getTime()) ? text : date.toISOString().slice(0, 16).replace('T', ' ')
  return moment.replace(/^(\d{4}-\d\d-\d\d \d\d:\d\d):\d\d$/, '$1').replace(/ 00:00$/, '')
}

const numberOf = (value: Value): Value => (value !== null && value !== '' && Number.isFinite(Number(value)) ? Number(value) : value)

/** Whether the marks stand in the order that the reference asks for, along the axis of x. */
export function sameOrder(sorted: NonNullable<Wanted['sorted']>, rows: Rows, bin: BinUnit | null): boolean {
  const totals = new Map<string, number>()
  for (const [x, y] of rows) totals.set(String(x), (totals.get(String(x)) ?? 0) + Number(y ?? 0))
  const stacked = rows.length > totals.size
  const keys: (number | string)[] = stacked ? [...totals].map(([x, y]) => (sorted.axis === 'x' ? keyOf(x, bin) : y)) : rows.map(([x, y]) => (sorted.axis === 'x' ? keyOf(x ?? null, bin) : Number(y ?? 0)))
  const rising = sorted.direction === 'asc'
  return keys.every((key, at) => at === 0 || key === keys[at - 1]! || (compare(keys[at - 1]!, key) < 0) === rising)
}

const compare = (left: number | string, right: number | string): number => (typeof left === typeof right ? (left < right ? -1 : left > right ? 1 : 0) : typeof left === 'number' ? -1 : 1)

function keyOf(value: Value, bin: BinUnit | null): number | string {
  if (bin !== null) return binRank(asBin(value, bin), bin)
  const text = labelOf(value)
  if (text === '(none)') return -Infinity
  const number = Number(text)
  return Number.isFinite(number) ? number : text
}
