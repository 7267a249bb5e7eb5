import type { ResultColumn } from '../../shared/model/result.ts'
import type { Cell } from '../../shared/model/value.ts'

const widest = 48
const numberKinds = new Set(['integer', 'decimal', 'float'])
/** Control characters, which could move the cursor or colour the terminal, and the marks that reorder text. */
const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

/** One value as a terminal shows it: thousands separated, nothing that a terminal would obey. */
export function printCell(cell: Cell, column: Pick<ResultColumn, 'type'>): string {
  if (cell === null) return '–'
  if (numberKinds.has(column.type.kind)) return groupThousands(typeof cell === 'number' ? printFloat(cell) : String(cell))
  return String(cell).replace(unprintable, '·')
}

function printFloat(value: number): string {
  return Number.isInteger(value) || !Number.isFinite(value) ? String(value) : String(Number(value.toPrecision(12)))
}

/** "-1234567.50" → "-1,234,567.50"; anything that is not plain digits is returned as it is. */
export function groupThousands(digits: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(digits)
  return match === null ? digits : `${match[1] ?? ''}${(match[2] ?? '').replace(/\B(?=(\d{3})+$)/g, ',')}${match[3] ?? ''}`
}

/** An aligned table: numbers to the right, long text cut with "…", a rule under the header. Ends with a newline. */
export function textTable(columns: readonly ResultColumn[], rows: readonly (readonly Cell[])[]): string {
  const cut = (text: string) => {
    const characters = [...text]
    return characters.length > widest ? `${characters.slice(0, widest - 1).join('')}…` : text
  }
  const header = columns.map((column) => cut(column.label.replace(unprintable, '·')))
  const body = rows.map((row) => columns.map((column, at) => cut(printCell(row[at] ?? null, column))))
  const widths = columns.map((_, at) => Math.max(1, ...[header, ...body].map((line) => width(line[at] ?? ''))))
  const line = (cells: string[]) => cells.map((cell, at) => {
    const padding = ' '.repeat((widths[at] ?? 0) - width(cell))
    return numberKinds.has(columns[at]?.type.kind ?? 'text') ? padding + cell : cell + padding
  }).join('  ').trimEnd()
  return [line(header), widths.map((length) => '─'.repeat(length)).join('  '), ...body.map(line), ''].join('\n')
}

/** Terminal columns that a text takes: East Asian wide characters take two, combining marks none. */
function width(text: string): number {
  let columns = 0
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue
    columns += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(character) ? 2 : 1
  }
  return columns
}
