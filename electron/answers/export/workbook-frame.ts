import { Failure } from '../../../shared/model/failure.ts'
import { columnLetters } from './sheet-xml.ts'
import type { SheetColumn } from './sheet-column.ts'
import { readZip } from './zip.ts'

/** The styles of a workbook, by number; those of columns in their order. */
export type Styles = { headings: number[]; columns: number[]; totals: number[]; text: number; totalText: number; note: number; about: number; said: number }

/** A workbook without its rows: the parts of the archive, the two sheets cut open where rows belong, and the styles to write them with. */
export type WorkbookFrame = { parts: Map<string, string>; rows: OpenSheet; receipt: OpenSheet; styles: Styles }
type OpenSheet = { part: string; before: string; after: string }

const rowsPart = 'xl/worksheets/sheet1.xml'
const receiptPart = 'xl/worksheets/sheet2.xml'

/** Has write-excel-file make the workbook with one empty cell of each style: names, widths, the frozen heading, all that a workbook consists of. */
export async function workbookFrame(name: string, columns: readonly SheetColumn[]): Promise<WorkbookFrame> {
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  const bold = { fontWeight: 'bold' } as const
  const total = { ...bold, topBorderStyle: 'thin' } as const
  const text = { type: String, value: '', format: '@' }
  const styled = ({ kind, format, right }: SheetColumn) => ({ type: kind === 'text' ? String : kind === 'boolean' ? Boolean : Number, value: undefined, ...(format === null ? {} : { format }), ...(right ? { align: 'right' as const } : {}) })
  const others = [text, { ...text, ...total }, { ...text, fontStyle: 'italic' as const }]
  const archive = await writeXlsxFile([
    {
      sheet: name, stickyRowsCount: 1, columns: columns.map(({ width }) => ({ width })),
      data: [columns.map(({ right }) => ({ ...text, ...bold, alignVertical: 'top', ...(right ? { align: 'right' } : {}) })), columns.map(styled), columns.map((column) => ({ ...styled(column), ...total })), others],
    },
    { sheet: 'Receipt', columns: [{ width: 18 }, { width: 100 }], data: [[{ ...text, ...bold, alignVertical: 'top' }, { ...text, wrap: true, alignVertical: 'top' }]] },
  ]).toBuffer()
  const parts = readZip(archive)
  const rows = opened(parts, rowsPart)
  const receipt = opened(parts, receiptPart)
  const [headings, plain, totals] = [1, 2, 3].map((row) => columns.map((_, at) => rows.style(row, at)))
  const styles: Styles = {
    headings: headings!, columns: plain!, totals: totals!,
    text: rows.style(4, 0), totalText: rows.style(4, 1), note: rows.style(4, 2), about: receipt.style(1, 0), said: receipt.style(1, 1),
  }
  return { parts, rows: rows.sheet, receipt: receipt.sheet, styles }
}

/** Takes a sheet out of the parts, and its rows out of the sheet, where the style of each cell is looked up. */
function opened(parts: Map<string, string>, part: string): { sheet: OpenSheet; style: (row: number, column: number) => number } {
  const [, before, rows, after] = /^(.*<sheetData>)(.*)(<\/sheetData>.*)$/s.exec(parts.get(part) ?? '') ?? []
  if (before === undefined || rows === undefined || after === undefined) throw new Failure('INTERNAL', 'The Excel file could not be begun.', { hint: 'Export as CSV; please report this.', detail: { part } })
  parts.delete(part)
  const styles = new Map([...rows.matchAll(/<c r="([A-Z]+\d+)" s="(\d+)"/g)].map(([, place, style]) => [place, Number(style)]))
  // A cell without any style, such as a boolean, has none in the sheet either.
  return { sheet: { part, before, after }, style: (row, column) => styles.get(`${columnLetters(column)}${row}`) ?? 0 }
}
