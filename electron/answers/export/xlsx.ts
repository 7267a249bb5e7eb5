import { Failure } from '../../../shared/model/failure.ts'
import type { ResultFacts } from '../../../shared/model/result.ts'
import type { Cell } from '../../../shared/model/value.ts'
import type { ResultStore } from '../../results/result-store.ts'
import { totalRow } from '../total-row.ts'
import { AsideFile } from './aside-file.ts'
import type { ExportProgress, ExportRequest } from './export-request.ts'
import { sheetName } from './file-name.ts'
import { receiptLines } from './receipt-lines.ts'
import { sheetCell, textCell } from './sheet-cell.ts'
import { ColumnSurvey, type SheetColumn } from './sheet-column.ts'
import { columnLetters, rowXml } from './sheet-xml.ts'
import { workbookFrame, type Styles } from './workbook-frame.ts'
import { ZipWriter } from './zip.ts'

/** Excel's own limits, less the rows that say what the others are. */
const mostRows = 1_048_576 - 4
const mostColumns = 16_384
/** Rows written at once, so that the process is never busy for long. */
const batchRows = 1_000

/**
 * Writes a finished result to `path` as an Excel workbook: the rows as typed cells, and a second sheet with the receipt. Rows are read twice, once
 * to see what they need, and never held. Yields after each batch written; leaving the loop, or a failure, leaves no file.
 * Fails with TOO_LARGE beyond Excel's limits, DISK_FULL, ACCESS_DENIED, RESULT_GONE, or NOT_SUPPORTED for a result that still grows.
 */
export async function* exportXlsx(results: ResultStore, request: ExportRequest, path: string): AsyncGenerator<ExportProgress> {
  const facts = results.facts(request.id)
  refuseTooLarge(facts)
  const file = await AsideFile.create(path)
  try {
    const survey = new ColumnSurvey(facts.columns)
    yield { rows: 0, of: facts.rows }
    for await (const batch of results.rows(request.id)) {
      for (const rows of slices(batch)) {
        survey.look(rows)
        yield { rows: 0, of: facts.rows }
      }
    }
    const columns = survey.settle(request.plan, request.negatives)
    const total = request.plan === null || facts.truncated ? null : totalRow(request.plan, facts, await results.totals(request.id))
    const frame = await workbookFrame(sheetName(request.title, facts), columns)
    const zip = new ZipWriter(file)
    for (const [name, text] of frame.parts) yield* zip.add(name, once(text, { rows: 0, of: facts.rows }))
    const lines = receiptLines(request, facts, columns.flatMap(({ notes }) => notes))
    const receipt = lines.map(([about, said], at) => rowXml(at + 1, [{ cell: textCell(about, null), style: frame.styles.about }, { cell: textCell(said, null), style: frame.styles.said }]))
    yield* zip.add(frame.receipt.part, once(frame.receipt.before + receipt.join('') + frame.receipt.after, { rows: 0, of: facts.rows }))
    yield* zip.add(frame.rows.part, sheetPieces(results, facts, columns, frame.styles, total, frame.rows))
    await zip.end()
    await file.keep()
  } finally {
    await file.close()
  }
}

/** The sheet of the rows from its first to its last character. The filter covers the rows and not their total. */
async function* sheetPieces(
  results: ResultStore, facts: ResultFacts, columns: readonly SheetColumn[], styles: Styles, total: readonly Cell[] | null, { before, after }: { before: string; after: string },
): AsyncGenerator<{ text: string; progress: ExportProgress }> {
  let rows = 0
  const piece = (text: string): { text: string; progress: ExportProgress } => ({ text, progress: { rows, of: facts.rows } })
  yield piece(before + rowXml(1, columns.map(({ heading }, at) => ({ cell: textCell(heading, null), style: styles.headings[at] ?? 0 }))))
  for await (const batch of results.rows(facts.id)) {
    for (const slice of slices(batch)) {
      const first = rows + 2
      rows += slice.length
      yield piece(slice.map((row, at) => rowXml(first + at, columns.map(({ kind }, column) => placed(row[column] ?? null, kind, styles.columns[column] ?? 0, styles.text)))).join(''))
    }
  }
  if (total !== null) yield piece(rowXml(rows + 2, totalCells(total, columns, styles)))
  if (facts.truncated) yield piece(rowXml(rows + 3, [{ cell: textCell(`Only the first ${facts.rows.toLocaleString('en-US')} rows: the source has more.`, null), style: styles.note }]))
  const filter = columns.length === 0 ? '' : `<autoFilter ref="A1:${columnLetters(columns.length - 1)}${rows + 1}"/>`
  yield piece(after.replace('</sheetData>', `</sheetData>${filter}`))
}

/** A text in a column of numbers or dates keeps the style of text, so that typing in it makes no formula of it. */
function placed(value: Cell, kind: SheetColumn['kind'], style: number, textStyle: number): Parameters<typeof rowXml>[1][number] {
  const cell = sheetCell(value, kind)
  return { cell, style: cell?.kind === 'text' && kind !== 'text' ? textStyle : style }
}

function totalCells(total: readonly Cell[], columns: readonly SheetColumn[], styles: Styles): Parameters<typeof rowXml>[1] {
  return columns.map(({ kind }, at) => {
    const sum = total[at] ?? null
    if (sum === null) return { cell: at === 0 ? textCell('Total', null) : null, style: styles.totalText }
    return placed(sum, kind, styles.totals[at] ?? 0, styles.totalText)
  })
}

function refuseTooLarge({ rows, columns }: ResultFacts): void {
  if (rows <= mostRows && columns.length <= mostColumns) return
  const what = rows > mostRows ? `${rows.toLocaleString('en-US')} rows are more than an Excel sheet can hold (1,048,576).` : `${columns.length.toLocaleString('en-US')} columns are more than an Excel sheet can hold (16,384).`
  throw new Failure('TOO_LARGE', what, { hint: 'Export as CSV, which has no limit, or narrow the question.', detail: { rows, columns: columns.length } })
}

function* slices(rows: readonly Cell[][]): Generator<readonly Cell[][]> {
  for (let from = 0; from < rows.length; from += batchRows) yield rows.slice(from, from + batchRows)
}

async function* once(text: string, progress: ExportProgress): AsyncGenerator<{ text: string; progress: ExportProgress }> {
  yield { text, progress }
}
