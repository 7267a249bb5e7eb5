import type { Plan, QueryPlan } from '../../../shared/model/plan.ts'
import type { ColumnName, FilterChoice, PlanEdit } from '../../../shared/model/plan-edit.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { editPlan } from '../../plan/edit/edit-plan.ts'
import { filterOf } from '../../plan/edit/filter-choices.ts'
import { factTables } from '../../plan/edit/nearby.ts'
import type { EditSetting } from '../../plan/edit/setting.ts'
import { conjuncts } from '../../plan/walk.ts'
import type { LanguageIndex } from '../index/language-index.ts'

/** What changes are made with. */
export type Scene = { index: LanguageIndex; setting: EditSetting }

/** A plan with a change made. `cost` ranks the ways to make it; `notes` are sentences on what was taken for granted. */
export type Draft = { plan: Plan; notes: string[]; cost: number; /** The words name what they are about, as a question of its own does; `whole`: and what is asked of it. */ own?: Own }
export type Own = 'named' | 'whole'

/** Ways whose costs are this near are both likely: the asker chooses. */
export const asLikely = 0.25

export const edit = (plan: Plan, change: PlanEdit, { setting }: Scene): Plan => editPlan(plan, change, setting)

/** The ways that work, cheapest first. Fails as the first of them fails when none does. */
export function attempts(ways: readonly (() => Draft)[], nothing: Failure): Draft[] {
  let failure: Failure | null = null
  const found: Draft[] = []
  for (const way of ways) {
    try {
      found.push(way())
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      failure ??= error
    }
  }
  if (found.length === 0) throw failure ?? nothing
  return found.sort((left, right) => left.cost - right.cost)
}

export const columnName = (at: number, index: LanguageIndex): ColumnName => ({ table: index.tables[index.columns[at]!.table]!.name, column: index.columns[at]!.name })
const same = (left: ColumnName, right: ColumnName): boolean => left.table === right.table && left.column === right.column

/** The conditions of a plan that a filter form could write, with their places. */
export function filtersOf(plan: QueryPlan): { at: number; filter: FilterChoice }[] {
  return conjuncts(plan.where).flatMap((condition, at) => {
    const filter = filterOf(condition, plan)
    return filter === null ? [] : [{ at, filter }]
  })
}

/** The filters on one column, with their places. */
export function filtersOn(plan: QueryPlan, column: ColumnName): { at: number; filter: Extract<FilterChoice, { kind: 'column' }> }[] {
  return filtersOf(plan).flatMap(({ at, filter }) => (filter.kind === 'column' && same(filter.column, column) ? [{ at, filter }] : []))
}

/** The columns that parts of a plan are made of, by name; those of sub-plans left out. */
export function namesIn(node: unknown, plan: QueryPlan): ColumnName[] {
  if (Array.isArray(node)) return node.flatMap((each) => namesIn(each, plan))
  if (typeof node !== 'object' || node === null || ('kind' in node && node.kind === 'query')) return []
  if (!('kind' in node && node.kind === 'column' && 'table' in node && 'column' in node)) return Object.values(node).flatMap((each) => namesIn(each, plan))
  const name = plan.tables.find((use) => use.id === node.table)?.table
  return typeof name === 'string' ? [{ table: name, column: String(node.column) }] : []
}

/** How far a column is from what the plan is about: less for what it already speaks of, more for each key between. */
export function distanceTo(at: number, plan: QueryPlan, scene: Scene): number {
  const { index, setting } = scene
  const column = index.columns[at]!
  const name = columnName(at, index)
  const spoken = (node: unknown) => namesIn(node, plan).some((each) => same(each, name))
  const facts = factTables(plan, setting).flatMap((table) => index.tableAt.get(table) ?? [])
  const steps = Math.min(...facts.map((fact) => index.distances[fact]![column.table]! + (index.single[fact]![column.table]! ? 0 : 6)), 40)
  const spokenOf = spoken(plan.where ?? null) ? 3 : spoken(plan.by) ? 2.5 : spoken([plan.show, plan.context]) ? 2 : plan.tables.some((use) => use.table === name.table) ? 0.5 : 0
  const inVocabulary = [...index.terms.values()].some((entries) => entries.some((entry) => entry.kind === 'column' && entry.column === at))
  return steps * 0.5 - spokenOf - (inVocabulary ? 1.2 : 0)
}

/** Columns in the order in which the plan would mean them. */
export function nearest<Hit extends { column: number; score: number }>(hits: readonly Hit[], plan: QueryPlan, scene: Scene): { hit: Hit; cost: number }[] {
  return hits.map((hit) => ({ hit, cost: distanceTo(hit.column, plan, scene) + (1 - hit.score) * 4 })).sort((left, right) => left.cost - right.cost || left.hit.column - right.hit.column)
}

export const unknown = (text: string, about: string): Failure => new Failure('NOT_SUPPORTED', `“${text}” cannot change the answer before: ${about}.`, { hint: 'Change a piece of the plan, or ask the whole question anew.' })

/** Fails with NOT_SUPPORTED for a combined list, whose two halves are changed one by one. */
export function asQuery(plan: Plan): QueryPlan {
  if (plan.kind === 'query') return plan
  throw new Failure('NOT_SUPPORTED', 'The answer before combines two lists; that cannot be changed in words.', { hint: 'Change a piece of the plan, or ask the whole question anew.' })
}
