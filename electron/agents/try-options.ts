import type { Catalog } from '../../shared/model/catalog.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Preview } from '../../shared/model/preview.ts'
import type { DatabaseContext } from '../context/database-context.ts'
import { tablesRead } from '../plan/query.ts'
import type { Limits } from '../sources/source.ts'
import { shortAnswer, type ShortAnswer } from './short-query.ts'

/** What came of trying a plan: its first rows, or why they are not known. */
export type Trial = { kind: 'rows'; answer: ShortAnswer } | Extract<Preview, { kind: 'unknown' }>

/** Milliseconds for one plan and for all of them; rows and bytes of each. Plans over tables of more rows than `tableRows` together are not tried. */
export const trialBounds = { each: 400, all: 1_000, rows: 1_000, bytes: 1024 * 1024, tableRows: 5_000_000 }
/** With less time than this left nothing is begun. */
const leastMs = 20

type Bounds = typeof trialBounds

/**
 * Runs plans one after another as any statement runs: through the guard, within limits, stopped in the database when their time is over. What is late, too
 * large or fails is unknown and harms no other. Fails with CANCELLED only.
 */
export async function tryPlans(plans: readonly Plan[], context: DatabaseContext, limits: Limits, signal: AbortSignal, bounds: Bounds = trialBounds): Promise<Trial[]> {
  const end = performance.now() + Math.min(bounds.all, limits.milliseconds)
  const trials: Trial[] = []
  for (const plan of plans) {
    const milliseconds = Math.floor(Math.min(bounds.each, end - performance.now()))
    if (rowsOf(plan, context.catalog) > bounds.tableRows) trials.push({ kind: 'unknown', why: 'large' })
    else if (milliseconds < leastMs) trials.push({ kind: 'unknown', why: 'late' })
    else trials.push(await tryPlan(plan, context, { rows: Math.min(bounds.rows, limits.rows), bytes: Math.min(bounds.bytes, limits.bytes), milliseconds }, signal))
  }
  return trials
}

async function tryPlan(plan: Plan, context: DatabaseContext, limits: Limits, signal: AbortSignal): Promise<Trial> {
  // Waiting for a connection counts too, which the limits of a statement do not see.
  const late = AbortSignal.timeout(limits.milliseconds)
  try {
    return { kind: 'rows', answer: await shortAnswer(plan, context, limits, AbortSignal.any([signal, late])) }
  } catch (error) {
    if (signal.aborted) throw new Failure('CANCELLED', 'Cancelled.', { hint: 'Ask again when you like.', retry: true, cause: error })
    if (!(error instanceof Failure)) throw error
    return { kind: 'unknown', why: late.aborted || error.code === 'TIMEOUT' ? 'late' : 'failed' }
  }
}

/** The rows of all tables that a plan reads, as far as the catalog knows. */
function rowsOf(plan: Plan, catalog: Catalog): number {
  const tables = new Set(tablesRead(plan))
  return catalog.tables.reduce((sum, table) => (tables.has(table.name) ? sum + (table.rowEstimate ?? table.columns[0]?.profile?.rows ?? 0) : sum), 0)
}
