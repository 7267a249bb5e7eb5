import type { Plan } from '../../../shared/model/plan.ts'
import type { ResultColumn } from '../../../shared/model/result.ts'
import type { Cell, Unit } from '../../../shared/model/value.ts'
import { fieldsOf, type Role } from '../../charts/fields.ts'
import type { ExportRequest } from './export-request.ts'
import { heading } from './heading.ts'
import { sheetCell, sheetKind, type SheetKind } from './sheet-cell.ts'

/** A column of the sheet. `format` is Excel's number format; null leaves a value as it is. `width` counts characters. */
export type SheetColumn = { heading: string; kind: SheetKind; format: string | null; right: boolean; width: number; notes: string[] }

/** What was seen in the cells of a column. */
type Seen = { longest: number; places: number; digits: number; misfits: number; cut: number }

const narrowest = 8
const widest = 60
/** Room for the button of the filter. */
const button = 3

/** Looks through all cells of a result, a batch at a time, and settles how each column is written. */
export class ColumnSurvey {
  readonly #columns: readonly ResultColumn[]
  readonly #kinds: SheetKind[]
  readonly #seen: Seen[]

  constructor(columns: readonly ResultColumn[]) {
    this.#columns = columns
    this.#kinds = columns.map(sheetKind)
    this.#seen = columns.map(() => ({ longest: 0, places: 0, digits: 0, misfits: 0, cut: 0 }))
  }

  look(rows: readonly Cell[][]): void {
    for (const [at, seen] of this.#seen.entries()) {
      const kind = this.#kinds[at] ?? 'text'
      for (const row of rows) note(row[at] ?? null, kind, seen)
    }
  }

  settle(plan: Plan | null, negatives: ExportRequest['negatives']): SheetColumn[] {
    const roles = fieldsOf(this.#columns.map((column) => ({ ...column, part: 'show' })), plan, []).map(({ role }) => role)
    return this.#columns.map((column, at) => {
      const seen = this.#seen[at]!
      const name = heading(column)
      const surveyed = this.#kinds[at]!
      const kind = surveyed === 'number' && seen.digits > 0 ? 'text' : surveyed
      const right = surveyed === 'number'
      return { heading: name, kind, right, format: formatOf(column, kind, roles[at]!, seen, negatives), width: widthOf(name, kind, column.unit, seen), notes: notesOf(name, kind, seen) }
    })
  }
}

function note(cell: Cell, kind: SheetKind, seen: Seen): void {
  const value = sheetCell(cell, kind)
  if (value === null) return
  if (value.kind === 'text') {
    seen.longest = Math.max(seen.longest, longestLine(value.text))
    if (value.cut) seen.cut++
    if (value.why === 'digits') seen.digits++
    if (value.why === 'form') seen.misfits++
  } else if (value.kind === 'number' && kind === 'number') {
    const point = value.digits.indexOf('.')
    const places = point < 0 ? 0 : value.digits.length - point - 1
    const whole = point < 0 ? value.digits.length : point
    seen.places = Math.max(seen.places, places)
    seen.longest = Math.max(seen.longest, value.digits.length + Math.floor((whole - 1) / 3))
  }
}

const longestLine = (text: string): number => (text.includes('\n') ? Math.max(...text.slice(0, 2_000).split('\n').map((line) => line.length)) : text.length)

function formatOf(column: ResultColumn, kind: SheetKind, role: Role, seen: Seen, negatives: ExportRequest['negatives']): string | null {
  switch (kind) {
    case 'text': return '@'
    case 'boolean': return null
    case 'date': return 'yyyy-mm-dd'
    case 'timestamp': return 'yyyy-mm-dd hh:mm:ss'
    case 'number': return numberFormat(column, role, seen, negatives)
  }
}

/** Years and keys are names made of digits: no thousands are set apart. Floats show what they have, up to six places. */
function numberFormat({ type, unit }: ResultColumn, role: Role, seen: Seen, negatives: ExportRequest['negatives']): string {
  if (type.kind === 'integer' && (role.kind === 'cycle' || role.kind === 'category')) return '0'
  const scale = type.kind === 'integer' ? 0 : type.kind === 'decimal' && type.scale !== undefined ? type.scale : Math.min(seen.places, 6)
  const places = Math.min(unit?.kind === 'percent' ? Math.max(0, scale - 2) : scale, 30)
  const digits = `#,##0${places === 0 ? '' : `.${'0'.repeat(places)}`}${unit?.kind === 'percent' ? '%' : ''}`
  return negatives === 'parentheses' ? `${digits}_);(${digits})` : digits
}

function widthOf(name: string, kind: SheetKind, unit: Unit | undefined, seen: Seen): number {
  const fixed = { date: 10, timestamp: 19, boolean: 5, number: 2 + (unit?.kind === 'percent' ? 1 : 0), text: 0 }[kind]
  const content = kind === 'number' ? seen.longest + fixed : Math.max(seen.longest, fixed)
  return Math.min(widest, Math.max(narrowest, content + 1, name.length + button))
}

function notesOf(name: string, kind: SheetKind, seen: Seen): string[] {
  const values = (count: number) => (count === 1 ? '1 value' : `${count.toLocaleString('en-US')} values`)
  return [
    ...(seen.digits > 0 ? [`“${name}” is written as text, because Excel keeps only 15 digits of a number and some here have more.`] : []),
    ...(seen.misfits > 0 && kind !== 'text' ? [`“${name}” has ${values(seen.misfits)} that Excel cannot hold as a ${kind === 'timestamp' ? 'date and time' : kind}; written as text.`] : []),
    ...(seen.cut > 0 ? [`“${name}” has ${values(seen.cut)} of more than 32,767 characters, the most that Excel keeps in a cell; cut, with … at the end.`] : []),
  ]
}
