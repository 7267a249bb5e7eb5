import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { guarded, within } from './place.ts'
import { readAll } from '../read-all.ts'

// Many real SQLite files, one folder given from outside.
const folder = process.env.QUAESTOR_DATABASES
const files = folder === undefined ? [] : fs.readdirSync(folder).filter((name) => name.endsWith('.sqlite'))
if (folder === undefined) console.warn('SKIPPED: set QUAESTOR_DATABASES to a folder of SQLite files to describe and profile them all')

test.skipIf(folder === undefined)('every database is described, profiled and read', async () => {
  const started = performance.now()
  const slowest = { file: '', milliseconds: 0 }
  expect(files.length).toBeGreaterThan(0)
  for (const name of files) {
    const opened = performance.now()
    await within(path.join(folder ?? '', name), async (source) => {
      const { tables, keys } = await source.describe('main')
      expect(tables.length, name).toBeGreaterThan(0)
      for (const table of tables) {
        const { columns, sample } = await source.profile('main', table, { valueCap: 1_000 })
        expect(columns.map(({ column }) => column), name).toEqual(table.columns.map((column) => column.name))
        expect(sample.length, `${name} ${table.name}`).toBe(Math.min(3, columns[0]?.rows ?? 0))
        for (const column of columns) expect(column.distinct + column.nulls, `${name} ${column.column}`).toBeLessThanOrEqual(column.rows)
        const answer = await readAll(source, guarded(`SELECT * FROM "${table.name}"`))
        expect([answer.rows.length, answer.truncated], `${name} ${table.name}`).toEqual([Math.min(1_000, columns[0]?.rows ?? 0), (columns[0]?.rows ?? 0) > 1_000])
        if ((columns[0]?.rows ?? 0) <= 500) expect(answer.columns.map(({ type }) => type), `${name} ${table.name}`).toEqual(table.columns.map(({ type }) => type))
      }
      const known = new Map(tables.map((table) => [table.name, new Set(table.columns.map((column) => column.name))]))
      for (const { from, to } of keys) for (const end of [from, to]) for (const column of end.columns) expect(known.get(end.table)?.has(column), `${name} ${end.table}.${column}`).toBe(true)
    })
    const milliseconds = performance.now() - opened
    if (milliseconds > slowest.milliseconds) Object.assign(slowest, { file: name, milliseconds })
  }
  const all = performance.now() - started
  console.info(`${files.length} databases in ${Math.round(all)} ms, ${Math.round(all / files.length)} ms each; slowest ${slowest.file} ${Math.round(slowest.milliseconds)} ms`)
  expect(all / files.length).toBeLessThan(1_000)
}, 180_000)
