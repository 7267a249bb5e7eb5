import type { Plan } from '../../shared/model/plan.ts'
import type { ResultFacts } from '../../shared/model/result.ts'
import type { Cell, Dialect } from '../../shared/model/value.ts'
import type { DatabaseContext } from '../context/database-context.ts'
import type { Reading } from '../language/understanding.ts'
import { difference } from '../plan/decision.ts'
import { inReadableOrder } from '../plan/defaults.ts'
import { reading as sentence, title } from '../plan/reading.ts'
import type { Limits } from '../sources/source.ts'
import { foundText } from './preview-of.ts'
import type { OfferedReading } from './question.ts'
import { sameMeaning } from './same-meaning.ts'
import { tryPlans, trialBounds } from './try-options.ts'

/** A reading that is less likely than this is noise, not an alternative. */
const leastConfidence = 0.15
/** From here on the answer is not kept waiting for comparisons. */
const sure = 0.8
/** So many others are worth comparing, over small tables, in a moment that nobody notices: the answer is there already. */
const mostCompared = 3
const bounds = { ...trialBounds, each: 150, all: 300, tableRows: 200_000 }
/** A server is not asked again for what nobody waits for. */
const local = new Set<Dialect>(['sqlite', 'duckdb'])

/** What was answered: the plan, its rows or the first of them, and all readings of the question. */
type Answered = { plan: Plan; facts: ResultFacts; rows: readonly Cell[][]; readings: readonly Reading[] }

/** The readings of an answered question as they are offered beside it; those that find its very rows are known as such where that is cheaply found out. Fails with CANCELLED only. */
export async function offeredBeside({ plan, facts, rows, readings }: Answered, context: DatabaseContext, limits: Limits, signal: AbortSignal): Promise<OfferedReading[]> {
  const { catalog, source: { dialect } } = context
  const own = JSON.stringify(plan)
  const isOwn = (reading: Reading): boolean => JSON.stringify(inReadableOrder(reading.plan)) === own
  const others = readings.filter((reading) => reading.same !== true && reading.confidence >= leastConfidence && !isOwn(reading)).slice(0, mostCompared)
  const same = new Set(others.filter((reading) => sameMeaning(reading.plan, plan, catalog)))
  const found = rows.length < facts.rows ? null : foundText({ kind: 'rows', answer: { columns: facts.columns, rows: [...rows], truncated: facts.truncated } }, plan)
  const isSure = (readings.find(isOwn)?.confidence ?? 0) >= sure
  const tried = found === null || isSure || !local.has(dialect) ? [] : others.filter((reading) => !same.has(reading))
  const trials = await tryPlans(tried.map((reading) => inReadableOrder(reading.plan)), context, limits, signal, bounds)
  tried.forEach((reading, at) => { if (foundText(trials[at]!, reading.plan) === found) same.add(reading) })
  return readings.map((reading) => ({
    ...reading, short: title(reading.plan, catalog), title: sentence(reading.plan, catalog), difference: isOwn(reading) ? '' : difference(plan, reading.plan, catalog), ...(same.has(reading) ? { same: true } : {}),
  }))
}
