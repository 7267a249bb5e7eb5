import { onOneLine } from '../../shared/format/cell-text.ts'
import type { Answer } from '../../shared/model/answer.ts'
import type { Cell } from '../../shared/model/value.ts'
import { fieldsOf } from '../charts/fields.ts'
import { printedColumn } from './cell-text.ts'
import { textTable } from './text-table.ts'
import { wrapped } from './wrap.ts'

const nameWidth = 14
const serverDialects = new Set(['mysql', 'mariadb', 'tidb'])

/** What is printed of an answer: all of its rows, and the line of totals where the columns may be added up. */
export type Printed = { answer: Answer; rows: readonly Cell[][]; total: readonly Cell[] | null }

/**
 * An answer as the terminal prints it, `width` columns wide: what it is, what was not used of the question, the table; below it how it was read,
 * the receipt, and the SQL. `more` are further lines about the readings.
 */
export function answerText({ answer, rows, total }: Printed, more: readonly string[], width: number): string {
  return [
    onOneLine(answer.title), '',
    ...cautions(answer).flatMap((caution) => block('!', 2, caution, width)),
    ...table(answer, rows, total, width), '',
    ...facts(answer).flatMap(([name, value]) => block(name, nameWidth, value, width)),
    ...(more.length === 0 ? [] : ['', ...more]),
    '', `SQL (${answer.receipt.dialect})`, ...sql(answer), '',
  ].join('\n')
}

/** What a reader must know before trusting a number. */
function cautions({ receipt: { ignoredWords, warnings } }: Answer): string[] {
  const lines = [...(ignoredWords.length === 0 ? [] : [`Not used from the question: ${ignoredWords.map((word) => `“${word}”`).join(', ')}.`]), ...warnings.map((warning) => `${warning.replace(/\.$/, '')}.`)]
  return lines.length === 0 ? [] : [...lines, '']
}

function table({ plan, result }: Answer, rows: readonly Cell[][], total: readonly Cell[] | null, width: number): string[] {
  const roles = fieldsOf(result.columns.map((column) => ({ ...column, part: 'show' })), plan, rows)
  const columns = result.columns.map((column, at) => printedColumn(column, roles[at]?.role ?? { kind: 'category' }, rows.map((row) => row[at] ?? null)))
  const line = (cells: readonly Cell[]) => columns.map((column, at) => column.print(cells[at] ?? null))
  const last = total === null ? null : columns.map((column, at) => (total[at] == null ? (at === 0 ? 'Total' : '') : column.print(total[at] ?? null)))
  return [textTable(columns, rows.map(line), width, last) + rowCount(result.rows, result.truncated)]
}

function rowCount(rows: number, truncated: boolean): string {
  if (truncated) return `The first ${count(rows)} rows; there are more, and nothing is totalled. Read more with --rows N.`
  return rows === 0 ? 'No rows match.' : rows === 1 ? '1 row' : `${count(rows)} rows`
}

function facts({ receipt }: Answer): [string, string][] {
  const lines: [string, string][] = [
    ['Reading', receipt.reading],
    ['Assumed', receipt.assumed.join('; ')],
    ['Filters', receipt.filters.join('; ')],
    ['Tables', receipt.tables.join(', ')],
    ['As of', receipt.asOf],
    ['Evidence', receipt.grade],
    ['Confidence', receipt.confidence === null ? '' : `${Math.round(receipt.confidence * 100)} % that this reading is meant`],
    ['Estimated', receipt.estimatedRows === null ? '' : `${count(receipt.estimatedRows)} rows, by the database before it ran`],
    ['Engine', engineText(receipt)],
    ['Time', `${count(Math.round(receipt.elapsedMs))} ms`],
  ]
  return lines.filter(([, value]) => value !== '')
}

/** Who read the question, and what was sent for it. */
function engineText({ engine, model, dialect }: Answer['receipt']): string {
  const toDatabase = serverDialects.has(dialect)
  if (model === null) return `${engine}; ${toDatabase ? 'only the SQL was sent, to the database itself' : 'nothing left this machine'}`
  return `${engine}; the question and names of tables were sent to ${model}${toDatabase ? ', the SQL to the database itself' : ', and no rows'}`
}

function sql({ receipt }: Answer): string[] {
  const values = receipt.parameters.length === 0 ? [] : [`-- ? = ${receipt.parameters.map((value) => JSON.stringify(value)).join(', ')}`]
  return [...receipt.sql.split('\n'), ...values].map((line) => `  ${line}`)
}

/** A name and its text, which goes on under itself. */
function block(name: string, indent: number, text: string, width: number): string[] {
  if (text === '') return ['']
  return wrapped(onOneLine(text), Math.max(20, width - indent - 1)).map((line, at) => `${(at === 0 ? name : '').padEnd(indent)} ${line}`)
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
