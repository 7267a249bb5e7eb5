import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Client } from '../../../shared/contract/contract.ts'
import { failureError } from '../../../shared/contract/procedure.ts'
import type { ContextState } from '../../../shared/model/context.ts'
import { FailureFacts } from '../../../shared/model/failure.ts'
import type { Asked, Outcome, RunEvent } from '../../../shared/model/outcome.ts'
import type { Failure } from '../../../shared/model/failure.ts'
import { foldersFor } from '../../../electron/config/folders.ts'
import { routerFor } from '../../../electron/workbench/serve.ts'
import type { WorkbenchOptions } from '../../../electron/workbench/options.ts'
import { Workbench } from '../../../electron/workbench/workbench.ts'

/** A workbench in a home of its own, with the windows that ask it. `reported` collects failures of Quaestor's own. */
export type Served = { workbench: Workbench; home: string; reported: Failure[]; window(name: string, workspace?: string): Client; close(): Promise<void> }

export async function serve(options: WorkbenchOptions & { home?: string } = {}): Promise<Served> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'quaestor-served-'))
  const reported: Failure[] = []
  const workbench = await Workbench.open(foldersFor({ QUAESTOR_HOME: home }, process.platform), { keychain: false, report: (failure) => reported.push(failure), ...options })
  const router = routerFor(workbench)
  return {
    workbench, home, reported,
    window: (name, workspace = 'local') => createRouterClient(router, { context: { session: { workspace, user: 'ann', roles: ['admin'], window: name } } }),
    close: async () => {
      await workbench.close()
      if (options.home === undefined) rmSync(home, { recursive: true, force: true })
    },
  }
}

/** A workbench with a window in the sample for the tests of a file, handed over before the first. Nothing may have been Quaestor's own fault in the end. */
export function withSample(take: (served: Served, client: Client) => void): void {
  let served: Served | undefined
  beforeAll(async () => {
    served = await serve()
    const client = served.window('a')
    await client.context.select({ sourceId: 'sample' })
    take(served, client)
  })
  afterAll(async () => {
    expect(served?.reported.map((failure) => `${failure.message} ${failure.cause instanceof Error ? failure.cause.message : ''}`)).toEqual([])
    await served?.close()
  })
}

/** Asks, and follows the run to its end. */
export async function ask(client: Client, asked: Asked | string, limits?: { rows?: number; seconds?: number }): Promise<{ id: string; events: RunEvent[]; outcome: Outcome }> {
  const { id } = await client.ask.start({ asked: typeof asked === 'string' ? { kind: 'words', text: asked } : asked, limits })
  const events: RunEvent[] = []
  for await (const event of await client.ask.watch({ runId: id })) events.push(event)
  const last = events.at(-1)
  if (last?.kind !== 'end') throw new Error('the run has no end')
  return { id, events, outcome: last.outcome }
}

export function answerOf(outcome: Outcome): Extract<Outcome, { kind: 'answer' }>['answer'] {
  if (outcome.kind !== 'answer') throw new Error(JSON.stringify(outcome))
  return outcome.answer
}

/** The failure that a call ends in, as it crosses the wire. */
export async function failureOf(call: Promise<unknown>): Promise<FailureFacts> {
  const error = await call.then(() => { throw new Error('it did not fail') }, (thrown: unknown) => thrown)
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== failureError || !('data' in error)) throw error
  return FailureFacts.parse(error.data)
}

/** The first state that `wanted` takes. */
export async function stateWhere(client: Client, wanted: (state: ContextState) => boolean): Promise<ContextState> {
  for await (const state of await client.context.watch()) if (wanted(state)) return state
  throw new Error('the context ended')
}
