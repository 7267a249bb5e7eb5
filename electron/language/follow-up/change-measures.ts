import type { AggregateName, Plan, QueryPlan } from '../../../shared/model/plan.ts'
import type { MeasureChoice } from '../../../shared/model/plan-edit.ts'
import { measured } from '../../plan/edit/names.ts'
import type { MeasurePiece, Noun } from '../grammar/piece.ts'
import type { AggregateWord } from '../lexicon.ts'
import type { ChangeOf } from './change.ts'
import { asQuery, attempts, columnName, distanceTo, edit, namesIn, unknown, type Draft, type Scene } from './scene.ts'

type Option = { choice: MeasureChoice | null; column: number | null; cost: number }

/** Another number in place of the first, or beside it; a column of a list is shown beside the others. */
export function withMeasures(plan: Plan, { mood, of }: ChangeOf<'measure'>, scene: Scene): Draft[] {
  const query = asQuery(plan)
  const options = optionsOf(of, query, scene)
  const adds = mood === 'also' || mood === 'and'
  const isList = query.measures.length === 0 && query.by.length === 0
  const [first] = query.measures
  const at = adds || first === undefined ? null : `measure:${first.id}`
  return attempts(options.map(({ choice, column, cost }) => (): Draft => {
    if (column !== null && (isList || choice === null)) {
      const name = columnName(column, scene.index)
      return { plan: isList ? edit(query, { kind: 'show', at: null, column: name }, scene) : edit(query, { kind: 'by', at: null, column: name }, scene), notes: [], cost }
    }
    return { plan: edit(query, { kind: 'measure', at, to: choice! }, scene), notes: at === null || query.measures.length < 2 ? [] : [`In place of ${first!.label}`], cost }
  }), unknown('that', 'there is no such number'))
}

/** "the average instead": the same column, put together in another way. */
export function withAggregate(plan: Plan, name: AggregateWord, scene: Scene): Draft[] {
  const query = asQuery(plan)
  const [measure] = query.measures
  const of = measure?.value.kind === 'aggregate' && measure.where === undefined && measure.metric === undefined ? measure.value.of : null
  const column = of?.kind === 'column' ? namesIn(of, query)[0] : undefined
  if (measure === undefined || column === undefined) throw unknown(name, 'its number is not made of one column')
  return [{ plan: edit(query, { kind: 'measure', at: `measure:${measure.id}`, to: { kind: 'aggregate', aggregate: name, column } }, scene), notes: [], cost: 0 }]
}

function optionsOf(of: Noun | MeasurePiece, query: QueryPlan, scene: Scene): Option[] {
  const noun = of.kind === 'noun' ? of : of.of
  const name = of.kind === 'measure' ? (of.names[0] ?? null) : null
  const { index } = scene
  return (noun?.targets ?? []).map((target): Option => {
    const short = (1 - target.score) * 4
    if (target.kind === 'metric') return { choice: { kind: 'metric', metric: index.glossary!.metrics[target.at]!.name }, column: null, cost: short - 1 }
    if (target.kind === 'table') {
      const table = index.tables[target.at]!
      const [display] = table.display
      return name === null && display !== undefined ? { choice: null, column: display, cost: short + distanceTo(display, query, scene) } : { choice: { kind: 'rows', table: table.name }, column: null, cost: short }
    }
    return { choice: ofColumn(target.at, name, scene), column: target.at, cost: short + distanceTo(target.at, query, scene) }
  }).sort((left, right) => left.cost - right.cost)
}

/** Numbers are added up, rates and prices averaged, keys counted as rows; other columns only count when that is said. */
function ofColumn(at: number, name: AggregateName | null, { index, setting }: Scene): MeasureChoice | null {
  const indexed = index.columns[at]!
  const column = columnName(at, index)
  const table = setting.catalog.tables.find((each) => each.name === column.table)!
  const kind = measured(table, table.columns.find((each) => each.name === column.column)!, setting.catalog)
  if (name === null) return kind === null ? null : { kind: 'aggregate', aggregate: kind.added ? 'sum' : 'avg', column }
  if (name !== 'count') return { kind: 'aggregate', aggregate: name, column }
  return indexed.role === 'id' ? { kind: 'rows', table: column.table } : { kind: 'aggregate', aggregate: 'countDistinct', column }
}
