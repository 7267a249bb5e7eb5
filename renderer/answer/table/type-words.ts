import type { ResultColumn } from '../../../shared/model/result.ts'
import type { ValueKind } from '../../../shared/model/value.ts'

const kinds: Record<ValueKind, string> = {
  boolean: 'yes or no', integer: 'whole number', decimal: 'decimal number', float: 'floating-point number', text: 'text', date: 'date', time: 'time of day', timestamp: 'date and time',
  json: 'JSON', binary: 'binary data', unknown: 'not typed by the database',
}

/** What a column holds, in words: "decimal number, 15 digits, 2 after the point". */
export function typeWords({ type }: ResultColumn): string {
  const digits = type.kind === 'decimal' && type.precision !== undefined ? `, ${type.precision} digits, ${type.scale ?? 0} after the point` : ''
  return `${kinds[type.kind]}${digits}`
}

/** What its numbers measure, in words; null when nothing is known. */
export function unitWords({ unit }: ResultColumn): string | null {
  if (unit === undefined) return null
  switch (unit.kind) {
    case 'money': return unit.currency === undefined ? 'money, currency not known' : `money in ${unit.currency}`
    case 'percent': return 'percent of a whole or a base'
    case 'quantity': return unit.word ?? 'quantity'
    case 'count': case 'ratio': case 'days': case 'years': return unit.word ?? unit.kind
    case 'none': return null
  }
}
