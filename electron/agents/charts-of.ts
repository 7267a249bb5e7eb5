import type { ChartSpec } from '../../shared/model/chart.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { ResultFacts } from '../../shared/model/result.ts'
import type { Cell } from '../../shared/model/value.ts'
import { chooseCharts } from '../charts/choose.ts'

/** A chart is drawn from at most so many rows. */
export const chartRows = 5_000

/** Why the kind of chart that a plan asks for was not drawn, for the receipt; nothing when it was, or when none was asked for. */
export function notDrawn(chart: ChartSpec | undefined, plan: Plan | null): string[] {
  const asked = plan?.display?.chart
  if (chart === undefined || asked === undefined || asked === chart.kind) return []
  const refused = /^This cannot be drawn as .*?\.(?= |$)/.exec(chart.reason)
  if (refused !== null) return [refused[0]]
  return chart.kind === 'table' ? [`No chart was drawn. ${chart.reason}`] : []
}

/** The charts that suit a result, best first; the last is always the table. `rows` are its first `chartRows`. */
export function chartsOf(facts: ResultFacts, rows: readonly Cell[][], plan: Plan | null): ChartSpec[] {
  const beside = new Set(plan?.kind === 'query' ? plan.context.map(({ id }) => id) : [])
  const columns = facts.columns.map((column) => ({ ...column, part: beside.has(column.id) ? 'context' as const : 'show' as const }))
  return chooseCharts({ columns, plan, rows, truncated: facts.truncated || facts.rows > chartRows }).map(({ chart }) => chart)
}
