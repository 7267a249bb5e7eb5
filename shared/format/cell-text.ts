import type { ColumnFormat } from '../model/column-format.ts'
import type { ResultColumn } from '../model/result.ts'
import type { Cell } from '../model/value.ts'
import { partText, periodText } from './period-text.ts'

/** Control characters, and the marks that reorder text. */
const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

/** What stands where there is no value. */
export const absent = '–'

/** Text on one line, with nothing in it that a terminal would obey or that would turn the line around. */
export function onOneLine(text: string): string {
  return text.replace(unprintable, '·')
}

/** The heading of a column, with the currency of its amounts. */
export function headingText(column: ResultColumn): string {
  const { unit } = column
  const word = unit?.kind === 'money' ? unit.currency : unit?.kind === 'quantity' ? unit.word : undefined
  return word === undefined ? onOneLine(column.label) : `${onOneLine(column.label)} (${onOneLine(word)})`
}

/** How a column reads when nothing but its type is known. */
export function plainFormat({ type, unit }: ResultColumn): ColumnFormat {
  if (type.kind === 'date' || type.kind === 'timestamp') return { kind: 'time', grain: null, calendar: 'calendar' }
  if (type.kind === 'integer' || type.kind === 'decimal' || type.kind === 'float') return { kind: 'number', places: null, grouped: true, percent: unit?.kind === 'percent' }
  return { kind: 'text' }
}

/** Whether a column stands to the right. */
export const isRightAligned = (format: ColumnFormat): boolean => format.kind === 'number'

/** A cell as a reader sees it. Exact: digits never become a float; rounding for reading is half away from zero. */
export function cellText(cell: Cell, format: ColumnFormat, negatives: 'minus' | 'parentheses' = 'minus'): string {
  if (cell === null) return absent
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  switch (format.kind) {
    case 'text': return onOneLine(String(cell))
    case 'time': return periodText(cell, format) ?? onOneLine(String(cell))
    case 'cycle': return partText(cell, format.part) ?? onOneLine(String(cell))
    case 'number': return numberText(cell, format, negatives)
  }
}

function numberText(cell: string | number, { places, grouped, percent }: Extract<ColumnFormat, { kind: 'number' }>, negatives: 'minus' | 'parentheses'): string {
  const digits = typeof cell === 'number' ? plainFloat(cell) : cell
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(digits)
  if (match === null) return onOneLine(digits)
  const [, sign = '', whole = '', fraction = ''] = match
  const moved = percent ? { whole: whole + fraction.padEnd(2, '0').slice(0, 2), fraction: fraction.slice(2) } : { whole, fraction }
  const { digits: kept, scale } = rounded(moved.whole, moved.fraction, places)
  const text = kept.padStart(scale + 1, '0')
  const units = text.slice(0, text.length - scale).replace(/^0+(?=\d)/, '')
  const shown = `${grouped ? groupThousands(units) : units}${scale === 0 ? '' : `.${text.slice(text.length - scale)}`}${percent ? ' %' : ''}`
  if (sign === '' || !/[1-9]/.test(shown)) return shown
  return negatives === 'parentheses' ? `(${shown})` : `${sign}${shown}`
}

/** At most `places` digits after the point, the rest rounded half up; exact, because the digits never become a float. */
function rounded(whole: string, fraction: string, places: number | null): { digits: string; scale: number } {
  if (places === null || fraction.length <= places) return { digits: whole + fraction, scale: fraction.length }
  const kept = BigInt(whole + fraction.slice(0, places)) + (fraction.charAt(places) >= '5' ? 1n : 0n)
  return { digits: kept.toString(), scale: places }
}

function plainFloat(value: number): string {
  return Number.isInteger(value) || !Number.isFinite(value) ? String(value) : String(Number(value.toPrecision(12)))
}

/** "1234567" → "1,234,567". */
function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',')
}
