import type { Expression, Measure, QueryPlan, Shown } from '../../../shared/model/plan.ts'
import type { ColumnName, MeasureChoice } from '../../../shared/model/plan-edit.ts'
import type { Unit } from '../../../shared/model/value.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { columnsIn } from '../../../shared/model/plan-columns.ts'
import type { GlossaryMetric } from '../../terms/glossary.ts'
import { placeConditionInPlan, placeInPlan } from '../../terms/place.ts'
import { currencyBeside } from '../currency-beside.ts'
import { sameNode } from '../walk.ts'
import { capitalised, humanised } from '../words.ts'
import { groupsOfList } from './list-groups.ts'
import { placeFact, type Placing } from './facts.ts'
import { columnNamed, edited, noSuchPart, tableNamed, type EditSetting, type Work } from './setting.ts'
import { timeOfTable } from './times.ts'

/** Replaces the measure `id`, or adds one without it. A list becomes groups of what it showed. */
export function withMeasure(list: QueryPlan, id: string | null, to: MeasureChoice, work: Work): QueryPlan {
  const plan = list.measures.length === 0 && list.by.length === 0 ? groupsOfList(list, work) : list
  const old = id === null ? undefined : plan.measures.find((measure) => measure.id === id)
  if (id !== null && old === undefined) throw noSuchPart(`measure:${id}`)
  const recipe = recipeOf(to, work)
  const placing = placeFact(plan, old, recipe, work)
  const measure: Measure = { ...recipe.make(placing), id: old?.id ?? work.fresh('m'), ...edited }
  if (plan.measures.some((each) => each !== old && sameMeasure(each, measure))) {
    throw new Failure('PLAN_INVALID', `“${measure.label}” is there already.`, { hint: 'Choose another number.' })
  }
  const exchanged = old === undefined ? placing.plan : { ...placing.plan, compare: placing.plan.compare.map((each) => (each.of === old.id ? { ...each, label: relabelled(each.label, old.label, measure.label) } : each)) }
  return withLabels({ ...exchanged, measures: old === undefined ? [...plan.measures, measure] : plan.measures.map((each) => (each === old ? measure : each)) }, plan)
}

const sameMeasure = (left: Measure, right: Measure) => sameNode(left.value, right.value) && JSON.stringify(left.where) === JSON.stringify(right.where) && left.metric === right.metric

/** "Share of revenue" becomes "Share of margin". */
function relabelled(label: string, from: string, to: string): string {
  if (label.includes(from)) return label.replace(from, to)
  const lower = (text: string) => (/^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text)
  return label.includes(lower(from)) ? label.replace(lower(from), lower(to)) : label
}

/** What is shown of a part that has a new name gets that name too; its unit follows from the part. */
export function withLabels(plan: QueryPlan, before: QueryPlan): QueryPlan {
  const parts = (of: QueryPlan) => new Map([...of.measures, ...of.by, ...of.compare].map((each) => [each.id, each]))
  const [now, was] = [parts(plan), parts(before)]
  const named = (shown: Shown): Shown => {
    if (shown.value.kind !== 'ref') return shown
    const part = now.get(shown.value.id)
    if (part === undefined || part === was.get(shown.value.id)) return shown
    const { unit: _, ...rest } = shown
    return { ...rest, label: part.label }
  }
  return { ...plan, show: plan.show.map(named), context: plan.context.map(named) }
}

/** A measure before its tables have places in a plan: the table whose rows it takes, all that it needs, its date, and how it is then made. */
export type Recipe = { label: string; fact: string; tables: string[]; time: ColumnName | null; make: (placing: Placing) => Omit<Measure, 'id'> }

export function recipeOf(choice: MeasureChoice, work: EditSetting): Recipe {
  if (choice.kind === 'metric') {
    const metric = work.glossary?.metrics.find((each) => each.name === choice.metric)
    if (metric === undefined) throw new Failure('PLAN_INVALID', `The vocabulary has no metric “${choice.metric}”.`, { hint: 'Choose one of the metrics offered.' })
    return metricRecipe(metric)
  }
  return choice.kind === 'rows' ? rowsRecipe(choice.table, work) : aggregateRecipe(choice, work)
}

/** The table whose rows a metric adds up. */
export const factOf = (metric: GlossaryMetric): string => columnsIn({ expression: metric.value })[0]?.table ?? metric.tables[0] ?? ''

function metricRecipe(metric: GlossaryMetric): Recipe {
  return {
    label: metric.label, fact: factOf(metric), tables: metric.tables, time: metric.time ?? null,
    make: ({ instanceOf }) => ({
      label: metric.label, value: placeInPlan(metric.value, instanceOf), ...(metric.filter === undefined ? {} : { where: placeConditionInPlan(metric.filter, instanceOf) }),
      ...(metric.unit === undefined ? {} : { unit: metric.unit }), metric: metric.name, ...(metric.good === undefined ? {} : { goodDirection: metric.good }),
      ...(metric.balance === undefined || metric.time === undefined ? {} : { balance: { date: { kind: 'column', table: instanceOf(metric.time.table), column: metric.time.column }, from: metric.balance } }),
    }),
  }
}

function rowsRecipe(name: string, work: EditSetting): Recipe {
  const table = tableNamed(name, work)
  const [key] = table.primaryKey
  const label = `Number of ${humanised(name)}`
  return {
    label, fact: name, tables: [name], time: timeOfTable(name, work),
    make: ({ instanceOf, plan }) => {
      const alone = plan.tables.length === 1
      if (!alone && key === undefined) throw new Failure('NOT_SUPPORTED', `The rows of "${name}" have no key to be counted by.`, { hint: 'Count the different values of a column instead.' })
      return { label, value: { kind: 'aggregate', name: 'count', of: alone ? null : { kind: 'column', table: instanceOf(name), column: key! } }, unit: { kind: 'count' } }
    },
  }
}

const verbs = { count: 'Number of', countDistinct: 'Number of different', sum: 'Total', avg: 'Average', min: 'Lowest', max: 'Highest' } as const

function aggregateRecipe({ aggregate, column }: Extract<MeasureChoice, { kind: 'aggregate' }>, work: EditSetting): Recipe {
  columnNamed(column, work)
  const label = capitalised(`${verbs[aggregate]} ${humanised(column.column)}`)
  const currency = currencyBeside(column.column, tableNamed(column.table, work))
  const unit: Unit | undefined = aggregate === 'count' || aggregate === 'countDistinct' ? { kind: 'count' } : unitOfColumn(column, work)
  return {
    label, fact: column.table, tables: [column.table], time: timeOfTable(column.table, work),
    make: ({ instanceOf }) => {
      const id = instanceOf(column.table)
      return {
        label, value: { kind: 'aggregate', name: aggregate, of: { kind: 'column', table: id, column: column.column } }, ...(unit === undefined ? {} : { unit }),
        ...(currency === null || unit?.kind === 'count' ? {} : { currencyColumn: { kind: 'column', table: id, column: currency } }),
      }
    },
  }
}

/** The unit that the vocabulary gives a metric of the same column. */
export function unitOfColumn({ table, column }: ColumnName, { glossary }: EditSetting): Unit | undefined {
  const isColumn = (node: Expression | null) => node?.kind === 'column' && node.table === table && node.column === column
  return glossary?.metrics.find(({ value }) => value.kind === 'aggregate' && value.name === 'sum' && isColumn(value.of))?.unit
}
