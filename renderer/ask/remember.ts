import { create } from 'zustand'
import type { Lesson } from '../../shared/contract/learned.ts'
import type { LearnedHow } from '../../shared/model/learned.ts'
import type { Plan } from '../../shared/model/plan.ts'
import { client } from '../api/client.ts'
import type { Run } from '../state/thread.ts'
import { toastFailure } from '../state/toast.ts'
import { runPlan } from './change-plan.ts'

type Remembered = {
  /** What was learned with the plan of a run, by the run's id. */
  lessons: Record<string, Lesson>
  /** Learned questions that this window has forgotten again. */
  forgotten: Record<string, true>
}

/** What this window has learned and forgotten while it is open; the engine knows all of it. */
export const useRemembered = create<Remembered>(() => ({ lessons: {}, forgotten: {} }))

/** Remembers that the question of a run means this plan. A failure is told in passing: the answer stands. */
export async function remember(runId: string, text: string, plan: Plan, how: LearnedHow): Promise<void> {
  try {
    const lesson = await client.learned.accept({ text, plan, how })
    useRemembered.setState(({ lessons }) => ({ lessons: { ...lessons, [runId]: lesson } }))
  } catch (error) {
    toastFailure(error)
  }
}

/** Runs a reading that was chosen as the next version, and remembers the choice where the question stands for itself. */
export async function chooseReading(run: Run, plan: Plan, how: LearnedHow): Promise<void> {
  const id = await runPlan(run, plan)
  const refines = run.outcome === null || run.outcome.kind === 'failed' ? undefined : run.outcome.refines
  if (id !== null && refines === undefined) await remember(id, run.summary.asked.text, plan, how)
}

/** Forgets a learned question with its words. */
export async function forgetLesson(id: string): Promise<void> {
  try {
    await client.learned.remove({ id })
    useRemembered.setState(({ forgotten }) => ({ forgotten: { ...forgotten, [id]: true } }))
  } catch (error) {
    toastFailure(error)
  }
}
