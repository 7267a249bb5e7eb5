import type { ChartSpec } from '../../shared/model/chart.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { ResultFacts } from '../../shared/model/result.ts'
import type { Cell } from '../../shared/model/value.ts'
import { chooseCharts } from '../charts/choose.ts'

/** A chart is drawn from at most so many rows. */
export const chartRows = 5_000

/** The charts that suit a result, best first; the last is always the table. `rows` are its first `chartRows`. */
export function chartsOf(facts: ResultFacts, rows: readonly Cell[][], plan: Plan | null): ChartSpec[] {
  const beside = new Set(plan?.kind === 'query' ? plan.context.map(({ id }) => id) : [])
  const columns = facts.columns.map((column) => ({ ...column, part: beside.has(column.id) ? 'context' as const : 'show' as const }))
  return chooseCharts({ columns, plan, rows, truncated: facts.truncated || facts.rows > chartRows }).map(({ chart }) => chart)
}
