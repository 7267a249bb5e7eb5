import type { TableUse } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { Binding, Context } from './context.ts'
import { slug } from './context.ts'
import { rowKey } from './keys.ts'
import { column, type Query } from './sql/tree.ts'

/**
 * A table instance with its name in the statement: its role where it has one beside another instance of the same table, else the table's name.
 * `optional` says that a left join may leave it without a row. Fails with PLAN_INVALID for an unknown table or column.
 */
export function bind(use: TableUse, context: Context, options: { optional: boolean; crowded: boolean }): Binding {
  if (typeof use.table !== 'string') return bindPlan(use.id, use.table.plan, use.role, context, options.optional)
  const table = context.tables.get(use.table)
  if (table === undefined) throw new Failure('PLAN_INVALID', `There is no table "${use.table}".`, { hint: 'Choose a table of this database.', detail: { node: use.id } })
  const alias = context.names.take(options.crowded && use.role !== undefined ? slug(use.role) : table.name)
  const columns = new Map(table.columns.map((each) => [each.name, each]))
  return {
    id: use.id, alias, from: table.name, key: rowKey(table), columnNames: [...columns.keys()],
    column(name) {
      const found = columns.get(name)
      if (found === undefined) throw unknownColumn(use.id, table.name, name)
      // Outside exact arithmetic (batch on SQLite) a decimal is the float that the file holds.
      const type = found.type.kind === 'decimal' && (found.type.scale === undefined || !context.numbers.exact) ? { kind: 'float' as const } : found.type
      const unsigned = type.kind === 'integer' && /\bunsigned\b/i.test(found.declared)
      return { sql: column(alias, name), type, nullable: (found.nullable && !table.primaryKey.includes(name)) || options.optional, form: 'plain', ...(unsigned ? { unsigned } : {}) }
    },
  }
}

function bindPlan(id: string, plan: Parameters<Context['subplan']>[0], role: string | undefined, context: Context, optional: boolean): Binding {
  const alias = context.names.take(slug(role ?? 'part'))
  const relation = context.subplan(plan, context.names.fork())
  const from: Query = relation.query
  return {
    id, alias, from, key: null, columnNames: relation.columns.map((each) => each.as),
    column(name) {
      const found = relation.columns.find((each) => each.id === name)
      if (found === undefined) throw unknownColumn(id, 'the sub-plan', name)
      return { ...found.type, sql: column(alias, found.as), nullable: found.type.nullable || optional }
    },
  }
}

function unknownColumn(node: string, table: string, name: string): Failure {
  return new Failure('PLAN_INVALID', `There is no column "${name}" in ${table === 'the sub-plan' ? table : `"${table}"`}.`, { hint: 'Choose a column of that table.', detail: { node, column: name } })
}
