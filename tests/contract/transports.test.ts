import { ORPCError } from '@orpc/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FailureFacts } from '../../shared/model/failure.ts'
import { engineForTransports, steps, type Seen } from './engine.ts'
import { session, transports, type Line } from './transports.ts'

describe.each(transports)('the contract over $name', ({ open, name }) => {
  let line: Line
  let seen: Seen
  let connect: () => Promise<Line>
  let close: () => Promise<void>
  beforeEach(async () => {
    const engine = engineForTransports()
    seen = engine.seen
    ;({ connect, close } = await open(engine.router))
    line = await connect()
  })
  afterEach(() => close())

  const words = (text: string) => ({ asked: { kind: 'words' as const, text } })

  it('carries a call, its answer and the session of its window', async () => {
    expect(await line.client.ask.start(words('Ünïcode "; drop table x; -- \u0000 \ud83d\ude00'))).toMatchObject({ id: 'Ünïcode "; drop table x; -- \u0000 \ud83d\ude00' })
    expect(seen.sessions).toEqual([session()])
  })

  it('keeps every digit and every null of a page', async () => {
    expect(await line.client.results.page({ id: '__proto__', offset: 0, count: 1, sort: [] })).toEqual({ offset: 0, rows: [['12345678901234567890.12', null, '__proto__']], total: 1 })
  })

  it('carries a failure with its code, hint and facts', async () => {
    const error = await line.client.ask.start(words('fail')).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ORPCError)
    expect(error).toMatchObject({ code: 'FAILURE', status: 422 })
    expect(FailureFacts.parse((error as ORPCError<string, unknown>).data)).toEqual({ code: 'CONTEXT_MISSING', message: 'No database is open.', hint: 'Choose one.', retry: false, detail: { word: '__proto__' } })
  })

  it.skipIf(name === 'in memory')('tells nothing of what broke inside', async () => {
    const error = await line.client.ask.start(words('crash')).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
    expect(JSON.stringify(error) + String(error)).not.toContain('secret of the engine')
  })

  it('refuses an input that the contract does not know', async () => {
    await expect(line.client.ask.start({ asked: { kind: 'words', text: 7 } } as never)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('carries every event in order, from the first or after one', async () => {
    const numbers: number[] = []
    for await (const event of await line.client.ask.watch({ runId: 'r' })) numbers.push(event.number)
    expect(numbers).toEqual(Array.from({ length: steps + 1 }, (_, at) => at + 1))
    const rest: number[] = []
    for await (const event of await line.client.ask.watch({ runId: 'r', after: 57 })) rest.push(event.number)
    expect(rest).toEqual([58, 59, 60, 61])
  })

  it('ends the engine’s side of an iterator that is left', async () => {
    const events = await line.client.ask.watch({ runId: 'endless' })
    for await (const event of events) if (event.number === 3) break
    await vi.waitFor(() => { expect(seen.watching).toBe(0) })
  })

  it('ends the engine’s side of an iterator whose signal aborts', async () => {
    const leaving = new AbortController()
    const events = await line.client.ask.watch({ runId: 'endless' }, { signal: leaving.signal })
    await events.next()
    leaving.abort()
    await events.return?.(undefined as never).catch(() => undefined)
    await vi.waitFor(() => { expect(seen.watching).toBe(0) })
  })

  it('carries pieces of a file both ways, byte for byte', async () => {
    const piece = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 256))
    expect(await line.client.files.upload({ upload: 'u', offset: 10, piece: new Blob([piece]) })).toEqual({ received: 300_010 })
    expect(seen.uploaded[0]?.equals(piece)).toBe(true)
    const { piece: got, last } = await line.client.results.readFile({ file: 'f', offset: 1 })
    expect({ size: got.size, last }).toEqual({ size: 1024 * 1024, last: true })
    expect(Buffer.from(await got.arrayBuffer()).every((byte) => byte === 1)).toBe(true)
    expect((await line.client.files.upload({ upload: 'u', offset: 0, piece: new Blob([]) })).received).toBe(0)
  })

  it('carries 200 calls at once, each to its own answer', async () => {
    const texts = Array.from({ length: 200 }, (_, at) => `call ${at}`)
    const answers = await Promise.all(texts.map((text) => line.client.ask.start(words(text))))
    expect(answers.map(({ id }) => id)).toEqual(texts)
  })

  it('goes on after a cut connection with no step lost and none twice', async () => {
    const numbers: number[] = []
    for (let cuts = 0; numbers.at(-1) !== steps + 1; cuts++) {
      const { client, drop } = cuts === 0 ? line : await connect()
      try {
        for await (const event of await client.ask.watch({ runId: 'r', after: numbers.at(-1) ?? 0 })) {
          numbers.push(event.number)
          if (cuts < 3 && numbers.length >= (cuts + 1) * 10) {
            await drop()
            if (name === 'in memory') break
          }
        }
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
      }
      expect(cuts).toBeLessThan(10)
    }
    expect(numbers).toEqual(Array.from({ length: steps + 1 }, (_, at) => at + 1))
    await vi.waitFor(() => { expect(seen.watching).toBe(0) })
  })
})
