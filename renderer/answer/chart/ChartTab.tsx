import type { Answer } from '../../../shared/model/answer.ts'
import type { ChartSpec } from '../../../shared/model/chart.ts'
import type { Run } from '../../state/thread.ts'
import { RowsFailure } from '../RowsFailure.tsx'
import { useFirstRows } from '../first-rows.ts'
import { SmallTable } from '../table/SmallTable.tsx'
import { columnViews } from '../table/column-views.ts'
import { opensRows } from '../open-cell.ts'
import { ChartFigure } from './ChartFigure.tsx'
import { NumberFigure } from './NumberFigure.tsx'
import style from './ChartTab.module.css'

/** Rows and columns of the table that still fits below a chart. */
const smallRows = 12
const smallColumns = 7

/** The chart of an answer with its few rows below it, or its one number. */
export function ChartTab({ run, answer, chart }: { run: Run; answer: Answer; chart: ChartSpec }) {
  const first = useFirstRows(answer)
  const views = columnViews(answer)
  const rows = first.state === 'ready' ? first.value.rows : []
  const small = answer.result.rows <= smallRows && views.length <= smallColumns
  const open = opensRows(run, answer)
  if (first.state === 'failed') return <RowsFailure run={run} failure={first.failure} />
  if (chart.kind === 'number') return first.state === 'ready' ? <NumberFigure answer={answer} cells={rows[0] ?? []} open={open} /> : <div className={style.waiting} />
  return (
    <>
      <ChartFigure key={answer.id} answer={answer} chart={chart} onMark={({ row, column }) => {
        const [view, cells] = [views[column], rows[row]]
        if (view?.measure != null && cells !== undefined) open(view.measure, cells)
      }} />
      {small && (first.state === 'ready'
        ? <div className={style.below}><SmallTable label={answer.title} views={views} rows={rows} total={first.value.total} open={open} /></div>
        : <div className={style.below} style={{ height: (answer.result.rows + 2) * 29 }} />)}
    </>
  )
}
