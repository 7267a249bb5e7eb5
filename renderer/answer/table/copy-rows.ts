import type { Cell } from '../../../shared/model/value.ts'
import { client } from '../../api/client.ts'
import { formatCount } from '../../ui/format.ts'
import { copyText, tellFailure } from '../notify.ts'
import { copiedText } from './copied-text.ts'
import type { ColumnView } from './column-views.ts'

/** More rows than this are a file, not a copy. */
export const mostCopiedRows = 10_000

export type Sort = { column: string; direction: 'asc' | 'desc' }[]
type Copied = { resultId: string; first: number; last: number; views: readonly ColumnView[]; sort: Sort; headings: boolean }

/** Puts a rectangle of a result on the clipboard as tab-separated text with every digit; rows beyond the most are left out, and it says so. */
export async function copyRows({ resultId, first, last, views, sort, headings }: Copied): Promise<void> {
  const wanted = last - first + 1
  try {
    const page = await client.results.page({ id: resultId, offset: first, count: Math.min(wanted, mostCopiedRows), sort })
    const rows = page.rows.map((cells) => views.map((view): Cell => cells[view.at] ?? null))
    const count = `${formatCount(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`
    const single = rows.length === 1 && views.length === 1 && !headings
    await copyText(copiedText(headings ? views.map((view) => view.heading) : null, rows), single ? 'Value copied' : wanted > mostCopiedRows ? `The first ${count} copied; export the rest as a file` : `${count} copied`)
  } catch (error) {
    tellFailure(error, 'Nothing was copied')
  }
}
