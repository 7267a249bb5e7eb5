import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Failure } from '../../../shared/model/failure.ts'
import type { RunEvent } from '../../../shared/model/outcome.ts'
import type { Step } from '../../../shared/model/step.ts'
import type { Outcome } from '../../../electron/agents/question.ts'
import { Runs, type Work } from '../../../electron/agents/runs.ts'
import { ManualTime } from '../context/manual-time.ts'

const start = { asked: { kind: 'words', text: 'x' }, parent: null, sourceName: 's', database: 'd' } as const
const step = (more: Partial<Step> = {}): Step => ({ number: 0, stage: 'run', state: 'progress', detail: 'reading', percent: 50, elapsedMs: 0, ...more })
const clarify: Outcome = { kind: 'clarify', question: 'which?', options: [] }

function runsWith(time: ManualTime): { runs: Runs; dropped: string[]; reported: Failure[] } {
  const dropped: string[] = []
  const reported: Failure[] = []
  return { runs: new Runs({ after: time.after, clock: () => time.now, now: () => new Date(), drop: (id) => { dropped.push(id); return Promise.resolve() }, report: (failure) => reported.push(failure) }), dropped, reported }
}

/** Yields `steps` steps, each in a turn of its own, far enough apart that none is skipped. */
const steady = (time: ManualTime, steps: number): Work => async function* () {
  for (let at = 0; at < steps; at += 1) {
    await pause(0)
    time.now += 200
    yield step({ detail: String(at) })
  }
  return clarify
}

/** Works until it is cancelled. */
const endless = (ended: { count: number }): Work => async function* (_id, signal) {
  yield step({ state: 'started' })
  await new Promise<void>((resolve) => { signal.addEventListener('abort', () => { resolve() }, { once: true }) })
  ended.count += 1
  throw new Failure('CANCELLED', 'Cancelled.', { hint: '', retry: true })
}

async function all(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  return Array.fromAsync(events)
}

it('loses and doubles no event, however often and wherever watchers drop and come back', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 30 }), fc.array(fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 12 }), { minLength: 1, maxLength: 3 }), async (steps, watchers) => {
    const time = new ManualTime()
    const { runs } = runsWith(time)
    const { id } = runs.start('w', start, steady(time, steps))
    const seen = await Promise.all(watchers.map(async (stretches) => {
      const events: RunEvent[] = []
      for (const stretch of stretches) {
        let left = stretch
        for await (const event of runs.watch('w', id, events.length)) {
          events.push(event)
          if ((left -= 1) === 0) break
        }
      }
      return [...events, ...await all(runs.watch('w', id, events.length))]
    }))
    const whole = await all(runs.watch('w', id, 0))
    expect(whole.map(({ number }) => number)).toEqual(Array.from({ length: steps + 1 }, (_, at) => at + 1))
    expect(whole.at(-1)).toMatchObject({ kind: 'end', outcome: clarify })
    for (const events of seen) expect(events).toEqual(whole)
  }), { numRuns: 60 })
})

it('a watcher can leave while it waits, by its signal or by return', async () => {
  const time = new ManualTime()
  const { runs } = runsWith(time)
  const ended = { count: 0 }
  const { id } = runs.start('w', start, endless(ended))
  const leave = new AbortController()
  const bySignal = runs.watch('w', id, 1, leave.signal).next()
  leave.abort()
  expect(await bySignal).toEqual({ done: true, value: undefined })
  const events = runs.watch('w', id, 1)
  const waiting = events.next()
  await pause(5)
  await events.return()
  expect(await waiting).toEqual({ done: true, value: undefined })
  await runs.close()
  expect(ended.count).toBe(1)
})

it('skips steps that come too fast: never more than twenty events in a second, numbers without gaps, the first rows never skipped', async () => {
  const time = new ManualTime()
  const { runs } = runsWith(time)
  const { id } = runs.start('w', start, async function* () {
    await pause(0)
    for (const stage of ['understand', 'plan', 'check'] as const) {
      yield step({ stage, state: 'started' })
      yield step({ stage, state: 'done' })
    }
    for (let at = 0; at < 500; at += 1) {
      time.now += 4
      yield step({ rows: at, ...(at < 3 ? {} : { result: 'r' }) })
    }
    return clarify
  })
  const times: number[] = []
  const events: RunEvent[] = []
  for await (const event of runs.watch('w', id, 0)) {
    events.push(event)
    times.push(time.now)
  }
  expect(events.map(({ number }) => number)).toEqual(events.map((_, at) => at + 1))
  const rows = events.flatMap((event) => (event.kind === 'step' ? [event.step] : []))
  expect(rows.find(({ result }) => result === 'r')?.rows).toBe(3)
  expect(rows.length).toBeLessThan(6 + 1 + Math.ceil(2_000 / 150) + 2)
})

it('cancels a run that nobody has watched for half a minute, and none that somebody watches', async () => {
  const time = new ManualTime()
  const { runs } = runsWith(time)
  const ended = { count: 0 }
  const { id } = runs.start('w', start, endless(ended))
  const watched = runs.start('w', start, endless(ended))
  const events = runs.watch('w', watched.id, 0)
  await events.next()
  await time.pass(29_000)
  expect(ended.count).toBe(0)
  await time.pass(2_000)
  expect(ended.count).toBe(1)
  expect((await all(runs.watch('w', id, 0))).at(-1)).toMatchObject({ outcome: { failure: { code: 'CANCELLED' } } })
  await events.return()
  await time.pass(31_000)
  expect(ended.count).toBe(2)
})

it('lets four run at once; the fifth says that it waits, and starts when one ends', async () => {
  const time = new ManualTime()
  const { runs } = runsWith(time)
  const ended = { count: 0 }
  const four = Array.from({ length: 4 }, () => runs.start('w', start, endless(ended)))
  const fifth = runs.start('w', start, steady(time, 1))
  const cancelled = runs.start('w', start, steady(time, 1))
  const other = runs.start('elsewhere', start, steady(time, 1))
  expect((await all(runs.watch('elsewhere', other.id, 0))).at(-1)).toMatchObject({ kind: 'end' })
  await time.pass(1_500)
  runs.cancel('w', cancelled.id)
  expect((await all(runs.watch('w', cancelled.id, 0))).at(-1)).toMatchObject({ outcome: { failure: { code: 'CANCELLED' } } })
  const [first] = four
  runs.cancel('w', first?.id ?? '')
  const events = await all(runs.watch('w', fifth.id, 0))
  expect(events[0]).toMatchObject({ step: { detail: expect.stringContaining('Waiting') as string } })
  expect(events.at(-1)).toMatchObject({ outcome: clarify })
  await runs.close()
  expect([ended.count, runs.running]).toEqual([4, 0])
})

it('remembers the last fifty of a window, in order, and drops the rows of those it forgets', async () => {
  const time = new ManualTime()
  const { runs, dropped } = runsWith(time)
  const ids: string[] = []
  for (let at = 0; at < 53; at += 1) {
    const { id } = runs.start('w', start, async function* () {
      await pause(0)
      yield step({ result: `r${at}` })
      return { kind: 'answer', answer: { result: { id: `r${at}` } }, readings: [] } as never
    })
    ids.push(id)
    await all(runs.watch('w', id, 0))
  }
  expect(runs.list('w').map(({ id }) => id)).toEqual(ids.slice(3))
  expect(dropped).toEqual(['r0', 'r1', 'r2'])
  expect(() => runs.watch('w', ids[0] ?? '', 0)).toThrow(expect.objectContaining({ code: 'RUN_GONE' }) as Error)
  expect(() => { runs.requireResult('w', 'r0') }).toThrow(expect.objectContaining({ code: 'RESULT_GONE' }) as Error)
  runs.requireResult('w', 'r52')
  expect(() => { runs.requireResult('other', 'r52') }).toThrow(expect.objectContaining({ code: 'RESULT_GONE' }) as Error)
  await runs.forgetWindow('w')
  expect([runs.list('w'), dropped.length]).toEqual([[], 53])
})

it('reports what is Quaestor’s own fault, and ends the run with it', async () => {
  const time = new ManualTime()
  const { runs, reported } = runsWith(time)
  const { id } = runs.start('w', start, async function* () {
    await pause(0)
    yield step()
    throw new TypeError('oops')
  })
  expect((await all(runs.watch('w', id, 0))).at(-1)).toMatchObject({ outcome: { kind: 'failed', failure: { code: 'INTERNAL' } } })
  expect(reported.map(({ cause }) => String(cause))).toEqual(['TypeError: oops'])
})

it('refuses more than twenty questions that wait', async () => {
  const time = new ManualTime()
  const { runs } = runsWith(time)
  const ended = { count: 0 }
  const started = Array.from({ length: 24 }, () => runs.start('w', start, endless(ended)))
  await pause(0)
  expect(() => runs.start('w', start, endless(ended))).toThrow(expect.objectContaining({ code: 'BAD_REQUEST', retry: true }))
  expect(runs.list('w')).toHaveLength(24)
  runs.start('another', start, endless(ended))
  runs.cancel('w', started[0]?.id ?? '')
  await pause(20)
  expect(() => runs.start('w', start, endless(ended))).not.toThrow()
  await runs.close()
})
