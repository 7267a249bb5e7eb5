import { askBack, type Settled } from '../../../electron/agents/ask-back.ts'
import { trialBounds } from '../../../electron/agents/try-options.ts'
import { Progress } from '../../../electron/agents/progress.ts'
import type { Knowledge } from '../../../electron/agents/question.ts'
import type { Unclear } from '../../../electron/agents/understand.ts'
import type { Reading } from '../../../electron/language/understanding.ts'
import type { Limits } from '../../../electron/sources/source.ts'
import type { Expression, QueryPlan } from '../../../shared/model/plan.ts'
import type { Choice } from '../../../shared/model/preview.ts'
import type { Step } from '../../../shared/model/step.ts'

export const limits: Limits = { rows: 1_000, milliseconds: 30_000, bytes: 1_000_000 }

const base = (table: string): QueryPlan => ({ kind: 'query', tables: [{ id: 't', table }], joins: [], show: [], context: [], measures: [], by: [], order: [], distinct: false, compare: [], calendar: 'calendar' })
const column = (name: string): Expression => ({ kind: 'column', table: 't', column: name })

/** Every row of a table, with some of its columns. */
export const listOf = (table: string, columns: string[]): QueryPlan => ({ ...base(table), entity: 't', show: columns.map((name, at) => ({ id: `s${at + 1}`, value: column(name), label: name })) })
/** The sum of a column. */
export const sumOf = (table: string, name: string): QueryPlan => ({ ...base(table), measures: [{ id: 'm', value: { kind: 'aggregate', name: 'sum', of: column(name) }, label: `Total ${name}` }], show: [{ id: 's', value: { kind: 'ref', id: 'm' }, label: `Total ${name}` }] })
/** The same for rows where a column holds a text. */
export const where = (plan: QueryPlan, name: string, value: string): QueryPlan => ({ ...plan, where: { kind: 'compare', operator: '=', left: column(name), right: { kind: 'literal', value, type: 'text' } } })

/** Several meanings of a question, best first. */
export function unclear(plans: readonly QueryPlan[], more: Partial<Unclear> = {}): Unclear {
  const readings = plans.map((plan, at): Reading => ({ plan, confidence: 0.3, score: 3 - at / 10, ignoredWords: [], assumed: [], trace: [], features: {} }))
  return { kind: 'clarify', lead: '', isWhole: true, options: plans.map((plan, at) => ({ label: `Reading ${at + 1}.`, plan })), readings, ...more }
}

/** Time enough on a busy machine for all but what never ends, which takes the whole of `each`. */
export const patient: typeof trialBounds = { ...trialBounds, each: 3_000, all: 20_000 }

/** What it is settled as, and the steps on the way. */
export async function settledOf(unclear: Unclear, knowledge: Knowledge, signal = new AbortController().signal): Promise<{ settled: Settled; steps: Step[] }> {
  const steps: Step[] = []
  const running = askBack(unclear, knowledge, limits, new Progress(() => performance.now()), signal, patient)
  for (;;) {
    const next = await running.next()
    if (next.done === true) return { settled: next.value, steps }
    steps.push(next.value)
  }
}

/** The options of a question back. Fails when nothing is asked. */
export async function optionsOf(meanings: Unclear, knowledge: Knowledge): Promise<{ question: string; options: Choice[] }> {
  const { settled } = await settledOf(meanings, knowledge)
  if (settled.kind !== 'clarify') throw new Error('nothing is asked')
  return settled
}
