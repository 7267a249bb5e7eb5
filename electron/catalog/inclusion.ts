import type { Column } from '../../shared/model/catalog.ts'
import type { Cell, ValueKind } from '../../shared/model/value.ts'

/**
 * How far the profiles agree that the values of one column lie among those of another: `all` its distinct values were found there, `some` of
 * them were (`share`, 0 to 1), `range` the extremes lie inside and there are no more values than there could be, `outside` they cannot all lie
 * there, `unknown` where a column is empty or was not profiled.
 */
export type Inclusion = { how: 'all' | 'range' | 'outside' | 'unknown' } | { how: 'some'; share: number }

function family(kind: ValueKind): string {
  if (kind === 'integer' || kind === 'decimal' || kind === 'float' || kind === 'boolean') return 'number'
  return kind === 'timestamp' ? 'date' : kind
}

function asNumber(value: Cell): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN
}

const holdsNumbers = ({ profile }: Column): boolean =>
  profile !== undefined && profile.distinct > 0 && [profile.min, profile.max, ...(profile.values ?? [])].every((value) => !Number.isNaN(asNumber(value)))

/**
 * Whether the columns can hold the same values: `yes` by type; `loosely` when one is text that holds nothing but numbers, as in files and in
 * SQLite, where declared types bind nobody; `no`.
 */
export function comparable(a: Column, b: Column): 'yes' | 'loosely' | 'no' {
  const [one, other] = [family(a.type.kind), family(b.type.kind)]
  if (one === other) return 'yes'
  if (one === 'unknown' || other === 'unknown') return 'loosely'
  const numberAndText = (one === 'number' && other === 'text' && holdsNumbers(b)) || (one === 'text' && other === 'number' && holdsNumbers(a))
  return numberAndText ? 'loosely' : 'no'
}

const plain = (value: Cell): string => String(value).trim().toLowerCase()

/** Smallest and largest as numbers when all are; text extremes of numbers ("9" after "10") are taken from the values where they are kept. */
function numericRange({ profile }: Column): { low: number; high: number } | undefined {
  if (profile === undefined) return undefined
  const numbers = (profile.values ?? [profile.min, profile.max]).map(asNumber)
  if (numbers.length === 0 || numbers.some(Number.isNaN)) return undefined
  return numbers.reduce((range, value) => ({ low: Math.min(range.low, value), high: Math.max(range.high, value) }), { low: Infinity, high: -Infinity })
}

function rangeWithin(inner: Column, outer: Column): boolean {
  const a = numericRange(inner)
  const b = numericRange(outer)
  if (a !== undefined && b !== undefined) return a.low >= b.low && a.high <= b.high
  const [low, high, outerLow, outerHigh] = [inner.profile?.min, inner.profile?.max, outer.profile?.min, outer.profile?.max].map((value) => plain(value ?? null))
  return low !== undefined && high !== undefined && outerLow !== undefined && outerHigh !== undefined && low >= outerLow && high <= outerHigh
}

/** Whether the values of `inner` lie among those of `outer`, as far as their profiles tell. */
export function inclusion(inner: Column, outer: Column): Inclusion {
  const a = inner.profile
  const b = outer.profile
  if (a === undefined || b === undefined || a.distinct === 0 || b.distinct === 0) return { how: 'unknown' }
  if (a.values !== undefined && b.values !== undefined) {
    const there = new Set(b.values.map(plain))
    const found = a.values.filter((value) => there.has(plain(value))).length
    if (found === a.values.length) return { how: 'all' }
    return found === 0 ? { how: 'outside' } : { how: 'some', share: found / a.values.length }
  }
  return a.distinct <= b.distinct && rangeWithin(inner, outer) ? { how: 'range' } : { how: 'outside' }
}
