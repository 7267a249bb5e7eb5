import type { Plan } from '../../shared/model/plan.ts'
import type { PlanEdit } from '../../shared/model/plan-edit.ts'
import { client } from '../api/client.ts'
import { ask, type Run } from '../state/thread.ts'

/** Runs a plan as the next version of the same document. */
export async function runPlan(run: Run, plan: Plan): Promise<string | null> {
  return ask({ kind: 'plan', text: run.summary.asked.text, plan }, { parent: run.summary.id, ...(run.limits === null ? {} : { limits: run.limits }) })
}

/** Makes one change to the plan of an answer and runs it as the next version. Fails as the change fails, and then nothing is run. */
export async function changePlan(run: Run, plan: Plan, edit: PlanEdit): Promise<void> {
  await runPlan(run, await client.ask.edit({ plan, edit }))
}
