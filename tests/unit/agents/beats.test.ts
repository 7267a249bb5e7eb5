import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { beat, withBeats } from '../../../electron/agents/beats.ts'

it('beats while the source is silent and loses nothing', async () => {
  async function* slow() {
    yield 1
    await wait(120)
    yield 2
    yield 3
  }
  const seen = await Array.fromAsync(withBeats(slow(), 30, () => undefined))
  expect(seen.filter((item) => item !== beat)).toEqual([1, 2, 3])
  expect(seen.filter((item) => item === beat).length).toBeGreaterThanOrEqual(2)
})

it('ends the source when the loop is left, and passes its failure on', async () => {
  let ended = false
  async function* endless() {
    try {
      for (;;) yield 1
    } finally {
      ended = true
    }
  }
  for await (const _ of withBeats(endless(), 30, () => undefined)) break
  expect(ended).toBe(true)
  async function* failing() {
    yield 1
    throw new Error('lost')
  }
  await expect(Array.fromAsync(withBeats(failing(), 30, () => undefined))).rejects.toThrow('lost')
})

it('stops a source that is silent when the loop is left', async () => {
  const stop = new AbortController()
  async function* stuck() {
    yield await wait(60_000, 1, { signal: stop.signal }).catch(() => 0)
  }
  for await (const item of withBeats(stuck(), 10, () => { stop.abort() })) if (item === beat) break
  expect(stop.signal.aborted).toBe(true)
})
