import type { Preview } from '../model/preview.ts'
import { absent, cellText, headingText, isRightAligned, onOneLine, plainFormat } from './cell-text.ts'

/** A preview as a reader sees it, on whatever it is shown. `count` says how many rows there are. */
export type PreviewText =
  | { kind: 'figure'; heading: string; figure: string }
  | { kind: 'table'; count: string; headings: string[]; right: boolean[]; rows: string[][]; columnsLeftOut: number; rowsLeft: boolean }
  /** Nothing was found. */
  | { kind: 'nothing'; text: string }
  /** What is found is not known. */
  | { kind: 'unknown'; text: string }

const unknown = {
  late: 'Not worked out: it takes longer than a moment',
  large: 'Not worked out: its tables are too large to try',
  failed: 'Not worked out: the database would not run it',
} as const

/** Puts a preview into words and figures. Every text is on one line and holds nothing that a terminal would obey or that turns the line around. */
export function previewText(preview: Preview, negatives: 'minus' | 'parentheses' = 'minus'): PreviewText {
  if (preview.kind === 'unknown') return { kind: 'unknown', text: unknown[preview.why] }
  const { columns, rows, count, more } = preview
  if (count === 0) return { kind: 'nothing', text: 'No rows' }
  const formats = columns.map((column) => preview.formats[column.id] ?? plainFormat(column))
  const shown = rows.map((row) => columns.map((_, at) => cellText(row[at] ?? null, formats[at]!, negatives)))
  const isOne = count === 1 && !more
  if (isOne && shown[0]?.every((text) => text === absent) === true) return { kind: 'nothing', text: 'No value' }
  const [only] = columns
  if (isOne && only !== undefined && columns.length === 1 && preview.columnsLeftOut === 0 && formats[0]?.kind === 'number') {
    const unit = only.unit?.kind === 'money' ? only.unit.currency : only.unit?.kind === 'quantity' ? only.unit.word : undefined
    return { kind: 'figure', heading: onOneLine(only.label), figure: unit === undefined ? shown[0]?.[0] ?? '' : `${shown[0]?.[0]} ${onOneLine(unit)}` }
  }
  return { kind: 'table', count: countText(count, more), headings: columns.map(headingText), right: formats.map(isRightAligned), rows: shown, columnsLeftOut: preview.columnsLeftOut, rowsLeft: more || count > shown.length }
}

/** The preview in one line: "1,204.50 USD", or "12 rows: APAC 1,200.00; EMEA 900.00; …". */
export function previewLine(preview: Preview): string {
  const text = previewText(preview)
  switch (text.kind) {
    case 'figure': return text.figure
    case 'table': return `${text.count}: ${text.rows.map((row) => row.join(text.columnsLeftOut + row.length > 2 ? ', ' : ' ')).join('; ')}${text.rowsLeft ? '; …' : ''}`
    case 'nothing': case 'unknown': return text.text
  }
}

const countText = (count: number, more: boolean): string => (count === 1 && !more ? '1 row' : `${more ? 'More than ' : ''}${count.toLocaleString('en-US')} rows`)
