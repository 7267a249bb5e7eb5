import type { Catalog } from '../../shared/model/catalog.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { Comparison, Measure, Plan, QueryPlan, Shown } from '../../shared/model/plan.ts'
import type { Dialect, Unit } from '../../shared/model/value.ts'
import { checkStructure } from './check.ts'
import type { Compiled, CompiledColumn } from './compiled.ts'
import { condition } from './condition.ts'
import { names, type Context, type Relation } from './context.ts'
import { relation, tablesRead } from './query.ts'
import type { DialectTable } from './sql/dialect.ts'
import { dialectTable } from './sql/dialects.ts'
import { numbers, type Typed } from './sql/number.ts'
import { print } from './sql/print.ts'
import { column, same, select, type Order, type Select } from './sql/tree.ts'
import { OutputNames } from './stage.ts'

/** A sub-plan is written into the statement wherever it is needed, and so is each one inside it. */
const mostSubplans = 300

export type CompileOptions = {
  /**
   * `interface` (the default) shows `show` and `context`, keeps ties at a limit and computes decimals exactly; `batch` shows `show` alone,
   * cuts with a plain LIMIT, and on SQLite leaves numbers as the engine computes them.
   */
  output?: 'interface' | 'batch'
  /** False for servers without window functions (MySQL 5.7): what needs them is then refused by name. */
  windows?: boolean
}

/**
 * A plan as one SELECT of a dialect, with its parameters and output columns. A pure function: the same plan and catalog give the same bytes.
 * Fails with PLAN_INVALID, NOT_SUPPORTED, MIXED_CURRENCIES or NO_JOIN_PATH, naming the node.
 */
export function compile(plan: Plan, catalog: Catalog, dialect: Dialect, options: CompileOptions = {}): Compiled {
  checkStructure(plan, catalog)
  const table = dialectTable(dialect)
  const context = contextFor(catalog, table, options)
  const compiled = presented(relation(plan, context, context.output === 'interface'), context)
  const shown = shownBy(plan)
  const columns = compiled.columns.map((each): CompiledColumn => {
    const unit = unitOf(each.id, plan)
    return { id: each.id, label: each.label, part: shown.get(each.id) ?? 'show', type: each.type.type, ...(unit === undefined ? {} : { unit }) }
  })
  return { ...print(compiled.query, table), columns, tables: tablesRead(plan), dialect }
}

/** Whether the plan fits the catalog: tables, columns, refs, types, grouping, joins, currencies. Fails as compile does. */
export function checkPlan(plan: Plan, catalog: Catalog): void {
  checkStructure(plan, catalog)
  relation(plan, contextFor(catalog, dialectTable(catalog.dialect), {}), true)
}

function contextFor(catalog: Catalog, table: DialectTable, options: CompileOptions): Context {
  const output = options.output ?? 'interface'
  let subplans = 0
  const context: Context = {
    catalog, output, dialect: table, windows: options.windows ?? true, names: names(),
    tables: new Map(catalog.tables.map((each) => [each.name, each])),
    numbers: numbers(table, table.decimals === 'native' || output === 'interface'),
    subplan: (part, inner) => {
      subplans += 1
      if (subplans > mostSubplans) throw new Failure('PLAN_INVALID', 'What is asked for is too long to be one query.', { hint: 'Ask for less at once.', detail: { mostSubplans } })
      return relation(part, { ...context, names: inner }, false)
    },
    test: condition,
  }
  return context
}

/** Decimals that are held as whole numbers become text, in a query around the finished one, which keeps its order and limit. */
function presented(found: Relation, context: Context): Relation {
  const { query } = found
  if (!found.columns.some((each) => each.type.form === 'scaled')) return found
  const alias = context.names.take('totals')
  const inner: Select = query.kind === 'select' ? { ...query, columns: [...query.columns], orderBy: query.limit === null ? [] : query.orderBy } : select([], { from: query, alias })
  const hidden = new OutputNames(inner.columns.map((each) => each.as))
  const orderBy = (query.kind === 'select' ? query.orderBy : []).map((order, at): Order => {
    const output = inner.columns.find(({ value, as }) => same(value, order.value) || (order.value.node === 'output' && order.value.name === as))
    const as = output?.as ?? hidden.take(`order_${at + 1}`, order.value)
    if (output === undefined) inner.columns.push({ value: order.value, as })
    return { ...order, value: column(alias, as) }
  })
  const columns = found.columns.map((each) => ({ ...each, type: { ...each.type, sql: column(alias, each.as) } }))
  const shown = (type: Typed) => context.numbers.text(type)
  const outer = select(columns.map((each) => ({ value: shown(each.type), as: each.as })), { from: query.kind === 'select' ? inner : query, alias }, { orderBy })
  return { query: outer, columns }
}

function shownBy(plan: Plan): Map<string, 'show' | 'context'> {
  if (plan.kind === 'set') return shownBy(plan.left)
  return new Map([...plan.show.map((each) => [each.id, 'show'] as const), ...plan.context.map((each) => [each.id, 'context'] as const)])
}

/** The unit that was given for a column, else that of the measure or comparison it shows. */
function unitOf(id: string, plan: Plan): Unit | undefined {
  if (plan.kind === 'set') return unitOf(id, plan.left)
  const shown = [...plan.show, ...plan.context].find((each) => each.id === id)
  return shown?.unit ?? (shown?.value.kind === 'ref' ? unitOfValue(shown.value.id, plan) : undefined)
}

function unitOfValue(id: string, plan: QueryPlan): Shown['unit'] {
  const measure: Measure | undefined = plan.measures.find((each) => each.id === id)
  if (measure !== undefined) return measure.unit
  const comparison: Comparison | undefined = plan.compare.find((each) => each.id === id)
  if (comparison === undefined || comparison.kind === 'rank') return undefined
  if (comparison.kind === 'share' || (comparison.kind === 'change' && comparison.percent)) return { kind: 'percent' }
  return unitOfValue(comparison.of, plan)
}
