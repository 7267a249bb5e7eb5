import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldersFor } from '../../electron/config/folders.ts'
import { routerFor } from '../../electron/workbench/serve.ts'
import { Workbench } from '../../electron/workbench/workbench.ts'
import type { RunEvent } from '../../shared/model/outcome.ts'
import { transports, type Line } from './transports.ts'

let home: string
let workbench: Workbench
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'quaestor-contract-'))
  workbench = await Workbench.open(foldersFor({ QUAESTOR_HOME: home }, process.platform), { keychain: false })
})
afterAll(async () => {
  await workbench.close()
  await rm(home, { recursive: true, force: true })
})

const question = 'Top 5 customers by revenue'

describe.each(transports)('the engine over $name', ({ open, name }) => {
  let line: Line
  let connect: () => Promise<Line>
  let close: () => Promise<void>
  beforeAll(async () => {
    ({ connect, close } = await open(routerFor(workbench)))
    line = await connect()
  })
  afterAll(() => close())

  it('opens the sample and answers with the same rows as over every other transport', async () => {
    expect((await line.client.context.select({ sourceId: 'sample' })).state).toBe('ready')
    const run = await line.client.ask.start({ asked: { kind: 'words', text: question } })
    const events: RunEvent[] = []
    for await (const event of await line.client.ask.watch({ runId: run.id })) events.push(event)
    expect(events.map(({ number }) => number)).toEqual(events.map((_, at) => at + 1))
    const end = events.at(-1)
    if (end?.kind !== 'end' || end.outcome.kind !== 'answer') throw new Error(JSON.stringify(end))
    const { rows } = await line.client.results.page({ id: end.outcome.answer.result.id, offset: 0, count: 100, sort: [] })
    expect(rows.length).toBeGreaterThan(0)
    first ??= rows
    expect(rows).toEqual(first)
  })

  it('answers what is asked while the database opens, and the history knows where that was', async () => {
    const { client } = line
    await client.context.close()
    const states = await client.context.watch()
    const opened = client.context.select({ sourceId: 'sample' })
    for await (const { state } of states) if (state === 'opening') break
    const run = await client.ask.start({ asked: { kind: 'words', text: `${question} in 2025` } })
    expect(run.sourceName).toBe('Meridian Foods (sample)')
    let last: RunEvent | null = null
    for await (const event of await client.ask.watch({ runId: run.id })) last = event
    expect(last).toMatchObject({ kind: 'end', outcome: { kind: 'answer' } })
    expect((await opened).state).toBe('ready')
    const [entry] = await client.history.list({})
    expect(entry).toMatchObject({ question: `${question} in 2025`, sourceId: 'sample', database: 'main' })
  })

  it('tells what went wrong as a failure', async () => {
    await expect(line.client.results.facts({ id: 'none' })).rejects.toMatchObject({ code: 'FAILURE', data: { code: 'RESULT_GONE' } })
    await expect(line.client.ask.watch({ runId: 'none' }).then((events) => events.next())).rejects.toMatchObject({ code: 'FAILURE', data: { code: 'RUN_GONE' } })
    await expect(line.client.ask.checkSql({ sql: 'drop table customers' })).rejects.toMatchObject({ code: 'FAILURE', data: { code: 'REFUSED_BY_GUARD' } })
  })

  it('shows what a model would be sent, and asks for a permission for that address', async () => {
    const { client } = line
    await client.app.changeSettings({ model: { preset: 'ollama', name: 'qwen3' } })
    const preview = await client.models.preview({ text: question })
    expect(preview).toMatchObject({ endpoint: 'http://127.0.0.1:11434/v1', name: 'qwen3', messages: [{ role: 'system' }, { role: 'user' }] })
    expect(await client.models.allow({ endpoint: preview.endpoint })).toMatchObject({ on: false, allowed: true, hasKey: false, local: true })
    expect(await client.models.forbid()).toMatchObject({ allowed: false })
    expect(await client.models.calls({})).toMatchObject({ calls: [], more: false })
    await expect(client.models.sent({ id: 'none' })).rejects.toMatchObject({ data: { code: 'RESULT_GONE' } })
    await expect(client.models.allow({ endpoint: 'https://models.example/v1' })).rejects.toMatchObject({ data: { code: 'SETTING_INVALID' } })
    await client.app.resetSettings()
  })

  it.skipIf(name === 'in memory')('goes on with a run after the connection was cut, with no event lost', async () => {
    const { client, drop } = await connect()
    const run = await client.ask.start({ asked: { kind: 'words', text: question } })
    const numbers: number[] = []
    try {
      for await (const event of await client.ask.watch({ runId: run.id })) {
        numbers.push(event.number)
        if (numbers.length === 2) await drop()
      }
    } catch (error) {
      expect(error).toBeInstanceOf(Error)
    }
    const again = await connect()
    for await (const event of await again.client.ask.watch({ runId: run.id, after: numbers.at(-1) ?? 0 })) numbers.push(event.number)
    expect(numbers).toEqual(numbers.map((_, at) => at + 1))
    expect(numbers.length).toBeGreaterThan(5)
  })
})

let first: unknown[][] | null = null
