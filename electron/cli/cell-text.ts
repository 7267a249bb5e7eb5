import type { ResultColumn } from '../../shared/model/result.ts'
import type { Cell } from '../../shared/model/value.ts'
import type { Role } from '../charts/fields.ts'
import { cycleText, timeText } from '../charts/time-axis.ts'

const numberKinds = new Set(['integer', 'decimal', 'float'])
/** Units of which a reader wants two places; the document that `--json` prints has every digit. */
const roundedUnits = new Set(['money', 'percent', 'days', 'years'])
/** Control characters, which could move the cursor or colour the terminal, and the marks that reorder text. */
const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

/** How a column is printed: its heading with the unit, whether it stands to the right, and each of its cells. */
export type PrintedColumn = { heading: string; right: boolean; print: (cell: Cell) => string }

/**
 * Settles how a column is printed. `role` says whether its dates stand for periods ("Mar 2025") and its numbers for parts of the calendar ("Mar");
 * `cells` are all of its cells: amounts that are all below one unit keep every digit.
 */
export function printedColumn(column: ResultColumn, role: Role, cells: readonly Cell[]): PrintedColumn {
  const heading = [onOneLine(column.label), ...(column.unit?.kind === 'money' && column.unit.currency !== undefined ? [`(${onOneLine(column.unit.currency)})`] : [])].join(' ')
  if (role.kind === 'time' && role.grain !== null) return { heading, right: false, print: (cell) => (cell === null ? absent : timeText(cell, role)) }
  if (role.kind === 'cycle' && role.part !== 'year') return { heading, right: false, print: (cell) => (cell === null ? absent : cycleText(cell, role.part)) }
  if (!numberKinds.has(column.type.kind)) return { heading, right: false, print: printText }
  if (isName(column, role)) return { heading, right: true, print: (cell) => (cell === null ? absent : String(cell)) }
  const percent = column.unit?.kind === 'percent'
  const places = column.unit !== undefined && roundedUnits.has(column.unit.kind) && (percent || !cells.some(isSmall)) ? 2 : null
  return { heading, right: true, print: (cell) => printNumber(cell, { percent, places }) }
}

const absent = '–'

/** Numbers that name something (years, keys) are not amounts: no thousands are set apart. */
function isName(column: ResultColumn, role: Role): boolean {
  return role.kind === 'cycle' || (role.kind === 'category' && /(^|[ _])(id|key|code|no|nr|number|zip|year)$/i.test(column.label))
}

function isSmall(cell: Cell): boolean {
  const value = Math.abs(Number(cell))
  return value > 0 && value < 1
}

/** Text on one line, with nothing that a terminal would obey. */
function printText(cell: Cell): string {
  if (cell === null) return absent
  return typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : onOneLine(String(cell))
}

export function onOneLine(text: string): string {
  return text.replace(unprintable, '·')
}

function printNumber(cell: Cell, { percent, places }: { percent: boolean; places: number | null }): string {
  if (cell === null) return absent
  const digits = typeof cell === 'number' ? plainFloat(cell) : String(cell)
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(digits)
  if (match === null) return onOneLine(digits)
  const [, sign = '', whole = '', fraction = ''] = match
  const moved = percent ? { whole: whole + fraction.padEnd(2, '0').slice(0, 2), fraction: fraction.slice(2) } : { whole, fraction }
  const { digits: kept, scale } = rounded(moved.whole, moved.fraction, places)
  const text = kept.padStart(scale + 1, '0')
  const shown = groupThousands(text.slice(0, text.length - scale).replace(/^0+(?=\d)/, '')) + (scale === 0 ? '' : `.${text.slice(text.length - scale)}`)
  return `${/[1-9]/.test(shown) ? sign : ''}${shown}${percent ? ' %' : ''}`
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
