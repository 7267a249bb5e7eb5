import { cellText } from '../../shared/format/cell-text.ts'
import type { ColumnFormat } from '../../shared/model/column-format.ts'
import type { Cell } from '../../shared/model/value.ts'
import type { Run } from './thread.ts'

const opening = 'Rows behind '
const longest = 2_000

/** The title says the number with all of its digits, so that the rows can be held against it after a reload too. */
export function rowsBehindTitle(value: Cell, names: string[]): string {
  const exact: ColumnFormat = { kind: 'number', places: null, grouped: true, percent: false }
  return [`${opening}${cellText(value, exact)}`, ...names].join(' · ').slice(0, longest)
}

/** The number whose rows a run lists, as digits; null for a run that lists something else. */
export function numberBehind({ summary: { asked, parent } }: Run): string | null {
  if (asked.kind !== 'plan' || parent === null || !asked.text.startsWith(opening)) return null
  const digits = /^-?[\d,]+(\.\d+)?(?= ·|$)/.exec(asked.text.slice(opening.length))
  return digits === null ? null : digits[0].replaceAll(',', '')
}
