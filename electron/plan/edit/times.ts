import type { Expression, Measure, QueryPlan } from '../../../shared/model/plan.ts'
import type { ColumnName } from '../../../shared/model/plan-edit.ts'
import { isBeside } from '../beside.ts'
import { path, reach, type JoinGraph } from '../join-graph.ts'
import { tablesOf } from '../walk.ts'
import { anchorsOf } from './instances.ts'
import type { EditSetting } from './setting.ts'

/** The date that a table's rows go by when none is named: that of its note, else its first date. */
export function timeOfTable(name: string, { catalog, glossary }: EditSetting): ColumnName | null {
  const noted = glossary?.entities.find((entity) => entity.table === name)?.time
  if (noted !== undefined) {
    const dot = noted.lastIndexOf('.')
    return { table: dot < 0 ? name : noted.slice(0, dot), column: noted.slice(dot + 1) }
  }
  const columns = catalog.tables.find((table) => table.name === name)?.columns ?? []
  const dates = columns.filter((column) => column.type.kind === 'date' || column.type.kind === 'timestamp')
  const first = dates.find((column) => !column.nullable) ?? dates[0]
  return first === undefined ? null : { table: name, column: first.name }
}

/** The date that a measure goes by: a metric's own, else that of the table whose rows it takes. */
export function timeOfMeasure(measure: Measure, plan: QueryPlan, graph: JoinGraph, setting: EditSetting): ColumnName | null {
  const metric = setting.glossary?.metrics.find((each) => each.name === measure.metric)
  if (metric?.time !== undefined) return metric.time
  const [anchor] = anchorsOf(measure, plan, graph)
  const table = plan.tables.find((use) => use.id === anchor)?.table
  return typeof table === 'string' ? timeOfTable(table, setting) : null
}

/** The one of several columns that rows of `anchor` go by, as compiling chooses it; null when they know none. */
export function choiceFor(choices: readonly Expression[], anchor: string, graph: JoinGraph): Expression | null {
  const reached = reach(graph, [anchor])
  const direct = choices.find((choice) => [...tablesOf(choice)].every((id) => reached.has(id)))
  if (direct !== undefined) return direct
  const distant = choices.filter((choice) => [...tablesOf(choice)].every((id) => path(graph, anchor, id) !== null))
  return distant.find((choice) => !isBeside(graph, anchor, choice)) ?? distant[0] ?? null
}
