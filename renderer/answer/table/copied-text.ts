import type { Cell } from '../../../shared/model/value.ts'

const number = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$|^-?\d+:\d\d:\d\d(\.\d+)?$/i
/** Characters that make a spreadsheet read a cell as a formula. https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^[=+\-@＝＋－＠]/

/** Rows as tab-separated text for the clipboard, with every digit; absent values are empty. `headings` null leaves the first line out. */
export function copiedText(headings: readonly string[] | null, rows: readonly (readonly Cell[])[]): string {
  return [...(headings === null ? [] : [headings]), ...rows].map((row) => row.map(copiedCell).join('\t')).join('\n')
}

/** Text that a spreadsheet would run gets an apostrophe before it; text with tabs or line ends is quoted, as spreadsheets paste it. */
function copiedCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = formula.test(cell) && !number.test(cell) ? `'${cell}` : cell
  return /[\t\r\n]/.test(safe) || safe.startsWith('"') ? `"${safe.replaceAll('"', '""')}"` : safe
}
