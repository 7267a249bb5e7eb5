import type { Condition, Expression, Measure, OrderBy, Plan, QueryPlan, Shown } from '../../shared/model/plan.ts'
import type { Cell } from '../../shared/model/value.ts'
import { Failure } from '../../shared/model/failure.ts'
import { amountOf } from './behind/amount.ts'
import { inGroup } from './behind/group-condition.ts'
import { checkStructure } from './check.ts'
import { checkPlan } from './compile.ts'
import { withoutIdleTables } from './edit/idle-tables.ts'
import { anchorsOf } from './edit/instances.ts'
import { displayColumns } from './edit/names.ts'
import type { EditSetting } from './edit/setting.ts'
import { choiceFor, timeOfTable } from './edit/times.ts'
import { joinGraph, reach, type JoinGraph } from './join-graph.ts'
import { conjuncts, sameNode, tablesOf } from './walk.ts'
import { capitalised, humanised } from './words.ts'
import { withoutWords } from './without-words.ts'

/** Which number: a measure of the plan, and the value of each grouping of its row, by id; without values the total. */
export type NumberAt = { measure: string; row: Record<string, Cell> }

/**
 * The list of the rows that a number is made of: the same tables, joins, period and conditions, and the values of its groups. The amounts of the
 * list add up to the number exactly; a count is the number of its rows. Fails with NOT_SUPPORTED for a number that is no sum or count of rows.
 */
export function rowsBehind(plan: Plan, { measure: id, row }: NumberAt, setting: Pick<EditSetting, 'catalog' | 'glossary'>): { plan: QueryPlan } {
  if (plan.kind === 'set') throw notRows('A combined list has no numbers to open.')
  checkStructure(plan, setting.catalog)
  const measure = plan.measures.find((each) => each.id === id)
  if (measure === undefined) throw notRows(plan.compare.some((each) => each.id === id) ? 'A comparison is worked out from other numbers, not from rows.' : 'This is no number that rows add up to.')
  if (measure.balance?.from === 'snapshot') throw notRows(`“${measure.label}” is the state on one day, not a sum of rows.`)
  checkWhole(plan, row)
  const amount = amountOf(measure, plan)
  const alone = ofOneMeasure(plan, measure)
  const graph = joinGraph(alone, setting.catalog)
  const [anchor, ...more] = anchorsOf(measure, alone, graph)
  if (anchor === undefined || more.length > 0) throw notRows(`“${measure.label}” is made of rows of several tables.`)
  const groups = plan.by.map((grouping) => ({ grouping, value: choiceFor([grouping.value, ...(grouping.also ?? [])], anchor, graph) ?? grouping.value }))
  const inside = groups.flatMap(({ grouping, value }) => (Object.hasOwn(row, grouping.id) ? [inGroup(value, row[grouping.id] ?? null, alone, setting.catalog)] : []))
  const dated = timed(alone, measure, groups.map(({ value }) => value), anchor, graph, inside)
  const conditions: Condition[] = [...conjuncts(plan.where), ...conjuncts(measure.where), ...amount.conditions, ...dated]
  const reached = reach(graph, [anchor])
  const shown = shownColumns(alone, anchor, groups.filter(({ value }) => [...tablesOf(value)].every((table) => reached.has(table))).map(({ grouping, value }) => ({ label: grouping.label, value, key: grouping.key ?? [] })), setting)
  const columns: Shown[] = shown.map((each, at) => ({ id: `r${at + 1}`, ...each }))
  if (amount.value !== null) columns.push({ id: 'amount', label: measure.label, value: amount.value, ...(measure.unit === undefined ? {} : { unit: measure.unit }) })
  const list: QueryPlan = {
    kind: 'query', tables: alone.tables, joins: towards(alone, anchor), entity: anchor, show: columns, context: [], measures: [], by: [], where: allOf(conditions),
    order: ordered(amount.value, anchor, shown, setting, alone), distinct: false, compare: [], calendar: plan.calendar,
  }
  const behind = withoutIdleTables(list, { ...alone, where: allOf([...conjuncts(plan.where), ...dated]) })
  checkPlan(behind, setting.catalog)
  return { plan: withoutWords(behind) }
}

const notRows = (message: string) => new Failure('NOT_SUPPORTED', message, { hint: 'Open a sum or a count to see its rows.' })
const allOf = (conditions: Condition[]): Condition | undefined => (conditions.length < 2 ? conditions[0] : { kind: 'all', of: conditions })

/** The total under a shortened list is not that of all rows, and which groups were left out cannot be said of a row. */
function checkWhole(plan: QueryPlan, row: Record<string, Cell>): void {
  const unknown = Object.keys(row).find((id) => !plan.by.some((grouping) => grouping.id === id))
  if (unknown !== undefined) throw new Failure('PLAN_INVALID', 'This row belongs to another answer.', { hint: 'Run the question again.', detail: { grouping: unknown } })
  const whole = plan.by.every((grouping) => Object.hasOwn(row, grouping.id))
  if (!whole && (plan.having !== undefined || plan.limit !== undefined)) throw notRows('Only some of the groups are shown, so their total has no list of rows.')
}

/** The plan as if the measure were its only one: tables that belong to other numbers alone would keep rows out. */
function ofOneMeasure(plan: QueryPlan, measure: Measure): QueryPlan {
  const { having: _, limit: __, ...rest } = plan
  const only: QueryPlan = { ...rest, measures: plan.measures, show: [], context: [], compare: [], order: [] }
  const wanted = new Set([measure.id])
  for (const id of wanted) JSON.stringify(plan.measures.find((each) => each.id === id)?.value, (_key, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'ref' && 'id' in value && typeof value.id === 'string') wanted.add(value.id)
    return value
  })
  const measures = plan.measures.filter((each) => wanted.has(each.id))
  const used: QueryPlan = { ...only, measures }
  return measures.length === plan.measures.length ? used : withoutIdleTables(used, plan)
}

/** The period on the measure's own date, and the groups of the row; a balance takes all movements up to the end of both. */
function timed(plan: QueryPlan, measure: Measure, groups: Expression[], anchor: string, graph: JoinGraph, inside: Condition[]): Condition[] {
  const until = plan.period?.until ?? null
  if (measure.balance === undefined) {
    const column = plan.period === undefined ? null : choiceFor(plan.period.columns, anchor, graph)
    const period: Condition[] = column === null || plan.period === undefined ? [] : [{ kind: 'within', of: column, from: plan.period.from, until }]
    return [...period, ...inside]
  }
  const { date } = measure.balance
  const own = inside.filter((condition) => condition.kind === 'within' && sameNode(condition.of, date))
  if (groups.some((value) => value.kind === 'bucket' && sameNode(value.of, date)) && own.length === 0) throw notRows('A balance is not added up over time; open one of its dates.')
  const ends = [until, ...own.map((condition) => (condition.kind === 'within' ? condition.until : null))].filter((end) => end !== null).sort()
  return [{ kind: 'within', of: date, from: null, until: ends[0] ?? null }, ...inside.filter((condition) => !own.includes(condition))]
}

/** Rows that a left join keeps without a match are no rows of the number: on the way to the anchor every join asks for a row. */
function towards(plan: QueryPlan, anchor: string): QueryPlan['joins'] {
  const above = new Set([anchor])
  for (const id of above) for (const join of plan.joins) if (join.right === id) for (const pair of join.on) above.add(pair.left.table)
  return plan.joins.map((join) => (above.has(join.right) ? { ...join, keep: 'inner' } : join))
}

type Column = { label: string; value: Expression }

/** What names the row, its date, and what it is grouped by, each once. */
function shownColumns(plan: QueryPlan, anchor: string, groups: (Column & { key: Expression[] })[], setting: Pick<EditSetting, 'catalog' | 'glossary'>): Column[] {
  const table = setting.catalog.tables.find((each) => each.name === plan.tables.find((use) => use.id === anchor)?.table)
  const found: Column[] = []
  const add = (label: string, value: Expression) => {
    if (!found.some((each) => sameNode(each.value, value))) found.push({ label, value })
  }
  const full: EditSetting = { ...setting, asOf: '', calendar: 'calendar' }
  const named = table === undefined ? [] : [...(displayColumns(table, full).length > 0 ? displayColumns(table, full) : table.primaryKey)]
  for (const column of named) add(capitalised(humanised(column)), { kind: 'column', table: anchor, column })
  const time = table === undefined ? null : timeOfTable(table.name, full)
  const use = time === null ? undefined : plan.tables.find((each) => each.table === time.table)
  const graph = joinGraph(plan, setting.catalog)
  if (time !== null && use !== undefined && reach(graph, [anchor]).has(use.id)) add(capitalised(humanised(time.column)), { kind: 'column', table: use.id, column: time.column })
  for (const { label, value } of groups) add(label, value.kind === 'bucket' || value.kind === 'part' || value.kind === 'band' ? value.of : value)
  if (found.length > 0) return found
  const [first] = table?.columns ?? []
  return first === undefined ? [] : [{ label: capitalised(humanised(first.name)), value: { kind: 'column', table: anchor, column: first.name } }]
}

/** The largest amounts first, of either sign; rows that are counted, the latest first. */
function ordered(amount: Expression | null, anchor: string, shown: Column[], { catalog }: Pick<EditSetting, 'catalog'>, plan: QueryPlan): OrderBy[] {
  const table = catalog.tables.find((each) => each.name === plan.tables.find((use) => use.id === anchor)?.table)
  const key = (table?.primaryKey ?? []).map((column): OrderBy => ({ by: { kind: 'column', table: anchor, column }, direction: 'asc', origin: { from: 'default', name: 'Sorted for reading' } }))
  if (amount !== null) return [{ by: { kind: 'call', name: 'abs', args: [amount] }, direction: 'desc', origin: { from: 'default', name: 'Sorted for reading' } }, ...key]
  const date = shown.find(({ value }) => value.kind === 'column' && isDate(value, plan, catalog))
  return [...(date === undefined ? [] : [{ by: date.value, direction: 'desc' as const, origin: { from: 'default' as const, name: 'Sorted for reading' } }]), ...key]
}

function isDate(value: Expression & { kind: 'column' }, plan: QueryPlan, catalog: EditSetting['catalog']): boolean {
  const table = plan.tables.find((use) => use.id === value.table)?.table
  const kind = catalog.tables.find((each) => each.name === table)?.columns.find((column) => column.name === value.column)?.type.kind
  return kind === 'date' || kind === 'timestamp'
}
