import { cellText } from '../../../shared/format/cell-text.ts'
import type { Cell } from '../../../shared/model/value.ts'
import { useSettings } from '../../state/app.ts'
import { formatCount } from '../../ui/format.ts'
import type { OpenCell } from '../open-cell.ts'
import { fullText, toneOf, type ColumnView } from './column-views.ts'
import style from './SmallTable.module.css'

type Props = {
  label: string
  views: readonly ColumnView[]
  rows: readonly (readonly Cell[])[]
  /** The last line, in column order; null for none. */
  total?: readonly Cell[] | null
  /** Without it numbers are only read. */
  open?: OpenCell
}

/** A few rows as a plain table: below a chart, or the first rows of a result that is still growing. */
export function SmallTable({ label, views, rows, total = null, open }: Props) {
  const named = views.find((view) => total?.[view.at] == null)
  return (
    <div className={style.scroll} tabIndex={0} role="region" aria-label={`Rows of ${label}`}>
      <table className={style.table}>
        <thead><tr>{views.map((view) => <th key={view.at} scope="col" data-right={view.right || undefined}>{view.heading}</th>)}</tr></thead>
        <tbody>{rows.map((cells, at) => <tr key={at}>{views.map((view) => <SmallCell key={view.at} view={view} cell={cells[view.at] ?? null} cells={cells} open={open} />)}</tr>)}</tbody>
        {total !== null && (
          <tfoot>
            <tr>
              {views.map((view) => (view === named
                ? <th key={view.at} scope="row" data-right={view.right || undefined}>Total, {formatCount(rows.length)} rows</th>
                : total[view.at] == null ? <td key={view.at} /> : <SmallCell key={view.at} view={view} cell={total[view.at] ?? null} cells={null} open={open} />))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

function SmallCell({ view, cell, cells, open }: { view: ColumnView; cell: Cell; cells: readonly Cell[] | null; open?: OpenCell | undefined }) {
  const { negatives } = useSettings().appearance
  const text = cellText(cell, view.format, negatives)
  const full = fullText(cell, view, negatives, 48)
  const { measure } = view
  return (
    <td data-right={view.right || undefined} data-tone={toneOf(cell, view) ?? undefined} data-absent={cell === null || undefined} title={full ?? undefined}>
      {open !== undefined && measure !== null && cell !== null
        ? <button type="button" className={style.open} title={`${full === null ? '' : `${full} · `}List the rows behind this number`} onClick={() => { open(measure, cells) }}>{text}</button>
        : <span className={style.text}>{text}</span>}
    </td>
  )
}
