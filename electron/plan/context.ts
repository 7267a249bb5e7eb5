import type { Catalog, Table } from '../../shared/model/catalog.ts'
import type { Condition, Plan } from '../../shared/model/plan.ts'
import type { DialectTable } from './sql/dialect.ts'
import type { Numbers, Typed } from './sql/number.ts'
import type { Query, Sql } from './sql/tree.ts'
import type { Aggregate } from './walk.ts'

/** A sub-plan as SQL: its query and what its columns are, decimals still as they are computed. */
export type Relation = { query: Query; columns: { id: string; label: string; as: string; type: Typed }[] }

/** What compiling needs to know wherever it stands. */
export type Context = {
  catalog: Catalog
  tables: ReadonlyMap<string, Table>
  dialect: DialectTable
  numbers: Numbers
  output: 'interface' | 'batch'
  /** False for servers older than window functions. */
  windows: boolean
  names: Names
  subplan: (plan: Plan, names: Names) => Relation
  test: (condition: Condition, scope: Scope) => Test
}

/** A condition as SQL; `nullable` when it may come out as null instead of false. */
export type Test = { sql: Sql; nullable: boolean }

/** Names of tables in one statement; a fork knows those of the queries around it, so that none is hidden. */
export type Names = { take(wanted: string): string; fork(): Names }

export function names(taken: Iterable<string> = []): Names {
  const used = new Set([...taken].map((name) => name.toLowerCase()))
  return {
    take(wanted) {
      let name = wanted
      for (let number = 2; used.has(name.toLowerCase()); number++) name = `${wanted}_${number}`
      used.add(name.toLowerCase())
      return name
    },
    fork: () => names(used),
  }
}

/** A table instance as the surrounding query reaches it. */
export type Binding = { id: string; alias: string; from: string | Query; column(name: string): Typed; key: string[] | null; columnNames: string[] }

/** What names mean at a place: table instances, and the values of groupings, measures and comparisons. */
export type Scope = {
  context: Context
  tables: ReadonlyMap<string, Binding>
  ref?(id: string): Typed | undefined
  aggregate?(aggregate: Aggregate): Typed
}

/** "Revenue (USD)" → "revenue_usd": a plain name for a column or table. */
export function slug(label: string): string {
  return label.replace(/%/g, ' percent').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '').slice(0, 60) || 'value'
}
