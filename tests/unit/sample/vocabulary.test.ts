import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readGlossary, readTermFile } from '../../../electron/terms/read-glossary.ts'
import { Catalog } from '../../../shared/model/catalog.ts'
import { openSample, sampleFolder, sampleTables, type Query } from './sample-database.ts'

const file = readTermFile(readFileSync(join(sampleFolder, 'quaestor.yaml'), 'utf8'))
let query: Query
let close: () => void
let columns: Set<string>
beforeAll(async () => {
  ({ query, close } = await openSample())
  columns = new Set((await query(`SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'main'`)).map(([name]) => String(name)))
})
afterAll(() => close())

/** Every table.column of an expression; words inside quotes are values. */
const named = (expression: string) => expression.replace(/'[^']*'/g, '').match(/[a-z_]+\.[a-z_]+/g) ?? []

describe('notes', () => {
  test('every table and every column has a comment, and no other has', () => {
    expect(file.tables.map((note) => note.table).sort()).toEqual(sampleTables)
    const commented = file.tables.flatMap((note) => Object.entries(note.columns).map(([column, comment]) => (comment.length > 5 ? `${note.table}.${column}` : '')))
    expect(commented.sort()).toEqual([...columns].sort())
    expect(file.tables.filter((note) => (note.comment ?? '').length < 10)).toEqual([])
  })
  test.each(file.tables.map((note) => [note.table, note.primaryKey ?? []] as const))('the key of %s is complete and unique', async (table, key) => {
    expect(key.length).toBeGreaterThan(0)
    expect(await query(`SELECT ${key.join(', ')} FROM ${table} GROUP BY ALL HAVING count(*) > 1`)).toEqual([])
    expect(await query(`SELECT count(*) FROM ${table} WHERE ${key.map((column) => `${column} IS NULL`).join(' OR ')}`)).toEqual([['0']])
  })
  const references = file.tables.flatMap((note) => note.references.map((reference) => [`${note.table}.${reference.columns.join()}`, note.table, reference] as const))
  test.each(references)('%s points to rows that are there', async (_name, table, { columns: from, to, toColumns }) => {
    expect(file.tables.find((note) => note.table === to)?.primaryKey).toEqual(toColumns)
    const match = from.map((column, at) => `t."${toColumns[at] ?? ''}" = f."${column}"`).join(' AND ')
    expect(await query(`SELECT count(*) FROM ${table} f WHERE ${from.map((column) => `f."${column}" IS NOT NULL`).join(' AND ')} AND NOT EXISTS (SELECT 1 FROM ${to} t WHERE ${match})`)).toEqual([['0']])
  })
  test('every column named like a key of another table is a reference', () => {
    const keys = new Map(file.tables.flatMap((note) => (note.primaryKey?.length === 1 && note.primaryKey[0] !== undefined ? [[note.primaryKey[0], note.table] as const] : [])))
    const pointing = [...columns].filter((column) => {
      const [table = '', name = ''] = column.split('.')
      return keys.has(name) && keys.get(name) !== table
    })
    expect(pointing.filter((column) => !references.some(([name]) => name === column))).toEqual([])
  })
})

describe('vocabulary', () => {
  test('the product reads all of it', async () => {
    const described = await query(`SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'main' ORDER BY 1, ordinal_position`)
    const tables = sampleTables.map((name) => ({
      name, kind: 'table', primaryKey: [], indexes: [], rowEstimate: null, sample: [],
      columns: described.filter(([table]) => table === name).map(([, column]) => ({ name: column, type: { kind: 'unknown' }, declared: '', nullable: true })),
    }))
    const catalog = Catalog.parse({ source: 'sample', database: 'main', dialect: 'duckdb', tables, relationships: [], fiscalYearStart: 4, readAt: '2026-06-30T00:00:00Z', fingerprint: '' })
    const { glossary, problems } = readGlossary(file, catalog, { asOf: file.asOf ?? '' })
    expect(problems).toEqual([])
    expect(glossary.metrics.length).toBe(file.metrics.length)
    expect(glossary.terms.length).toBe(file.terms.length)
  })

  test('every column it names exists', () => {
    const used = [
      ...file.metrics.flatMap((metric) => [metric.expression, metric.filter ?? '', metric.time ?? '']), ...file.terms.flatMap((term) => [term.column ?? '', term.value?.column ?? '', term.filter ?? '']),
      ...file.entities.map((entity) => entity.time ?? ''),
    ].flatMap(named)
    expect(used.length).toBeGreaterThan(80)
    expect(used.filter((column) => !columns.has(column))).toEqual([])
    expect(file.entities.flatMap((entity) => entity.display.map((column) => `${entity.table}.${column}`)).filter((column) => !columns.has(column))).toEqual([])
  })
  test('every value it names occurs', async () => {
    for (const { value } of file.terms) {
      if (value === undefined) continue
      const [table = '', column = ''] = value.column.split('.')
      expect(await query(`SELECT count(*) > 0 FROM ${table} WHERE ${column} = '${value.is}'`)).toEqual([[true]])
    }
    const quoted = file.metrics.flatMap((metric) => [...(metric.filter ?? '').matchAll(/([a-z_]+)\.([a-z_]+) (?:=|in) (\('[^)]*'\)|'[^']*')/g)])
    for (const [, table = '', column = '', values = ''] of quoted) {
      for (const [value] of values.matchAll(/'[^']*'/g)) expect(await query(`SELECT count(*) > 0 FROM ${table} WHERE ${column} = ${value}`), value).toEqual([[true]])
    }
  })
  test('a word means one thing: no metric, term or table shares a phrase with another', () => {
    const phrases = [
      ...file.metrics.flatMap((metric) => [metric.name, ...metric.synonyms]),
      ...file.terms.flatMap((term) => [term.phrase, ...term.synonyms].map((phrase) => (term.of === undefined ? phrase : `${phrase} of ${term.of}`))),
    ].map((phrase) => phrase.toLowerCase())
    expect(phrases.filter((phrase, at) => phrases.indexOf(phrase) !== at)).toEqual([])
  })
})
