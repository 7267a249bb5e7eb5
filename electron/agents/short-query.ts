import type { Plan } from '../../shared/model/plan.ts'
import type { ResultColumn } from '../../shared/model/result.ts'
import type { Cell } from '../../shared/model/value.ts'
import { resultShape } from '../answers/result-columns.ts'
import type { DatabaseContext } from '../context/database-context.ts'
import { guard } from '../guard/guard.ts'
import { compile } from '../plan/compile.ts'
import type { Limits } from '../sources/source.ts'

type Where = Pick<DatabaseContext, 'source' | 'database' | 'catalog'>

/** A few rows that are wanted now and not kept; `truncated` when there are more. */
export type ShortAnswer = { columns: ResultColumn[]; rows: Cell[][]; truncated: boolean }

/** Runs a plan of which a few rows are wanted now and not kept. Fails as compiling, guard and source fail. */
export async function shortAnswer(plan: Plan, { source, database, catalog }: Where, limits: Limits, signal: AbortSignal): Promise<ShortAnswer> {
  const compiled = compile(plan, catalog, source.dialect)
  const sql = guard(compiled.sql, source.dialect, { parameters: compiled.parameters })
  let shape = resultShape(compiled.columns, [])
  const rows: Cell[][] = []
  let truncated = false
  for await (const event of source.stream(database, sql, { limits, signal })) {
    if (event.kind === 'columns') shape = resultShape(compiled.columns, event.columns)
    else if (event.kind === 'rows') rows.push(...shape.fit(event.rows))
    else truncated = event.truncated
  }
  return { columns: shape.columns, rows, truncated }
}

/** The same, rows only. */
export const shortQuery = async (plan: Plan, where: Where, limits: Limits, signal: AbortSignal): Promise<Cell[][]> => (await shortAnswer(plan, where, limits, signal)).rows
