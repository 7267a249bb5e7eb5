import type { Expression, Grouping, Measure, QueryPlan, TableUse } from '../../../shared/model/plan.ts'
import type { ColumnName } from '../../../shared/model/plan-edit.ts'
import { mapColumns } from '../../../shared/model/plan-columns.ts'
import { joinGraph, reach } from '../join-graph.ts'
import { conjuncts, sameNode, tablesOf } from '../walk.ts'
import { anchorsOf, tryTable, withTable } from './instances.ts'
import { treesBetween } from './pair-joins.ts'
import type { Work } from './setting.ts'
import { isTime } from './tidy.ts'
import { choiceFor, timeOfMeasure } from './times.ts'

/** Where the tables of a measure stand in a plan. */
export type Placing = { plan: QueryPlan; instanceOf: (table: string) => string }

/**
 * Makes room for a measure: its tables, and for every grouping and the period the column that its rows go by. `old` is the measure that it
 * takes the place of. Another fact gets tables of its own and meets the others in what they are grouped and filtered by, nowhere else.
 */
export function placeFact(plan: QueryPlan, old: Measure | undefined, needs: { label: string; fact: string; tables: string[]; time: ColumnName | null }, work: Work): Placing {
  const graph = joinGraph(plan, work.catalog)
  const anchors = [...new Set((old === undefined ? plan.measures : [old, ...plan.measures]).flatMap((measure) => anchorsOf(measure, plan, graph)))]
  const present = plan.tables.filter((use) => use.table === needs.fact).map((use) => use.id)
  const known = present.find((id) => anchors.includes(id)) ?? present.find((id) => plan.entity === id) ?? present.find((id) => anchors.length === 0 || reach(graph, anchors).has(id))
  const start = known === undefined ? linked(plan, needs, work) : { plan, id: known }
  const fact = start.id
  let placed = start.plan
  const ids = new Map([[needs.fact, fact]])
  const wanted = [...needs.tables, ...(needs.time === null ? [] : [needs.time.table])]
  for (const table of new Set(wanted)) {
    if (ids.has(table)) continue
    const found = withTable(placed, table, fact, work)
    placed = found.plan
    ids.set(table, found.id)
  }
  const oldTime = old === undefined ? null : timeOfMeasure(old, plan, graph, work)
  const time: Expression | null = needs.time === null ? null : { kind: 'column', table: ids.get(needs.time.table)!, column: needs.time.column }
  placed = withGroupsFor(placed, fact, time, oldTime, plan.measures.every((measure) => measure === old), work)
  return { plan: placed, instanceOf: (table) => ids.get(table) ?? table }
}

/** A new instance of the fact, joined where it meets most of what the plan groups and filters by; alone where it meets nothing. */
function linked(plan: QueryPlan, needs: { label: string; fact: string }, work: Work): { plan: QueryPlan; id: string } {
  const fresh: TableUse = { id: work.fresh('t'), table: needs.fact, ...(plan.tables.length === 0 ? {} : { role: `${needs.label.toLowerCase()} rows` }), origin: { from: 'edit' } }
  const shared = plan.by.filter((grouping) => !isTime(grouping.value)).map((grouping) => grouping.value)
  const parts = [...shared, ...conjuncts(plan.where)].filter((part) => tablesOf(part).size > 0)
  const alone: QueryPlan = { ...plan, tables: [...plan.tables, plan.tables.some((use) => use.table === needs.fact) ? fresh : { id: fresh.id, table: needs.fact, origin: { from: 'edit' } }] }
  let best = { plan: alone, met: 0, cost: Infinity }
  if (parts.length === 0) return { plan: alone, id: fresh.id }
  const own = alone.tables.at(-1)!
  for (const use of plan.tables) {
    if (typeof use.table !== 'string') continue
    for (const tree of treesBetween(use, own, work)) {
      const added = tree.tables.filter((each) => each.id !== use.id)
      const joined: QueryPlan = { ...plan, tables: [...plan.tables, ...added], joins: [...plan.joins, ...tree.joins] }
      const reached = reach(joinGraph(joined, work.catalog), [own.id])
      const met = parts.filter((part) => [...tablesOf(part)].every((id) => reached.has(id))).length
      if (met > best.met || (met === best.met && met > 0 && tree.cost < best.cost)) best = { plan: joined, met, cost: tree.cost }
    }
  }
  return { plan: best.plan, id: own.id }
}

/** Groupings and the period as the new fact knows them: its own date for that of the measure it replaces, tables of its own where it meets none. */
function withGroupsFor(plan: QueryPlan, fact: string, time: Expression | null, oldTime: ColumnName | null, alone: boolean, work: Work): QueryPlan {
  const graph = joinGraph(plan, work.catalog)
  const tableOf = (id: string) => plan.tables.find((use) => use.id === id)?.table
  const isOldTime = (node: Expression) => node.kind === 'column' && oldTime !== null && node.column === oldTime.column && tableOf(node.table) === oldTime.table
  const known = (choices: Expression[]) => choiceFor(choices, fact, graph) !== null
  let current = plan
  const by = plan.by.map((grouping): Grouping => {
    const choices = [grouping.value, ...(grouping.also ?? [])]
    if (isTime(grouping.value) || grouping.value.kind === 'column') {
      const moved = ownTime(grouping.value, time)
      if (isTime(grouping.value) && moved !== null) {
        const [inner] = [...columnsOf(grouping.value)]
        if (inner !== undefined && isOldTime(inner) && alone) return { ...grouping, value: moved }
        if (!known(choices) || (inner !== undefined && isOldTime(inner))) return choices.some((choice) => sameNode(choice, moved)) ? grouping : { ...grouping, also: [...(grouping.also ?? []), moved] }
        return grouping
      }
      if (known(choices) || grouping.value.kind !== 'column') return grouping
      const name = tableOf(grouping.value.table)
      const own = typeof name === 'string' ? tryTable(current, name, fact, work, { many: false }) : null
      if (own === null) return grouping
      current = own.plan
      return { ...grouping, also: [...(grouping.also ?? []), { kind: 'column', table: own.id, column: grouping.value.column }] }
    }
    return grouping
  })
  return { ...current, by, ...(current.period === undefined ? {} : { period: { ...current.period, columns: periodColumns(current.period.columns, time, isOldTime, known, alone) } }) }
}

function periodColumns(columns: Expression[], time: Expression | null, isOldTime: (node: Expression) => boolean, known: (choices: Expression[]) => boolean, alone: boolean): Expression[] {
  if (time === null || columns.some((column) => sameNode(column, time))) return columns
  if (alone && columns.some(isOldTime)) return columns.map((column) => (isOldTime(column) ? time : column))
  return known(columns) && !columns.some(isOldTime) ? columns : [...columns, time]
}

function columnsOf(node: Expression): Expression[] {
  const found: Expression[] = []
  mapColumns(node, (column) => {
    found.push(column)
    return column
  })
  return found
}

/** The same stretch of time of another date. */
export function ownTime(value: Expression, time: Expression | null): Expression | null {
  return time !== null && (value.kind === 'bucket' || value.kind === 'part') ? { ...value, of: time } : null
}
