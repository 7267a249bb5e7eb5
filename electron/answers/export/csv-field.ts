import type { Cell } from '../../../shared/model/value.ts'

const plain = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$|^-?\d+:\d\d:\d\d(\.\d+)?$/i
/** Characters that make a spreadsheet read a cell as a formula, also as they are typed in East Asia. https://owasp.org/www-community/attacks/CSV_Injection */
const starts = /^[=+\-@＝＋－＠]/

/**
 * A cell as a field of a CSV file (RFC 4180): digits as they are, nothing for null, `""` for empty text. Text that a spreadsheet would run as a
 * formula gets an apostrophe before it. So does such text after a semicolon or tab, where some spreadsheets begin a new cell even inside quotes.
 */
export function csvField(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  if (cell === '') return '""'
  const safe = harmless(cell)
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function harmless(text: string): string {
  if (plain.test(text)) return text
  const parts = text.split(/([;\t\r\n])/).map((part) => (starts.test(part) && !plain.test(part) ? `'${part}` : part)).join('')
  return /^[\t\r\n]/.test(parts) ? `'${parts}` : parts
}
