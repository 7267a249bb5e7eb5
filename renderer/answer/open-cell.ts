import type { Answer } from '../../shared/model/answer.ts'
import type { Cell } from '../../shared/model/value.ts'
import { openRowsBehind } from '../state/rows-behind.ts'
import type { Run } from '../state/thread.ts'
import { groupsOf } from './table/column-views.ts'

/** Lists the rows behind one number. `cells` is its row; null for the total line, which stands for all rows. */
export type OpenCell = (measure: string, cells: readonly Cell[] | null) => void

export const opensRows = (run: Run, { result, opens }: Answer): OpenCell => (measure, cells) => {
  void openRowsBehind(run, measure, cells === null ? {} : groupsOf(cells, result.columns, opens.groups))
}
