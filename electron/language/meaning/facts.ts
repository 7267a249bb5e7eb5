import type { Join, TableUse } from '../../../shared/model/plan.ts'
import { planJoins } from '../../plan/joins.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import { counterpartOf } from './counterparts.ts'
import { conditionColumns, type Frame, type FrameMeasure } from './frame.ts'
import { preferred, preferSaid } from './parallel-keys.ts'
import { measuresOf, measureTables, tablesOf } from './tables.ts'
import { useOf, type Ids, type Scope } from './scope.ts'

/** The joined tables of a query, and for each measure the instances it speaks of. */
export type Facts = { tables: TableUse[]; joins: Join[]; main: Scope; scopeOf: (measure: FrameMeasure) => Scope }

/**
 * Joins the tables of a frame. Metrics of a second fact get their own instances of all but the tables that group and filter, so that
 * "actual" and "budget" meet at the department and nowhere else; where they share none they meet at their dates, or as totals. Null when there is no path.
 */
export function joinFacts(frame: Frame, index: LanguageIndex, ids: Ids, asOf: string): Facts | null {
  const hasRoles = index.tables.at(-1)?.role !== undefined
  const main: Scope = { index, ids, asOf, uses: new Map(), ...(hasRoles || (frame.keys ?? []).length > 0 ? { prefer: preferSaid(frame.keys ?? [], index, ids) } : {}) }
  for (const table of tablesOf(frame, index)) main.uses.set(table, useOf(table, index, ids))
  const tree = planJoins(index.catalog, [...main.uses.values()], { taken: ids.taken, ...preferred(main) })[0]
  if (tree === undefined) return null
  const { tables, joins } = { tables: [...tree.tables], joins: [...tree.joins] }
  for (const use of tables) ids.taken.push(use.id)
  const scopes = new Map<number, Scope>()
  const measures = measuresOf(frame)
  const first = measures[0]?.table
  for (const measure of measures) {
    if (measure.metric === undefined || measure.table === first || scopes.has(measure.table)) continue
    const shared = sharedTables(frame, measureTables(measure, index), index)
    const own: Scope = { ...main, uses: new Map([...main.uses].filter(([table]) => shared.has(table))) }
    const all = measures.filter((other) => other.table === measure.table).flatMap((other) => measureTables(other, index))
    for (const table of all) {
      if (own.uses.has(table)) continue
      const { name } = index.tables[table]!
      // Only beside another of its kind does a table have to be told apart by its figure.
      own.uses.set(table, { id: ids.next('t'), table: name, ...(tables.some((use) => use.table === name) && { role: index.glossary!.metrics[measure.metric]!.label }) })
    }
    const branch = planJoins(index.catalog, [...own.uses.values()], { taken: ids.taken, ...preferred(main) })[0]
    if (branch === undefined) return null
    for (const use of branch.tables) if (!tables.some((other) => other.id === use.id)) tables.push(use)
    for (const join of branch.joins) if (!joins.some((other) => other.right === join.right)) joins.push(join)
    for (const use of branch.tables) ids.taken.push(use.id)
    scopes.set(measure.table, own)
  }
  return { tables, joins, main, scopeOf: (measure) => (measure.metric === undefined ? main : (scopes.get(measure.table) ?? main)) }
}

/** Tables at which a further fact meets the first: those that are grouped and filtered by, but not where it has a column of its own that says the same. */
function sharedTables(frame: Frame, own: readonly number[], index: LanguageIndex): Set<number> {
  const columns = [...frame.by.filter((group) => group.grain === undefined && counterpartOf(group.column, own, index) === null).map((group) => group.column), ...frame.where.flatMap(conditionColumns)]
  return new Set([...(frame.entity === null ? [] : [frame.entity]), ...columns.map((at) => index.columns[at]!.table)])
}
