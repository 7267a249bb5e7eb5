import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openResults } from '../../../electron/results/result-store.ts'
import type { ResultStore } from '../../../electron/results/result-store.ts'
import type { ResultColumn, ResultFacts } from '../../../shared/model/result.ts'
import type { Cell, ValueType } from '../../../shared/model/value.ts'

const root = mkdtempSync(join(tmpdir(), 'quaestor-results-'))
let store: ResultStore

beforeAll(async () => { store = await openResults({ folder: root, maxBytes: 1e9 }) })
afterAll(async () => {
  await store.close()
  rmSync(root, { recursive: true })
})

const columnsOf = (...types: (ValueType | ValueType['kind'])[]): ResultColumn[] =>
  types.map((type, index) => ({ id: `c${index + 1}`, label: `Column ${index + 1}`, type: typeof type === 'string' ? { kind: type } : type }))

async function keep(columns: ResultColumn[], rows: Cell[][], truncated = false, into = store): Promise<ResultFacts> {
  const writer = await into.begin(columns)
  await writer.append(rows)
  return writer.finish({ truncated })
}

const all = async (id: string): Promise<Cell[][]> => (await store.page(id, { offset: 0, count: 10_000, sort: [] })).rows
const sorted = async (id: string, direction: 'asc' | 'desc', column = 'c1'): Promise<Cell[]> =>
  (await store.page(id, { offset: 0, count: 10_000, sort: [{ column, direction }] })).rows.map((row) => row[0] ?? null)

describe('cells come back unchanged', () => {
  const cases: [string, ValueType | ValueType['kind'], Cell[]][] = [
    ['integers of any length', 'integer', ['0', '-1', '9223372036854775807', '-9223372036854775808', '18446744073709551615', '170141183460469231731687303715884105728', '9'.repeat(60), null]],
    ['money', { kind: 'decimal', precision: 15, scale: 2 }, ['0.00', '-0.01', '9999999999999.99', '-48210334.12', '0.10', null]],
    ['decimals of 38 digits', { kind: 'decimal', precision: 38, scale: 10 }, ['1234567890123456789012345678.0123456789', '-0.0000000001', '0.0000000000']],
    ['decimals of 65 digits', { kind: 'decimal', precision: 65, scale: 30 }, [`${'9'.repeat(35)}.${'1'.repeat(30)}`, `-${'9'.repeat(35)}.${'1'.repeat(30)}`, `0.${'0'.repeat(30)}`]],
    ['decimals of unknown scale', 'decimal', ['1.5', '1.50', '1', '-0.000', null]],
    ['digit strings that are not canonical', { kind: 'decimal', precision: 10, scale: 2 }, ['-0.00', '007.50', '1.5', '+1.00', '.50', '1e3', '', ' 1.00', '1.00\u0000', '--1.00', '-', '1,000.00']],
    ['cells of another type', 'integer', ['12', 'twelve', 12, 1.5, true, null]],
    ['floats', 'float', [0, -1.5, 1e308, 5e-324, 0.1, null]],
    ['booleans', 'boolean', [true, false, null]],
    ['text', 'text', ['', ' ', 'a\u0000b', '\u0000', '\ud800', 'x\udc00y', '\u{1F600}', 'é'.repeat(3), "'; DROP TABLE kept; --", '\r\n', null]],
    ['text of a megabyte', 'text', ['é'.repeat(500_000), 'x'.repeat(1_000_000)]],
    ['dates', 'date', ['2026-06-30', '0000-00-00', '2025-02-00', '9999-12-31', '10000-01-01', '0044-03-15 (BC)', 'infinity', null]],
    ['times', 'time', ['14:05:00', '-838:59:59', '838:59:59.000001', '00:00:00.5', null]],
    ['timestamps', 'timestamp', ['2026-06-30 14:05:00', '2026-06-30 14:05:00.500', '0000-00-00 00:00:00', null]],
    ['json and bytes', 'json', ['{"a":1}', '0x00ff', null]],
  ]
  it.each(cases)('%s', async (_, type, values) => {
    const { id } = await keep(columnsOf(type), values.map((value) => [value]))
    expect((await all(id)).map((row) => row[0])).toEqual(values)
  })

  it('beside each other, over many batches, with a number that outgrows 64 bits midway', async () => {
    const columns = columnsOf('integer', 'text', { kind: 'decimal', precision: 12, scale: 2 }, 'date')
    const rows = Array.from({ length: 9_000 }, (_, row): Cell[] =>
      [row === 4_500 ? '99999999999999999999' : String(row), row % 7 === 0 ? null : `t${row}`, `${row}.${String(row % 100).padStart(2, '0')}`, row % 5 === 0 ? 'someday' : '2025-01-01'])
    const writer = await store.begin(columns)
    for (let from = 0; from < rows.length; from += 700) await writer.append(rows.slice(from, from + 700))
    const { id } = await writer.finish({ truncated: false })
    expect(await all(id)).toEqual(rows)
  })
})

describe('sorting', () => {
  it.each([
    ['integers', 'integer', ['-100000000000000000000', '-2', '9', '10', '100000000000000000000']],
    ['decimals', { kind: 'decimal', precision: 65, scale: 2 }, [`-${'9'.repeat(50)}.00`, '-1.50', '-1.40', '0.00', '2.00', '10.00', `${'9'.repeat(50)}.00`]],
    ['decimals of unknown scale', 'decimal', ['-2', '-1.5', '9', '10.25']],
    ['words without regard to case and accents, then exactly', 'text', ['Ab', 'ab', 'Äc', 'ad', 'Éa', 'eb', 'z']],
    ['dates, zero dates first', 'date', ['0000-00-00', '2025-02-00', '2025-02-01', '2025-10-01']],
    ['times below zero and beyond a day', 'time', ['-838:59:59', '-00:00:01', '00:00:01', '09:00:00', '100:00:00']],
    ['timestamps', 'timestamp', ['2025-01-01 00:00:00', '2025-01-01 00:00:00.5', '2025-01-01 00:00:01']],
  ] as [string, ValueType | ValueType['kind'], Cell[]][])('%s', async (_, type, values) => {
    const shuffled = [...values.slice(2), ...values.slice(0, 2)].reverse()
    const { id } = await keep(columnsOf(type), [[null], ...shuffled.map((value) => [value]), [null]])
    expect(await sorted(id, 'asc')).toEqual([...values, null, null])
    expect(await sorted(id, 'desc')).toEqual([...values.toReversed(), null, null])
  })

  it('leaves equal rows in the order they came, in both directions, and over pages', async () => {
    const rows = Array.from({ length: 5_000 }, (_, row): Cell[] => [String(row), ['b', 'a', 'A'][row % 3] ?? null])
    const { id } = await keep(columnsOf('integer', 'text'), rows)
    for (const direction of ['asc', 'desc'] as const) {
      const seen: Cell[] = []
      for (let offset = 0; offset < rows.length; offset += 999) {
        const page = await store.page(id, { offset, count: 999, sort: [{ column: 'c2', direction }] })
        seen.push(...page.rows.map((row) => row[0] ?? null))
      }
      const order = direction === 'asc' ? ['A', 'a', 'b'] : ['b', 'a', 'A']
      expect(seen).toEqual(order.flatMap((word) => rows.filter((row) => row[1] === word).map((row) => row[0])))
    }
  })

  it('keeps two orders asked for at the same time apart', async () => {
    const { id } = await keep(columnsOf('integer'), Array.from({ length: 3_000 }, (_, row): Cell[] => [String(row * 7919 % 3_000)]))
    const orders = await Promise.all(['asc', 'desc', 'asc', 'desc'].map((direction) => sorted(id, direction as 'asc' | 'desc')))
    expect(orders.map((cells) => cells[0])).toEqual(['0', '2999', '0', '2999'])
  })

  it('takes several columns, and refuses one that is not there', async () => {
    const { id } = await keep(columnsOf('integer', 'text'), [['1', 'b'], ['2', 'a'], ['3', 'b']])
    const page = await store.page(id, { offset: 0, count: 10, sort: [{ column: 'c2', direction: 'desc' }, { column: 'c1', direction: 'desc' }] })
    expect(page.rows).toEqual([['3', 'b'], ['1', 'b'], ['2', 'a']])
    await expect(store.page(id, { offset: 0, count: 10, sort: [{ column: 'c1; DROP TABLE kept', direction: 'asc' }] })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('totals', () => {
  it('are exact where a double would round, wide enough where 128 bits would wrap, and null where adding means nothing', async () => {
    const most = '9'.repeat(38)
    const columns: ResultColumn[] = [
      { id: '__proto__', label: 'amount', type: { kind: 'decimal', precision: 15, scale: 2 } },
      { id: 'constructor', label: 'wide', type: { kind: 'decimal', precision: 38, scale: 0 } },
      { id: 'f', label: 'float', type: { kind: 'float' } },
      { id: 'p', label: 'share', type: { kind: 'decimal', precision: 9, scale: 4 }, unit: { kind: 'percent' } },
      { id: 't', label: 'name', type: { kind: 'text' } },
      { id: 'o', label: 'odd', type: { kind: 'integer' } },
    ]
    const { id } = await keep(columns, [
      ['9007199254740.93', most, 0.1, '0.5000', 'a', '1'], ['0.01', most, 0.2, '0.5000', 'b', 'one'], [null, most, null, null, null, null], ['0.01', most, 0.3, null, 'c', '2'],
    ])
    const totals = await store.totals(id)
    expect(totals.__proto__).toEqual({ sum: '9007199254740.95', min: '0.01', max: '9007199254740.93', nulls: 1 })
    expect(totals.constructor).toEqual({ sum: (BigInt(most) * 4n).toString(), min: most, max: most, nulls: 0 })
    expect(totals.f).toEqual({ sum: expect.closeTo(0.6, 15) as number, min: 0.1, max: 0.3, nulls: 1 })
    expect([totals.p, totals.t, totals.o]).toEqual([null, null, null])
  })

  it('of no rows are null', async () => {
    const { id } = await keep(columnsOf('integer'), [])
    expect(await store.totals(id)).toEqual({ c1: { sum: null, min: null, max: null, nulls: 0 } })
  })

  it('and sorting are refused on a part, paging is not', async () => {
    const { id, truncated } = await keep(columnsOf('integer'), [['2'], ['1']], true)
    expect(truncated).toBe(true)
    await expect(store.totals(id)).rejects.toMatchObject({ code: 'NOT_SUPPORTED', message: 'Only the first 2 rows are here, so they are not totalled.' })
    await expect(sorted(id, 'asc')).rejects.toMatchObject({ code: 'NOT_SUPPORTED' })
    expect(await all(id)).toEqual([['2'], ['1']])
  })
})

describe('a growing result', () => {
  it('shows its first hundred rows before the last arrive, and is neither sorted, totalled nor exported', async () => {
    const writer = await store.begin(columnsOf('integer'))
    for (let batch = 0; batch < 8; batch++) await writer.append(Array.from({ length: 100 }, (_, row) => [String(batch * 100 + row)]))
    expect(store.facts(writer.id)).toMatchObject({ growing: true, rows: 100 })
    const page = await store.page(writer.id, { offset: 50, count: 100, sort: [] })
    expect([page.rows.length, page.rows[0], page.total]).toEqual([50, ['50'], 100])
    await expect(sorted(writer.id, 'asc')).rejects.toMatchObject({ code: 'NOT_SUPPORTED', retry: true })
    await expect(store.totals(writer.id)).rejects.toMatchObject({ code: 'NOT_SUPPORTED' })
    await expect(store.rows(writer.id).next()).rejects.toMatchObject({ code: 'NOT_SUPPORTED' })
    expect(await writer.finish({ truncated: false })).toMatchObject({ growing: false, rows: 800 })
  })

  it('shows the rows of a slow source after a second', async () => {
    const writer = await store.begin(columnsOf('integer'))
    await writer.append(Array.from({ length: 100 }, (_, row) => [String(row)]))
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    for (let more = 0; more < 5; more++) await writer.append([[String(100 + more)]])
    expect(store.facts(writer.id).rows).toBeGreaterThan(100)
    await writer.abandon()
  })

  it('leaves nothing behind when it is abandoned', async () => {
    const before = files().length
    const writer = await store.begin(columnsOf('integer'))
    await writer.append([['1']])
    await writer.abandon()
    expect(() => store.facts(writer.id)).toThrowError(expect.objectContaining({ code: 'RESULT_GONE' }) as Error)
    await expect(writer.append([['2']])).rejects.toMatchObject({ code: 'RESULT_GONE' })
    expect(files()).toHaveLength(before)
  })
})

/** All result files under the root. */
const files = (under = root): string[] => readdirSync(under, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.duckdb'))

describe('room', () => {
  const opened: ResultStore[] = []
  afterEach(async () => { for (const one of opened.splice(0)) await one.close() })
  const rows = Array.from({ length: 20_000 }, (_, row): Cell[] => [String(row * 7919), `row ${row * 104729}`])

  it('is made by dropping what was not used for longest, but not what grows or is being exported', async () => {
    const one = (await keep(columnsOf('integer', 'text'), rows)).bytes
    const small = await openResults({ folder: root, maxBytes: Math.floor(one * 3.6) })
    opened.push(small)
    const growing = await small.begin(columnsOf('integer', 'text'))
    await growing.append(rows)
    const exported = (await keep(columnsOf('integer', 'text'), rows, false, small)).id
    const reader = small.rows(exported)
    await reader.next()
    const used = (await keep(columnsOf('integer', 'text'), rows, false, small)).id
    const unused = (await keep(columnsOf('integer', 'text'), rows, false, small)).id
    await small.page(used, { offset: 0, count: 1, sort: [] })
    const latest = (await keep(columnsOf('integer', 'text'), rows, false, small)).id
    expect(() => small.facts(unused)).toThrowError(expect.objectContaining({ code: 'RESULT_GONE', hint: 'Run the question again.' }) as Error)
    for (const id of [growing.id, exported, used, latest]) expect(small.facts(id).id).toBe(id)
    let read = 10_000
    for await (const batch of reader) read += batch.length
    expect(read).toBe(rows.length)
  })

  it('drops a result beneath an export, whose next step says so', async () => {
    const { id } = await keep(columnsOf('integer', 'text'), rows)
    const reader = store.rows(id)
    await reader.next()
    await store.drop(id)
    await expect(reader.next()).rejects.toMatchObject({ code: 'RESULT_GONE' })
    await expect(store.drop(id)).rejects.toMatchObject({ code: 'RESULT_GONE' })
  })

  it('is private to the user, and given back on close', async () => {
    const folder = join(root, 'private')
    const own = await openResults({ folder, maxBytes: 1e9 })
    await keep(columnsOf('integer'), [['1']], false, own)
    const process_ = join(folder, String(process.pid))
    expect(statSync(process_).mode & 0o777).toBe(0o700)
    expect(files(folder)).toHaveLength(1)
    await own.close()
    expect(existsSync(process_)).toBe(false)
  })
})

it('exports every row in order', async () => {
  const rows = Array.from({ length: 25_000 }, (_, row): Cell[] => [String(row)])
  const { id } = await keep(columnsOf('integer'), rows)
  const seen: Cell[][] = []
  for await (const batch of store.rows(id)) seen.push(...batch)
  expect(seen).toEqual(rows)
})

it('keeps many results apart while they grow together', async () => {
  const writers = await Promise.all([1, 2, 3, 4].map(() => store.begin(columnsOf('integer'))))
  await Promise.all(writers.map(async (writer, which) => {
    for (let batch = 0; batch < 10; batch++) await writer.append(Array.from({ length: 300 }, () => [String(which)]))
  }))
  for (const [which, writer] of writers.entries()) {
    const { id, rows } = await writer.finish({ truncated: false })
    expect(rows).toBe(3_000)
    expect((await store.totals(id)).c1).toMatchObject({ min: String(which), max: String(which) })
  }
})
