import type { DatabaseSummary } from '../../../shared/model/catalog.ts'
import type { Cell, Dialect } from '../../../shared/model/value.ts'
import type { DescribedColumn, DescribedDatabase, DescribedKey, DescribedTable } from '../source.ts'
import { declaredType } from './declared.ts'

/** Runs a literal with text parameters and gives all its rows. */
export type Ask = (sql: string, values?: string[]) => Promise<Cell[][]>

/** Every column has an alias: MySQL 8 names the columns of information_schema in upper case, others as they are written. */
const databasesQuery = `
  SELECT s.schema_name AS name, COUNT(t.table_name) AS tables
  FROM information_schema.schemata AS s LEFT JOIN information_schema.tables AS t ON t.table_schema = s.schema_name
  WHERE LOWER(s.schema_name) NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys', 'metrics_schema', 'inspection_schema')
  GROUP BY s.schema_name ORDER BY s.schema_name`

const tablesQuery = `
  SELECT table_name AS name, table_type AS type, table_rows AS estimate, table_comment AS comment
  FROM information_schema.tables WHERE table_schema = ? AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW') ORDER BY table_name`

const columnsQuery = `
  SELECT table_name AS owner, column_name AS name, data_type AS type, column_type AS declared, is_nullable AS nullable, column_comment AS comment,
    numeric_precision AS digits, numeric_scale AS scale
  FROM information_schema.columns WHERE table_schema = ? ORDER BY table_name, ordinal_position`

const indexesQuery = `
  SELECT table_name AS owner, index_name AS name, non_unique AS repeats, column_name AS part
  FROM information_schema.statistics WHERE table_schema = ? ORDER BY table_name, index_name, seq_in_index`

const keysQuery = `
  SELECT constraint_name AS name, table_name AS owner, column_name AS part, referenced_table_name AS target, referenced_column_name AS target_part
  FROM information_schema.key_column_usage WHERE table_schema = ? AND referenced_table_schema = table_schema AND referenced_table_name IS NOT NULL
  ORDER BY table_name, constraint_name, ordinal_position`

/** MariaDB's JSON is a long text with this check, and its information_schema calls it a long text. */
const jsonQuery = `
  SELECT table_name AS owner, check_clause AS test
  FROM information_schema.check_constraints WHERE constraint_schema = ? AND check_clause LIKE 'json_valid(%'`

/** The databases an account sees, without the server's own. */
export async function readDatabases(ask: Ask): Promise<DatabaseSummary[]> {
  const rows = await ask(databasesQuery)
  return rows.map(([name, tables]) => ({ name: text(name), tables: Number(tables) }))
}

/** One database from five statements at most, however many tables. Views that no longer work have no columns and are left out. */
export async function readSchema(ask: Ask, database: string, dialect: Dialect): Promise<DescribedDatabase> {
  const [tableRows, columnRows, indexRows, keyRows, jsonRows] = await Promise.all(
    [tablesQuery, columnsQuery, indexesQuery, keysQuery, ...(dialect === 'mariadb' ? [jsonQuery] : [])].map((query) => ask(query, [database])),
  )
  const tables = new Map<string, DescribedTable>()
  for (const [name, type, estimate, comment] of tableRows ?? []) {
    const isView = type === 'VIEW'
    tables.set(text(name), {
      name: text(name), kind: isView ? 'view' : 'table',
      // The comment of a view is the word VIEW, or why it is broken.
      ...(isView || !comment ? {} : { comment: text(comment) }),
      columns: [], primaryKey: [], indexes: [], rowEstimate: isView || estimate == null ? null : Number(estimate),
    })
  }
  const json = jsonColumns(jsonRows ?? [])
  for (const row of columnRows ?? []) {
    const [owner, name] = row
    tables.get(text(owner))?.columns.push(columnFrom(row, json.has(pathOf(text(owner), text(name)))))
  }
  addIndexes(tables, indexRows ?? [])
  return { tables: [...tables.values()].filter((table) => table.columns.length > 0), keys: keysFrom(keyRows ?? []) }
}

function columnFrom([, name, type, declared, nullable, comment, digits, scale]: Cell[], isJson: boolean): DescribedColumn {
  return {
    name: text(name),
    type: isJson ? { kind: 'json' } : declaredType(text(type).toLowerCase(), digits == null ? null : Number(digits), scale == null ? null : Number(scale)),
    declared: text(declared), nullable: nullable === 'YES',
    ...(comment ? { comment: text(comment) } : {}),
  }
}

/** Rows come ordered by table, index and place. A part without a column is an expression; such an index says nothing about columns. */
function addIndexes(tables: Map<string, DescribedTable>, rows: Cell[][]): void {
  for (const group of grouped(rows, ([owner, name]) => pathOf(text(owner), text(name)))) {
    const [owner, name, repeats] = group[0] ?? []
    const table = tables.get(text(owner))
    if (!table || group.some(([, , , part]) => part === null)) continue
    const columns = group.map(([, , , part]) => text(part))
    if (name === 'PRIMARY') table.primaryKey = columns
    else table.indexes.push({ name: text(name), columns, unique: Number(repeats) === 0 })
  }
}

function keysFrom(rows: Cell[][]): DescribedKey[] {
  return grouped(rows, ([name, owner]) => pathOf(text(owner), text(name))).map((group) => ({
    from: { table: text(group[0]?.[1]), columns: group.map(([, , part]) => text(part)) },
    to: { table: text(group[0]?.[3]), columns: group.map(([, , , , part]) => text(part)) },
  }))
}

function jsonColumns(rows: Cell[][]): Set<string> {
  const found = new Set<string>()
  for (const [owner, test] of rows) {
    const column = /^json_valid\(`((?:[^`]|``)*)`\)$/i.exec(text(test))?.[1]
    if (column !== undefined) found.add(pathOf(text(owner), column.replaceAll('``', '`')))
  }
  return found
}

/** Two names as one; no name contains a NUL. */
const pathOf = (owner: string, name: string): string => `${owner}\0${name}`

/** Neighbouring rows with the same key, together. */
function grouped(rows: Cell[][], keyOf: (row: Cell[]) => string): Cell[][][] {
  const groups: Cell[][][] = []
  let last: string | null = null
  for (const row of rows) {
    const key = keyOf(row)
    if (key === last) groups.at(-1)?.push(row)
    else groups.push([row])
    last = key
  }
  return groups
}

function text(cell: Cell | undefined): string {
  return cell == null ? '' : String(cell)
}
