import type { Catalog } from '../../shared/model/catalog.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Cell } from '../../shared/model/value.ts'
import { chooseCharts } from '../charts/choose.ts'
import { guard } from '../guard/guard.ts'
import { compile } from '../plan/compile.ts'
import { defaultLimits, type Source } from '../sources/source.ts'

/** The chart of an answer, as a line of the output carries it: its kind, its Vega-Lite spec (null for a table or a number), its rows. */
export type DrawnAnswer = { chart: string; spec: Record<string, unknown> | null; data: Cell[][]; reason: string }

/** Runs a plan on a SQLite source and draws it. Reads at most 5,000 rows. Fails as the guard and the source fail. */
export async function drawAnswer(plan: Plan, source: Source, catalog: Catalog, database: string): Promise<DrawnAnswer> {
  const compiled = compile(plan, catalog, 'sqlite', { output: 'batch' })
  const rows: Cell[][] = []
  let truncated = false
  for await (const event of source.stream(database, guard(compiled.sql, 'sqlite', { parameters: compiled.parameters }), { limits: { ...defaultLimits, rows: 5_000 } })) {
    if (event.kind === 'rows') rows.push(...event.rows)
    if (event.kind === 'end') truncated = event.truncated
  }
  const [first] = chooseCharts({ columns: compiled.columns, plan, rows, truncated, upright: true })
  return { chart: first?.chart.kind ?? 'table', spec: first?.chart.spec ?? null, data: rows, reason: first?.chart.reason ?? '' }
}
