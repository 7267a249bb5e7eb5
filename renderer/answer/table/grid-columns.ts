import type { ColDef, ITooltipParams, SuppressHeaderKeyboardEventParams, ValueFormatterParams, ValueGetterParams } from 'ag-grid-community'
import { cellText } from '../../../shared/format/cell-text.ts'
import { formatCount } from '../../ui/format.ts'
import type { OpenCell } from '../open-cell.ts'
import type { CellRange } from './cell-range.ts'
import { ColumnHeader, RowNumberHeader } from './ColumnHeader.tsx'
import { fullText, toneOf, type ColumnView, type Negatives } from './column-views.ts'
import type { GridRow } from './grid-row.ts'
import { OpenableCell, type OpenableParams } from './openable-cell.ts'
import style from './ResultGrid.module.css'

export type ColumnOptions = {
  views: readonly ColumnView[]
  widths: readonly number[]
  negatives: Negatives
  rows: number
  /** Whether the columns together are narrower than their place, and may grow to fill it. */
  fills: boolean
  /** Why the rows cannot be sorted; null when they can. */
  unsortable: string | null
  numbered: boolean
  range: CellRange
  open: OpenCell
}

export const rowNumberColumn = 'row'
/** Column ids of the grid are made here: those of a result come from outside. */
export const columnId = (view: ColumnView): string => `c${view.at}`
const letter = 7.1

/** The columns of the grid, as its library wants them told. */
export function gridColumns(options: ColumnOptions): ColDef<GridRow>[] {
  const labelled = options.views[0]?.at
  const numbers = options.numbered ? [rowNumbers(options.rows)] : []
  return [...numbers, ...options.views.map((view, at) => gridColumn(view, options.widths[at] ?? 120, { ...options, labelled }))]
}

function gridColumn(view: ColumnView, width: number, { negatives, rows, fills, unsortable, range, open, labelled, views }: ColumnOptions & { labelled: number | undefined }): ColDef<GridRow> {
  const shown = ({ data }: Pick<ValueFormatterParams<GridRow>, 'data'>): string => {
    if (data == null) return ''
    const cell = data.cells[view.at] ?? null
    if (data.total !== true || cell !== null) return cellText(cell, view.format, negatives)
    return view.at === (views.find((each) => data.cells[each.at] == null)?.at ?? labelled) ? `Total, ${formatCount(rows)} rows` : ''
  }
  return {
    colId: columnId(view), headerName: view.heading, width, minWidth: 56, ...(fills && { flex: width }), sortable: unsortable === null, resizable: true,
    ...(view.right && { type: 'rightAligned' }),
    valueGetter: ({ data }: ValueGetterParams<GridRow>) => data?.cells[view.at] ?? null,
    valueFormatter: shown,
    ...(view.measure !== null && { cellRenderer: OpenableCell, cellRendererParams: { view, open, shown } satisfies Partial<OpenableParams> }),
    headerComponent: ColumnHeader, headerComponentParams: { view, unsortable },
    suppressHeaderKeyboardEvent: opensMenu,
    cellClassRules: {
      [style.range ?? '']: ({ rowIndex, column, node }) => node.rowPinned == null && range.holds(rowIndex, column.getColId()),
      [style.good ?? '']: ({ data }) => data !== undefined && toneOf(data.cells[view.at] ?? null, view) === 'good',
      [style.bad ?? '']: ({ data }) => data !== undefined && toneOf(data.cells[view.at] ?? null, view) === 'bad',
      [style.absent ?? '']: ({ data }) => data !== undefined && data.cells[view.at] == null && data.total !== true,
    },
    tooltipValueGetter: (params: ITooltipParams<GridRow>) => {
      const cell = params.data?.cells[view.at] ?? null
      if (cell === null) return null
      const actual = params.column !== undefined && 'getActualWidth' in params.column ? params.column.getActualWidth() : width
      const full = fullText(cell, view, negatives, Math.floor((actual - 20) / letter))
      const opens = view.measure === null ? null : 'Enter or double-click lists the rows behind it'
      return [full, opens].filter((part) => part !== null).join(' · ') || null
    },
  }
}

function rowNumbers(rows: number): ColDef<GridRow> {
  return {
    colId: rowNumberColumn, headerName: 'Row', pinned: 'left', lockPosition: 'left', width: 26 + String(rows).length * 8, sortable: false, resizable: false, suppressMovable: true,
    cellClass: style.number, headerComponent: RowNumberHeader, valueGetter: ({ node }: ValueGetterParams<GridRow>) => (node?.rowPinned == null && node?.rowIndex != null ? formatCount(node.rowIndex + 1) : ''),
  }
}

/** Alt and down, or the menu key, opens the menu of the heading that has the focus. */
function opensMenu({ event }: SuppressHeaderKeyboardEventParams<GridRow>): boolean {
  if (!((event.altKey && event.key === 'ArrowDown') || event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10'))) return false
  const button = event.target instanceof HTMLElement ? event.target.closest('.ag-header-cell')?.querySelector<HTMLElement>('[data-menu]') : null
  event.preventDefault()
  button?.click()
  return true
}
