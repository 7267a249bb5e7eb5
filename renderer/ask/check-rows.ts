import type { ResultFacts, Totals } from '../../shared/model/result.ts'
import type { Cell } from '../../shared/model/value.ts'

/** What became of holding rows against the number they were opened from. */
export type RowsCheck = { kind: 'sum' | 'count' | 'differs' | 'cut' | 'unknown' }

/** The column of the amounts in a list of the rows behind a number; a list behind a count has none. */
const amounts = 'amount'

/** Whether the amounts of the rows sum to `number`, or the rows are as many where there are no amounts, to the last digit. `number` is written in plain digits. */
export function checkRows(number: string, { columns, rows, truncated }: ResultFacts, totals: Totals): RowsCheck {
  if (truncated) return { kind: 'cut' }
  if (!columns.some(({ id }) => id === amounts)) return { kind: sameNumber(String(rows), number) ? 'count' : 'differs' }
  return { kind: sameNumber(rows === 0 ? '0' : totals[amounts]?.sum ?? null, number) ? 'sum' : 'differs' }
}

/** Digits are compared as digits: 12.50 and 12.5 are the same, 12.5 and 12.500001 are not. */
function sameNumber(cell: Cell, number: string): boolean {
  return cell !== null && typeof cell !== 'boolean' && plain(String(cell)) === plain(number)
}

function plain(digits: string): string {
  const [whole = '', fraction = ''] = digits.replace(/^-/, '').split('.')
  const shown = [whole.replace(/^0+(?=\d)/, ''), fraction.replace(/0+$/, '')].filter((part) => part !== '').join('.')
  return digits.startsWith('-') && /[1-9]/.test(shown) ? `-${shown}` : shown
}
