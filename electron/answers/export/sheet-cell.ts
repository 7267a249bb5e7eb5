import type { ResultColumn } from '../../../shared/model/result.ts'
import type { Cell } from '../../../shared/model/value.ts'

/** What the cells of a column become in a sheet. */
export type SheetKind = 'number' | 'date' | 'timestamp' | 'boolean' | 'text'

/** A cell of a sheet. `why` says why a value is text in a column of another kind; `cut` that its text was too long. */
export type SheetCell =
  | { kind: 'number'; digits: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'text'; text: string; cut: boolean; why: 'digits' | 'form' | null }

/** Excel's own limit. */
const longestText = 32_767
/** Digits that a double keeps, which is what Excel computes with. */
const exactDigits = 15
/** Excel counts 29 February 1900, which never was, so its earlier days are off by one. */
const firstDay = 61
const lastDay = 2_958_465
const unixEpoch = 25_569
const dayMs = 86_400_000

export function sheetKind({ type }: ResultColumn): SheetKind {
  switch (type.kind) {
    case 'integer': case 'decimal': case 'float': return 'number'
    case 'date': case 'timestamp': case 'boolean': return type.kind
    default: return 'text'
  }
}

/** A value in the form of its column, or as text where a sheet could not hold it exactly. Null for an empty cell. */
export function sheetCell(cell: Cell, kind: SheetKind): SheetCell | null {
  if (cell === null || cell === '') return null
  switch (kind) {
    case 'number': return numberCell(cell)
    case 'date': return dayCell(cell, /^(\d{4})-(\d{2})-(\d{2})$/)
    case 'timestamp': return dayCell(cell, /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2}(?:\.\d{1,3}0*)?)$/)
    case 'boolean': return typeof cell === 'boolean' ? { kind: 'boolean', value: cell } : textCell(cell, 'form')
    case 'text': return textCell(cell, null)
  }
}

function numberCell(cell: string | number | boolean): SheetCell {
  if (typeof cell === 'number' && Number.isFinite(cell)) return { kind: 'number', digits: String(cell) }
  if (typeof cell !== 'string' || !/^-?\d+(\.\d+)?$/.test(cell)) return textCell(cell, 'form')
  return cell.length > exactDigits && significantDigits(cell) > exactDigits ? textCell(cell, 'digits') : { kind: 'number', digits: cell }
}

function significantDigits(digits: string): number {
  const figures = digits.replace(/[-.]/g, '').replace(/^0+/, '')
  return figures.replace(/0+$/, '').length
}

/** Days since the beginning of 1900, as Excel counts them. */
function dayCell(cell: string | number | boolean, form: RegExp): SheetCell {
  const [, year, month, date, hours = '0', minutes = '0', seconds = '0'] = typeof cell === 'string' ? form.exec(cell) ?? [] : []
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(date))
  const day = midnight / dayMs + unixEpoch
  // Date.UTC takes 31 February for 3 March, and the year 26 for 1926.
  const read = new Date(midnight)
  const real = day >= firstDay && day <= lastDay && read.getUTCDate() === Number(date) && read.getUTCMonth() + 1 === Number(month) && read.getUTCFullYear() === Number(year)
  const fraction = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) / 86_400
  return real && fraction < 1 ? { kind: 'number', digits: String(day + fraction) } : textCell(cell, 'form')
}

export function textCell(value: string | number | boolean, why: 'digits' | 'form' | null): SheetCell {
  const text = String(value)
  if (text.length <= longestText) return { kind: 'text', text, cut: false, why }
  const kept = text.slice(0, longestText - 1)
  return { kind: 'text', text: `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`, cut: true, why }
}
