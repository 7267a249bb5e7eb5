import { afterEach, expect, test } from 'vitest'
import { ReaderThread } from '../../electron/reader/reader-thread.ts'
import { readGlossary } from '../../electron/terms/read-glossary.ts'
import { TermFile } from '../../shared/model/term.ts'
import { shop } from '../unit/language/shop.ts'

const entry = new URL('../fixtures/reader/dying.worker.ts', import.meta.url)
const lore = { catalog: shop, glossary: readGlossary(TermFile.parse({}), shop, { asOf: '2026-01-01' }).glossary }
const options = { asOf: '2026-01-01', calendar: 'calendar', top: 3 } as const
const threads: ReaderThread[] = []
const start = (more: ConstructorParameters<typeof ReaderThread>[0] = {}) => {
  const thread = new ReaderThread({ entry, ...more })
  threads.push(thread)
  return thread.readerOf(lore)
}
afterEach(async () => { await Promise.all(threads.splice(0).map((thread) => thread.close())) })

test('a thread that dies fails the question, says so, and reads the next one', async () => {
  const reader = start()
  expect((await reader.understand('List the owners', options)).readings).not.toHaveLength(0)
  await expect(reader.understand('die', options)).rejects.toMatchObject({ code: 'INTERNAL', message: 'The part of Quaestor that reads questions has stopped.', retry: true })
  expect((await reader.understand('List the owners', options)).readings).not.toHaveLength(0)
}, 60_000)

test('a question that is cancelled and never ends is ended; others are read all the same', async () => {
  const reader = start({ patienceMs: 50 })
  const stop = new AbortController()
  const endless = reader.understand('loop', options, stop.signal)
  const other = reader.understand('List the owners', options)
  stop.abort()
  await expect(endless).rejects.toMatchObject({ code: 'CANCELLED' })
  expect((await other).readings).not.toHaveLength(0)
}, 60_000)

test('memory is bounded: what takes too much fails, and nothing else does', async () => {
  const reader = start({ megabytes: 96 })
  await expect(reader.understand('fill', options)).rejects.toMatchObject({ code: 'OUT_OF_MEMORY', retry: true })
  expect((await reader.understand('List the owners', options)).readings).not.toHaveLength(0)
}, 60_000)

test('after it was closed nothing is read', async () => {
  const thread = new ReaderThread({ entry })
  const reader = thread.readerOf(lore)
  await thread.close()
  await expect(reader.understand('List the owners', options)).rejects.toMatchObject({ code: 'INTERNAL' })
})
