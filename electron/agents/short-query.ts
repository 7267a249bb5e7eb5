import type { Plan } from '../../shared/model/plan.ts'
import type { Cell } from '../../shared/model/value.ts'
import { resultShape } from '../answers/result-columns.ts'
import type { DatabaseContext } from '../context/database-context.ts'
import { guard } from '../guard/guard.ts'
import { compile } from '../plan/compile.ts'
import type { Limits } from '../sources/source.ts'

/** Runs a plan of which a few rows are wanted now and not kept. Fails as compiling, guard and source fail. */
export async function shortQuery(plan: Plan, { source, database, catalog }: Pick<DatabaseContext, 'source' | 'database' | 'catalog'>, limits: Limits, signal: AbortSignal): Promise<Cell[][]> {
  const compiled = compile(plan, catalog, source.dialect)
  const sql = guard(compiled.sql, source.dialect, { parameters: compiled.parameters })
  let fit = (rows: Cell[][]): Cell[][] => rows
  const rows: Cell[][] = []
  for await (const event of source.stream(database, sql, { limits, signal })) {
    if (event.kind === 'columns') fit = resultShape(compiled.columns, event.columns).fit
    else if (event.kind === 'rows') rows.push(...fit(event.rows))
  }
  return rows
}
