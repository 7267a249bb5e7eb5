import { client } from '../api/client.ts'
import { formatCount } from '../ui/format.ts'
import { SmallTable } from './table/SmallTable.tsx'
import { plainColumnViews } from './table/column-views.ts'
import { useLoaded } from './use-loaded.ts'
import style from './PartialRows.module.css'

const shownRows = 10
const shownColumns = 12

/** The first rows of a result that is still filling up; `rows` is how many have arrived. */
export function PartialRows({ resultId, rows }: { resultId: string; rows: number }) {
  const here = Math.min(rows, shownRows)
  const loaded = useLoaded(`${resultId} ${here}`, async (signal) => {
    const [facts, page] = await Promise.all([client.results.facts({ id: resultId }, { signal }), client.results.page({ id: resultId, offset: 0, count: here }, { signal })])
    return { columns: facts.columns, rows: page.rows }
  })
  // A result that is dropped or not flushed yet has no rows to show; the run itself tells of failures.
  if (loaded.state !== 'ready' || loaded.value.rows.length === 0) return null
  const { columns } = loaded.value
  return (
    <div className={style.rows}>
      <SmallTable label="the first rows" views={plainColumnViews(columns).slice(0, shownColumns)} rows={loaded.value.rows} />
      <p className={style.note}>First rows, while the rest arrives{columns.length > shownColumns && ` · ${formatCount(columns.length - shownColumns)} more columns`}</p>
    </div>
  )
}
