import type { Cell, Dialect } from '../../../shared/model/value.ts'
import type { Estimate, StreamEvent } from '../source.ts'

/** Reading a whole table of this size is worth a word. */
const bigTableRows = 1_000_000

/** One line of EXPLAIN, by column name in lower case. */
type Line = Map<string, Cell>

/** The statement that explains another. MariaDB adds the share of rows that pass the conditions only when asked; MySQL 8 knows no such word. */
export function explaining(sql: string, dialect: Dialect): string {
  return `${dialect === 'mariadb' ? 'EXPLAIN EXTENDED' : 'EXPLAIN'} ${sql}`
}

/** Reads a tabular EXPLAIN. Grouping is not seen by it: the estimate is of rows before they are grouped, an upper bound. */
export async function readEstimate(events: AsyncGenerator<StreamEvent>): Promise<Estimate> {
  let names: string[] = []
  const lines: Line[] = []
  for await (const event of events) {
    if (event.kind === 'columns') names = event.columns.map(({ name }) => name.toLowerCase())
    else if (event.kind === 'rows') lines.push(...event.rows.map((row) => new Map(names.map((name, at) => [name, row[at] ?? null]))))
  }
  return names.includes('estrows') ? estimateOfTidb(lines) : estimateOf(lines)
}

/** Tables of one SELECT multiply, the SELECTs of a UNION add up; sub-queries and derived tables are contained in what uses them. */
function estimateOf(lines: Line[]): Estimate {
  const selects = new Map<string, number>()
  const warnings: string[] = []
  for (const line of lines) {
    const rows = line.get('rows') == null ? null : Number(line.get('rows'))
    if (line.get('type') === 'ALL' && rows !== null && rows >= bigTableRows) warnings.push(wholeTable(line.get('table'), rows))
    const kind = String(line.get('select_type'))
    if (rows === null || !['SIMPLE', 'PRIMARY', 'UNION'].includes(kind)) continue
    const passing = line.get('filtered') == null ? 1 : Number(line.get('filtered')) / 100
    const select = String(line.get('id'))
    selects.set(select, (selects.get(select) ?? 1) * rows * passing)
  }
  const total = [...selects.values()].reduce((sum, rows) => sum + rows, 0)
  return { rows: selects.size > 0 ? whole(total) : null, warnings }
}

/** TiDB draws a tree, its root first. */
function estimateOfTidb(lines: Line[]): Estimate {
  const warnings = lines
    .filter((line) => String(line.get('id')).includes('TableFullScan') && Number(line.get('estrows')) >= bigTableRows)
    .map((line) => wholeTable(/table:([^,]+)/.exec(String(line.get('access object')))?.[1] ?? null, Number(line.get('estrows'))))
  const root = lines[0]?.get('estrows')
  return { rows: root == null ? null : whole(Number(root)), warnings }
}

function wholeTable(table: Cell | undefined, rows: number): string {
  return `Reads the whole of ${String(table)}, about ${Math.round(rows).toLocaleString('en-US')} rows.`
}

/** At least one row: no estimate knows that there is none. */
function whole(rows: number): number | null {
  return Number.isFinite(rows) ? Math.min(Math.max(1, Math.round(rows)), Number.MAX_SAFE_INTEGER) : null
}
