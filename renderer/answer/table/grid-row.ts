import type { Cell } from '../../../shared/model/value.ts'

/** A row of the grid; the total line is marked as such. */
export type GridRow = { cells: readonly Cell[]; total?: true }
