import { afterAll, beforeAll, expect, it } from 'vitest'
import { columnValues } from '../../../electron/agents/column-values.ts'
import type { Catalog } from '../../../shared/model/catalog.ts'
import { knownSample } from './known-sample.ts'

let sample: Awaited<ReturnType<typeof knownSample>>
let unprofiled: Pick<typeof sample.knowledge, 'context'>
beforeAll(async () => {
  sample = await knownSample()
  const { context } = sample.knowledge
  const catalog: Catalog = { ...context.catalog, tables: context.catalog.tables.map((table) => ({ ...table, columns: table.columns.map(({ profile: _, ...column }) => column) })) }
  unprofiled = { context: { ...context, catalog } }
})
afterAll(() => sample.close())

const signal = () => new AbortController().signal
const country = { table: 'customers', column: 'country' }

it('gives the same values from the profile and from the source', async () => {
  for (const text of ['', 'ger', 'GER', 'an', 'zzz']) {
    const [known, asked] = [await columnValues(sample.knowledge, { ...country, text }, signal()), await columnValues(unprofiled, { ...country, text }, signal())]
    expect([...asked].sort()).toEqual([...known].sort())
  }
  expect(await columnValues(unprofiled, { ...country, text: 'germ' }, signal())).toEqual(['Germany'])
})

it('gives at most a hundred, in order', async () => {
  const values = await columnValues(unprofiled, { table: 'customers', column: 'customer_name', text: '' }, signal())
  expect(values.length).toBeLessThanOrEqual(100)
  expect(values.length).toBeGreaterThan(10)
  expect(new Set(values).size).toBe(values.length)
})

it.each(['%', '_', "'", "' or 1=1 --", '\\', '"; drop table customers', '\0', '?', '__proto__', '😀', '/*!'])('takes %j as text and nothing else', async (text) => {
  const values = await columnValues(unprofiled, { ...country, text }, signal())
  expect(values.every((value) => value.toLowerCase().includes(text.toLowerCase()))).toBe(true)
})

it('refuses columns that are not there or hold no text, and stops when it is cancelled', async () => {
  await expect(columnValues(unprofiled, { table: '__proto__', column: 'x', text: '' }, signal())).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(columnValues(unprofiled, { table: 'customers', column: 'customer_id', text: '' }, signal())).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(columnValues(unprofiled, { ...country, text: '' }, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' })
})
