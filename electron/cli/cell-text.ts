import { cellText, headingText, isRightAligned } from '../../shared/format/cell-text.ts'
import type { ResultColumn } from '../../shared/model/result.ts'
import type { Cell } from '../../shared/model/value.ts'
import { columnFormat } from '../answers/column-formats.ts'
import type { Role } from '../charts/fields.ts'

/** How a column is printed: its heading with the unit, whether it stands to the right, and each of its cells. */
export type PrintedColumn = { heading: string; right: boolean; print: (cell: Cell) => string }

/** Settles how a column is printed; see `columnFormat`. Plain dates stay as they are stored, because a terminal's output is read by programs too. */
export function printedColumn(column: ResultColumn, role: Role, cells: readonly Cell[]): PrintedColumn {
  const settled = columnFormat(column, role, cells)
  const format = settled.kind === 'time' && settled.grain === null ? { kind: 'text' as const } : settled
  return { heading: headingText(column), right: isRightAligned(format), print: (cell) => cellText(cell, format) }
}
