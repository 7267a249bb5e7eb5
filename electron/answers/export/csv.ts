import type { ResultColumn } from '../../../shared/model/result.ts'
import type { ResultStore } from '../../results/result-store.ts'
import { AsideFile } from './aside-file.ts'
import { csvField } from './csv-field.ts'
import type { ExportProgress, ExportRequest } from './export-request.ts'
import { heading } from './heading.ts'

/** Excel takes a file without it for one in the encoding of the country. */
const byteOrderMark = '\uFEFF'

/**
 * Writes a finished result to `path` as CSV: UTF-8, a heading line, CRLF. Yields after each batch of rows; leaving the loop, or a failure, leaves
 * no file. Fails with DISK_FULL, ACCESS_DENIED, RESULT_GONE, or NOT_SUPPORTED for a result that still grows.
 */
export async function* exportCsv(results: ResultStore, request: Pick<ExportRequest, 'id'>, path: string): AsyncGenerator<ExportProgress> {
  const { columns, rows: of } = results.facts(request.id)
  const file = await AsideFile.create(path)
  try {
    yield { rows: 0, of }
    await file.write(byteOrderMark + line(columns.map(csvHeading)))
    let rows = 0
    for await (const batch of results.rows(request.id)) {
      await file.write(batch.map(line).join(''))
      rows += batch.length
      yield { rows, of }
    }
    await file.keep()
  } finally {
    await file.close()
  }
}

const line = (cells: readonly (string | number | boolean | null)[]): string => `${cells.map(csvField).join(',')}\r\n`

/** Percentages stay the exact fractions that they are, so the heading says how to read them. */
function csvHeading(column: ResultColumn): string {
  return column.unit?.kind === 'percent' ? `${column.label} (1 = 100%)` : heading(column)
}
