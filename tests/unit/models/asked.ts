import { afterAll, beforeAll, expect } from 'vitest'
import type { Client } from '../../../shared/contract/contract.ts'
import type { ModelTimes } from '../../../electron/models/times.ts'
import { modelServer, type ModelServer } from '../../fixtures/model-server/server.ts'
import { serve, type Served } from '../workbench/served.ts'

/** Short enough to wait for, long enough for a busy machine to answer in. */
export const shortTimes: ModelTimes = { connect: 1_500, firstByte: 900, silence: 700, question: 4_000, mending: 100 }

/** The offline engine is not to answer alone: what it is sure of changes whenever it is trained. */
const neverSure = 2

/** A key that nobody else has: no place but the header of a request may ever show it. */
export const key = 'sk-canary-3f9a1c77-do-not-leak'

export type Asking = { served: Served; client: Client; server: ModelServer }

/** A window in the sample, and a scripted model that it is allowed to ask, for the tests of a file. */
export function withModel(take: (asking: Asking) => void, { times = shortTimes, betOn = neverSure }: { times?: ModelTimes; betOn?: number } = {}): void {
  let asking: Asking | undefined
  beforeAll(async () => {
    const server = await modelServer()
    const served = await serve({ modelTimes: times, modelBetOn: betOn })
    const client = served.window('a')
    await client.context.select({ sourceId: 'sample' })
    await client.app.keepInMemory()
    await client.app.changeSettings({ model: { on: true, preset: 'custom', baseUrl: server.url, name: 'qwen3', inputPrice: 1, outputPrice: 10 } })
    await client.models.saveKey({ key })
    await client.models.allow({ endpoint: server.url })
    asking = { served, client, server }
    take(asking)
  })
  afterAll(async () => {
    expect(asking?.served.reported.map((failure) => failure.cause instanceof Error ? failure.cause.stack : failure.message)).toEqual([])
    await asking?.served.close()
    await asking?.server.close()
  })
}
