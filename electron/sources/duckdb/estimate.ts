import * as z from 'zod'
import type { GuardedSql } from '../../guard/guarded.ts'
import type { Estimate } from '../source.ts'
import type { Query } from './query.ts'

/** One operator of DuckDB's EXPLAIN (FORMAT json); the first that tells its cardinality stands nearest to the result. */
type Operator = { extra_info?: Record<string, unknown> | undefined; children?: Operator[] | undefined }
const Operator: z.ZodType<Operator> = z.lazy(() => z.object({ extra_info: z.record(z.string(), z.unknown()).optional(), children: z.array(Operator).optional() }))

function cardinality(operator: Operator): number | null {
  const told = operator.extra_info?.['Estimated Cardinality']
  if (typeof told === 'string' && /^\d+$/.test(told)) return Number(told)
  const only = operator.children?.length === 1 ? operator.children[0] : undefined
  return only === undefined ? null : cardinality(only)
}

/** DuckDB's estimate of the rows of the result; null where its plan does not tell. */
export async function estimateRows(query: Query, sql: GuardedSql): Promise<Estimate> {
  const statement = await query.prepare(sql.parameters, 'EXPLAIN (FORMAT json) ')
  const rows = (await query.does(() => statement.runAndReadAll())).getRows()
  const plan = z.array(Operator).safeParse(JSON.parse(String(rows[0]?.[1] ?? '[]')))
  const top = plan.success ? plan.data[0] : undefined
  return { rows: top === undefined ? null : cardinality(top), warnings: [] }
}
