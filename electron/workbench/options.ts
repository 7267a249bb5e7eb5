import type { AppState } from '../../shared/contract/app.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { after, type After } from '../context/timers.ts'
import { betOn, modelTimes, type ModelTimes } from '../models/times.ts'
import type { SpawnChild } from '../sources/child/spawn.ts'
import type { Keychain } from '../vault/keychain.ts'

/** What a host adds to the workbench, and what tests put in the place of clocks. */
export type WorkbenchOptions = {
  host?: AppState['host']
  /** Shows the system's file dialog; null when it was left. */
  chooseFile?: () => Promise<string | null>
  /** Where the worker that keeps results starts, for a host that bundles. */
  workerEntry?: URL | string
  /** Starts the processes that read files, for a host that cannot fork. */
  spawn?: SpawnChild
  keychain?: boolean | Keychain
  clock?: () => Date
  after?: After
  /** How long a language model may take, and how sure the offline engine must be to do without it. */
  modelTimes?: ModelTimes
  modelBetOn?: number
  /** Told of failures that are Quaestor's own fault. */
  report?: (failure: Failure) => void
}

/** Writes a failure of Quaestor's own to stderr, with its cause. */
export function reportToStderr(failure: Failure): void {
  const cause = failure.cause instanceof Error ? failure.cause.stack ?? failure.cause.message : failure.stack ?? ''
  process.stderr.write(`${failure.message}\n${cause}\n`)
}

export const withDefaults = (options: WorkbenchOptions) => ({
  ...options, host: options.host ?? ('test' as const), clock: options.clock ?? (() => new Date()), after: options.after ?? after, modelTimes: options.modelTimes ?? modelTimes, modelBetOn: options.modelBetOn ?? betOn, report: options.report ?? reportToStderr,
})
