import { DuckDBListValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import type { Index } from '../../../shared/model/catalog.ts'
import type { DescribedColumn, DescribedDatabase, DescribedKey, DescribedTable } from '../source.ts'
import { quoted } from './literal.ts'
import { readRows } from './select.ts'
import { valueType } from './types.ts'

const own = "database_name = current_database() AND schema_name = 'main' AND NOT internal"
const tableList = `SELECT table_name, 'table', comment, estimated_size FROM duckdb_tables() WHERE ${own}
  UNION ALL SELECT view_name, 'view', comment, NULL FROM duckdb_views() WHERE ${own} ORDER BY 1`
const columnList = `SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns() WHERE ${own} ORDER BY table_name, column_index`
const constraintList = `SELECT table_name, constraint_type, constraint_name, constraint_column_names, referenced_table, referenced_column_names
  FROM duckdb_constraints() WHERE database_name = current_database() AND schema_name = 'main'
  AND constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY') ORDER BY table_name, constraint_index`

const text = (value: DuckDBValue | undefined): string => (typeof value === 'string' ? value : '')
const texts = (value: DuckDBValue | undefined): string[] => (value instanceof DuckDBListValue ? value.items.map(text) : [])
const comment = (value: DuckDBValue | undefined) => (typeof value === 'string' && value !== '' ? { comment: value } : {})

function column([, name, type, nullable, note]: readonly DuckDBValue[]): DescribedColumn {
  return { name: text(name), type: valueType(text(type)), declared: text(type).toLowerCase(), nullable: nullable === true, ...comment(note) }
}

function uniqueIndex([, , name, columns]: readonly DuckDBValue[]): Index {
  return { name: text(name), columns: texts(columns), unique: true }
}

/** A view can be asked only while what it names is there and is inside the file; one that reads other files is not. */
async function works(connection: DuckDBConnection, view: string): Promise<boolean> {
  try {
    const statement = await connection.prepare(`SELECT * FROM ${quoted(view)}`)
    statement.destroySync()
    return true
  } catch {
    return false
  }
}

/** Tables, views, columns, keys and comments of the main schema, from three statements. Views that do not work are left out. */
export async function describeDatabase(connection: DuckDBConnection): Promise<DescribedDatabase> {
  const columns = Map.groupBy(await readRows(connection, columnList), ([table]) => text(table))
  const constraints = Map.groupBy(await readRows(connection, constraintList), ([table]) => text(table))
  const listed = (await readRows(connection, tableList)).map(([name, kind, note, rows]): DescribedTable => {
    const own = constraints.get(text(name)) ?? []
    return {
      name: text(name),
      kind: kind === 'view' ? 'view' : 'table',
      ...comment(note),
      columns: (columns.get(text(name)) ?? []).map(column),
      primaryKey: own.filter(([, type]) => type === 'PRIMARY KEY').flatMap((row) => texts(row[3])),
      indexes: own.filter(([, type]) => type === 'UNIQUE').map(uniqueIndex),
      rowEstimate: typeof rows === 'bigint' ? Number(rows) : null,
    }
  })
  const tables: DescribedTable[] = []
  for (const table of listed) if (table.kind === 'table' || await works(connection, table.name)) tables.push(table)
  const keys = [...constraints.values()].flat().filter(([, type]) => type === 'FOREIGN KEY').map(([table, , , from, target, to]): DescribedKey => ({
    from: { table: text(table), columns: texts(from) }, to: { table: text(target), columns: texts(to) },
  }))
  return { tables, keys }
}
