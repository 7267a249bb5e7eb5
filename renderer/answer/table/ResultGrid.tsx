import {
  CellStyleModule, ColumnApiModule, ColumnAutoSizeModule, InfiniteRowModelModule, PinnedRowModule, RenderApiModule, ScrollApiModule, TooltipModule,
  type CellKeyDownEvent, type GridApi, type IDatasource,
} from 'ag-grid-community'
import { AgGridReact } from 'ag-grid-react'
import { useMemo, useRef } from 'react'
import type { Answer } from '../../../shared/model/answer.ts'
import type { FailureFacts } from '../../../shared/model/failure.ts'
import { client } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { useSettings } from '../../state/app.ts'
import type { Run } from '../../state/thread.ts'
import { formatCount } from '../../ui/format.ts'
import { styleNonce } from '../../ui/nonce.ts'
import { blockRows, type FirstRows } from '../first-rows.ts'
import { opensRows } from '../open-cell.ts'
import { useWidth } from '../use-width.ts'
import { CellRange } from './cell-range.ts'
import { columnViews, isList, widthOf } from './column-views.ts'
import { copyRows, mostCopiedRows, type Sort } from './copy-rows.ts'
import { columnId, gridColumns, rowNumberColumn } from './grid-columns.ts'
import type { GridRow } from './grid-row.ts'
import { gridTheme, headerHeight, rowHeight } from './grid-theme.ts'
import style from './ResultGrid.module.css'

const modules = [InfiniteRowModelModule, CellStyleModule, ColumnApiModule, ColumnAutoSizeModule, PinnedRowModule, RenderApiModule, ScrollApiModule, TooltipModule]
/** Rows that are seen at once; the rest scrolls. */
const seenRows = 16
/** Blocks kept: what was scrolled past long ago is read again. */
const keptBlocks = 40
/** Of a thin scrollbar; told to the grid, which finds none where they lie over the page. */
const scrollbar = 11

/**
 * All rows of an answer, read as they come into view: sorted by the engine, copied with every digit, opened where they are sums. `onLost` is told
 * when rows cannot be read any more.
 */
export function ResultGrid({ run, answer, first, onLost }: { run: Run; answer: Answer; first: FirstRows; onLost: (failure: FailureFacts) => void }) {
  const { negatives } = useSettings().appearance
  const [frame, width] = useWidth()
  const range = useRef(new CellRange()).current
  const extending = useRef(false)
  const api = useRef<GridApi<GridRow> | null>(null)
  const { result, plan } = answer
  const open = opensRows(run, answer)
  const opening = useRef(open)
  opening.current = open

  const views = useMemo(() => columnViews(answer), [answer])
  const widths = useMemo(() => views.map((view) => widthOf(view, first.total === null ? first.rows : [...first.rows, first.total], negatives)), [views, first, negatives])
  const numbered = isList(plan, result.rows)
  const wide = widths.reduce((sum, each) => sum + each, numbered ? 40 : 0)
  const fills = width > 0 && wide <= width
  const columns = useMemo(() => gridColumns({
    views, widths, negatives, rows: result.rows, fills, numbered, range,
    unsortable: result.truncated ? `Not sortable: only the first ${formatCount(result.rows)} rows are here` : null, open: (measure, cells) => { opening.current(measure, cells) },
  }), [views, widths, negatives, result, fills, numbered, range])
  const source = useMemo(() => rowsOf(answer, first, onLost), [answer, first, onLost])
  const totals = useMemo<GridRow[]>(() => (first.total === null ? [] : [{ cells: first.total, total: true }]), [first])

  const redraw = (): void => {
    range.columns = api.current?.getAllDisplayedColumns().map((column) => column.getColId()).filter((id) => id !== rowNumberColumn) ?? []
    api.current?.refreshCells({ force: true, suppressFlash: true })
  }
  /** The grid tells of a new focus late, when the next key may have been pressed already; the element itself does not. */
  const focused = (element: Element): void => {
    const id = element.closest('[role="gridcell"]')?.getAttribute('col-id') ?? rowNumberColumn
    const row = Number(element.closest('[row-index]')?.getAttribute('row-index') ?? NaN)
    if (id === rowNumberColumn || Number.isNaN(row)) range.clear()
    else range.move({ row, column: id }, extending.current)
    redraw()
  }
  const copy = (headings: boolean): void => {
    const selected = range.get() ?? { first: 0, last: result.rows - 1, columns: views.map(columnId) }
    const several = selected.last > selected.first || selected.columns.length > 1
    void copyRows({
      resultId: result.id, first: selected.first, last: selected.last, sort: sortOf(api.current, answer), headings: headings || several,
      views: selected.columns.flatMap((id) => views.find((view) => columnId(view) === id) ?? []),
    })
  }
  const pressed = ({ event, column, data }: CellKeyDownEvent<GridRow>): void => {
    if (!(event instanceof KeyboardEvent)) return
    const command = event.ctrlKey || event.metaKey
    if (command && event.key.toLowerCase() === 'c') {
      event.preventDefault()
      copy(event.shiftKey)
    } else if (command && event.key.toLowerCase() === 'a') {
      event.preventDefault()
      range.all(result.rows)
      redraw()
    } else if (event.key === 'Enter' && data !== undefined) openAt(column.getColId(), data)
  }
  const openAt = (id: string, data: GridRow): void => {
    const view = views.find((each) => columnId(each) === id)
    if (view?.measure != null && data.cells[view.at] != null) open(view.measure, data.total === true ? null : data.cells)
  }

  const height = headerHeight + (Math.min(result.rows, seenRows) + totals.length) * rowHeight + (fills || width === 0 ? 0 : scrollbar) + 2
  return (
    <div
      ref={frame} className={style.grid} style={{ height }}
      onFocus={({ target }) => { focused(target) }}
      onKeyDownCapture={(event) => { extending.current = event.shiftKey && event.key.startsWith('Arrow') }} onMouseDownCapture={(event) => { extending.current = event.shiftKey }}
    >
      {width > 0 && (
        <AgGridReact<GridRow>
          theme={gridTheme} styleNonce={styleNonce} modules={modules} rowModelType="infinite" datasource={source} columnDefs={columns} pinnedBottomRowData={totals}
          cacheBlockSize={blockRows} maxBlocksInCache={keptBlocks} maxConcurrentDatasourceRequests={3} blockLoadDebounceMillis={40} infiniteInitialRowCount={result.rows} rowBuffer={12}
          suppressDragLeaveHidesColumns tooltipShowDelay={450} enterNavigatesVertically={false} animateRows={false} suppressNoRowsOverlay scrollbarWidth={scrollbar} ensureDomOrder
          onGridReady={(event) => {
            api.current = event.api
            event.api.setGridAriaProperty('label', answer.title)
          }}
          onFirstDataRendered={redraw} onColumnMoved={redraw} onColumnPinned={redraw} onSortChanged={() => { range.clear() }} onCellKeyDown={pressed}
          onCellMouseOver={({ event, rowIndex, column, node }) => {
            if (!(event instanceof MouseEvent) || event.buttons !== 1 || rowIndex === null || node.rowPinned != null || column.getColId() === rowNumberColumn) return
            range.move({ row: rowIndex, column: column.getColId() }, true)
            redraw()
          }}
          onCellDoubleClicked={({ column, data }) => { if (data !== undefined) openAt(column.getColId(), data) }}
        />
      )}
      <span className="visually-hidden">Up to {formatCount(mostCopiedRows)} rows can be copied.</span>
    </div>
  )
}

function sortOf(api: GridApi<GridRow> | null, { result }: Answer): Sort {
  const sorted = (api?.getColumnState() ?? []).filter((state) => state.sort != null).sort((a, b) => (a.sortIndex ?? 0) - (b.sortIndex ?? 0))
  return sortedBy(sorted.map(({ colId, sort }) => ({ colId, sort: sort ?? 'asc' })), result.columns)
}

function sortedBy(model: readonly { colId: string; sort: string }[], columns: Answer['result']['columns']): Sort {
  return model.flatMap(({ colId, sort }) => {
    const column = columns[Number(colId.slice(1))]
    return column === undefined ? [] : [{ column: column.id, direction: sort === 'desc' ? 'desc' as const : 'asc' as const }]
  })
}

/** Blocks of rows as the grid asks for them; the first is here already. */
function rowsOf({ result }: Answer, first: FirstRows, onLost: (failure: FailureFacts) => void): IDatasource {
  return {
    rowCount: result.rows,
    getRows(wanted) {
      const { startRow, endRow } = wanted
      const sort = sortedBy(wanted.sortModel, result.columns)
      const take = (rows: GridRow['cells'][]): void => { wanted.successCallback(rows.map((cells): GridRow => ({ cells })), result.rows) }
      if (startRow === 0 && sort.length === 0) {
        take(first.rows)
        return
      }
      client.results.page({ id: result.id, offset: startRow, count: endRow - startRow, sort }).then((page) => { take(page.rows) }, (error: unknown) => {
        wanted.failCallback()
        onLost(failureOf(error))
      })
    },
  }
}
