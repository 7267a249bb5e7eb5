import * as z from 'zod'
import { FailureFacts } from './failure.ts'

export const Stage = z.enum(['understand', 'plan', 'check', 'run', 'draw', 'explain'])
export type Stage = z.infer<typeof Stage>

/** One progress event of one stage. Rows never ride on steps. */
export const Step = z.object({
  /** Counts from 1 within a run; a watcher that lost its connection resumes after the last it saw. */
  number: z.int(),
  stage: Stage,
  state: z.enum(['started', 'progress', 'done', 'failed']),
  /** What is being done now, in plain words. */
  detail: z.string(),
  /** 0 to 100 over the whole run. */
  percent: z.number().min(0).max(100),
  rows: z.int().optional(),
  /** The result that is filling up: its first rows can be paged before the last arrive. */
  result: z.string().optional(),
  /** Milliseconds since the run began, and the estimate of what is left. */
  elapsedMs: z.number(),
  leftMs: z.number().optional(),
  failure: FailureFacts.optional(),
})
export type Step = z.infer<typeof Step>
