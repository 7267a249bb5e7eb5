import type { Table } from '../../../shared/model/catalog.ts'
import type { Measure, QueryPlan } from '../../../shared/model/plan.ts'
import type { Choice, MeasureChoice } from '../../../shared/model/plan-edit.ts'
import { describingTables, factTables, childrenOf, parentsOf, tableLabel, tablesNamed } from './nearby.ts'
import { isKey, measured } from './names.ts'
import type { Offer } from './offer.ts'
import { factOf, recipeOf } from './measures.ts'
import { noSuchPart, type EditSetting } from './setting.ts'

/** Metrics first, those of the same rows before others; then counts, sums and averages of the tables in the plan and around it. */
export function measureChoices(plan: QueryPlan, path: string, setting: EditSetting): Offer {
  const at = path.startsWith('add:') ? null : path
  const current = plan.measures.find((measure) => `measure:${measure.id}` === at)
  if (at !== null && current === undefined) throw noSuchPart(path)
  const facts = factTables(plan, setting)
  const near = [...new Set([...facts, ...describingTables(plan, setting).map((table) => table.name)])]
  const tables = tablesNamed([...near, ...childrenOf(near, setting)], setting)
  const choice = (to: MeasureChoice, detail: string, group: string): Choice => {
    const { label } = recipeOf(to, setting)
    return { label, detail, group, chosen: current !== undefined && isSame(current, to, label), edit: { kind: 'measure', at, to } }
  }
  const metrics = [...(setting.glossary?.metrics ?? [])].map((metric, order) => ({ metric, order: order + (facts.includes(factOf(metric)) ? 0 : 10_000) })).sort((left, right) => left.order - right.order)
  return {
    title: at === null ? 'Add a number' : 'Measure',
    choices: [
      ...metrics.map(({ metric }) => choice({ kind: 'metric', metric: metric.name }, metric.description ?? tableLabel(factOf(metric)), 'Metrics')),
      ...tables.map((table) => choice({ kind: 'rows', table: table.name }, tableLabel(table.name), 'Counts')),
      ...tables.flatMap((table) => aggregates(table, setting, facts.length > 0 && parentsOf(facts, setting).includes(table.name)).map((to) => choice(to, tableLabel(table.name), tableLabel(table.name)))),
    ],
  }
}

function aggregates(table: Table, { catalog }: EditSetting, counted: boolean): Extract<MeasureChoice, { kind: 'aggregate' }>[] {
  const numbers = table.columns.flatMap((column): Extract<MeasureChoice, { kind: 'aggregate' }>[] => {
    const kind = measured(table, column, catalog)
    const of = { table: table.name, column: column.name }
    if (kind === null) return []
    return [...(kind.added ? [{ kind: 'aggregate' as const, aggregate: 'sum' as const, column: of }] : []), { kind: 'aggregate', aggregate: 'avg', column: of }, { kind: 'aggregate', aggregate: 'max', column: of }, { kind: 'aggregate', aggregate: 'min', column: of }]
  })
  const distinct = counted ? table.columns.filter((column) => isKey(table, column, catalog) && !(table.primaryKey.length === 1 && table.primaryKey[0] === column.name)) : []
  return [...numbers, ...distinct.map((column) => ({ kind: 'aggregate' as const, aggregate: 'countDistinct' as const, column: { table: table.name, column: column.name } }))]
}

function isSame(current: Measure, to: MeasureChoice, label: string): boolean {
  if (to.kind === 'metric') return current.metric === to.metric
  const { value } = current
  if (current.metric !== undefined || value.kind !== 'aggregate' || current.where !== undefined) return false
  if (to.kind === 'rows') return value.name === 'count' && current.label === label
  return value.name === to.aggregate && value.of?.kind === 'column' && value.of.column === to.column.column && current.label === label
}

