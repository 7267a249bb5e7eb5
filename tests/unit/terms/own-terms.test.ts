import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { ownFile, writeOwnFile, type TermPlace } from '../../../electron/terms/own-file.ts'
import { readOwnTerms, removeDefinition, saveDefinition, type SaveOptions } from '../../../electron/terms/own-terms.ts'
import { readTermFile } from '../../../electron/terms/read-glossary.ts'
import { vocabularyOf } from '../../../electron/terms/vocabulary.ts'
import type { Catalog, Table } from '../../../shared/model/catalog.ts'
import type { Metric, Term } from '../../../shared/model/term.ts'
import type { Definition } from '../../../shared/model/vocabulary.ts'

const table = (name: string, columns: string[]): Table => ({
  name, kind: 'table', primaryKey: [], indexes: [], rowEstimate: 1, sample: [],
  columns: columns.map((column) => ({ name: column, type: { kind: 'text' }, declared: 'text', nullable: true })),
})
const catalog: Catalog = {
  source: 's', database: 'd', dialect: 'duckdb', fiscalYearStart: 1, readAt: '', fingerprint: '', relationships: [],
  tables: [table('sales', ['amount', 'cost', 'day', 'status']), table('bills', ['amount', 'status'])],
}
const fromSource = readTermFile(`
metrics: [{ name: revenue, synonyms: [turnover], expression: sum(sales.amount) }]
terms:
  - { phrase: unpaid, filter: "sales.status = 'open'" }
  - { phrase: unpaid, filter: "bills.status = 'open'" }`)

const root = mkdtempSync(join(tmpdir(), 'quaestor-terms-'))
afterAll(() => { rmSync(root, { recursive: true, force: true }) })
let folder = root
let number = 0
beforeEach(() => { folder = join(root, String(number++)) })

const place: TermPlace = { sourceId: 'sample', database: 'main' }
const options = (replaces?: string): SaveOptions => ({ fromSource, catalog, asOf: '2026-06-30', replaces })
const metric = (name: string, more: Partial<Metric> = {}): Definition => ({ kind: 'metric', metric: { name, synonyms: [], expression: 'sum(sales.amount)', ...more } })
const term = (phrase: string, more: Partial<Term> = {}): Definition => ({ kind: 'term', term: { phrase, synonyms: [], ...more } })
const save = (definition: Definition, replaces?: string) => saveDefinition(folder, place, definition, options(replaces))
const file = () => readFileSync(ownFile(folder, place), 'utf8')
const handWritten = (text: string): void => {
  mkdirSync(dirname(ownFile(folder, place)), { recursive: true })
  writeFileSync(ownFile(folder, place), text)
}

describe('saving', () => {
  it('keeps an entry as the format of the docs, readable by its owner alone', async () => {
    expect(await readOwnTerms(folder, place)).toMatchObject({ metrics: [], terms: [] })
    const saved = await save(metric('  margin ', { expression: ' sum(sales.amount - sales.cost) ', label: ' ', synonyms: ['profit', ' Profit', ''], unit: { kind: 'money', currency: 'USD' } }))
    expect(saved.metrics).toEqual([{ name: 'margin', expression: 'sum(sales.amount - sales.cost)', synonyms: ['profit'], unit: { kind: 'money', currency: 'USD' } }])
    expect(await readOwnTerms(folder, place)).toEqual(saved)
    if (process.platform !== 'win32') expect(statSync(ownFile(folder, place)).mode & 0o777).toBe(0o600)
    expect(readdirSync(dirname(ownFile(folder, place)))).toEqual(['main.yaml'])
  })

  it('changes an entry in its place, and keeps comments, order, unknown keys and hand edits', async () => {
    handWritten(`# mine
asOf: 2026-01-31 # month end
metrics:
  # the first
  - name: margin # as finance has it
    expression: sum(sales.cost)
    owner: Ana
  # the second
  - { name: cost, expression: sum(sales.cost) }
`)
    await save(metric('margin', { expression: 'sum(sales.amount)', good: 'up' }), 'margin')
    const text = file()
    for (const kept of ['# mine', '# month end', '# the first', '# as finance has it', 'owner: Ana', '# the second', 'name: cost']) expect(text).toContain(kept)
    const saved = await readOwnTerms(folder, place)
    expect(saved.metrics.map(({ name, expression, good }) => [name, expression, good])).toEqual([['margin', 'sum(sales.amount)', 'up'], ['cost', 'sum(sales.cost)', undefined]])
    expect(saved.asOf).toBe('2026-01-31')
  })

  it('renames, and takes own terms along that mean the metric', async () => {
    await save(metric('margin'))
    await save(term('gain', { metric: 'margin' }))
    const saved = await save(metric('gross margin'), 'margin')
    expect(saved.metrics.map(({ name }) => name)).toEqual(['gross margin'])
    expect(saved.terms).toMatchObject([{ phrase: 'gain', metric: 'gross margin' }])
  })

  it('stands in the place of an entry of the source, and of the right one where two share a phrase', async () => {
    await save(term('unpaid', { filter: "sales.status = 'late'" }), 'unpaid')
    await save(term('unpaid', { filter: "bills.status = 'late'" }), 'unpaid')
    const own = await save(term('unpaid', { filter: "sales.status = 'due'" }), 'unpaid')
    expect(own.terms.map(({ filter }) => filter)).toEqual(["sales.status = 'due'", "bills.status = 'late'"])
    const { terms } = vocabularyOf(fromSource, own, catalog, '2026-06-30', 'f')
    expect(terms.map(({ term: { filter }, origin }) => [filter, origin])).toEqual([["sales.status = 'due'", 'own'], ["bills.status = 'late'", 'own']])
    const left = await removeDefinition(folder, place, 'term', 'unpaid', 'sales')
    expect(left.terms.map(({ filter }) => filter)).toEqual(["bills.status = 'late'"])
  })

  it('keeps strange names and long texts as they are', async () => {
    for (const phrase of ['__proto__', 'constructor', '- a: b', '# no comment', '"quoted"', 'été 😀', '{x}', '&a *b', 'null', '007', 'yes']) await save(term(phrase, { table: 'sales', description: 'a\nb: c # d' }))
    const own = await readOwnTerms(folder, place)
    expect(own.terms.map(({ phrase }) => phrase)).toEqual(['__proto__', 'constructor', '- a: b', '# no comment', '"quoted"', 'été 😀', '{x}', '&a *b', 'null', '007', 'yes'])
    expect(own.terms.every(({ description }) => description === 'a\nb: c # d')).toBe(true)
  })
})

describe('refusing', () => {
  it.each<[string, Definition, string, RegExp]>([
    ['no name', metric('  '), 'name', /empty/],
    ['a name of signs', term('!?', { table: 'sales' }), 'phrase', /cannot be used/],
    ['a name on two lines', metric('a\nb'), 'name', /cannot be used/],
    ['no expression', metric('x', { expression: ' ' }), 'expression', /needs an expression/],
    ['a column that is not there', metric('x', { expression: 'sum(sales.gone)' }), 'expression', /sales\.gone/],
    ['no aggregate', metric('x', { expression: 'sales.amount' }), 'expression', /no sum/],
    ['a broken filter', metric('x', { filter: 'sales.status =' }), 'filter', /filter of “x”/],
    ['a date that is not there', metric('x', { time: 'sales.gone' }), 'time', /date of “x”/],
    ['an unknown metric', term('x', { metric: 'nothing' }), 'metric', /nothing/],
    ['a table that is not there', term('x', { table: 'gone' }), 'table', /gone/],
    ['a word taken by a synonym of the source', metric('x', { synonyms: ['Turnover'] }), 'synonyms', /the metric “revenue”/],
    ['a metric of the source, when it is not edited', metric('Revenue'), 'name', /the metric “revenue”/],
    ['a word of a filter for another thing', term('unpaid', { table: 'sales' }), 'phrase', /the term “unpaid”/],
  ])('refuses %s and leaves the file alone', async (_, definition, field, message) => {
    await save(metric('margin'))
    const before = file()
    await expect(save(definition)).rejects.toMatchObject({ code: 'TERM_INVALID', message: expect.stringMatching(message) as unknown, detail: { field } })
    expect(file()).toBe(before)
  })

  it('refuses a term for nothing or for two things', async () => {
    await expect(save(term('x'))).rejects.toMatchObject({ code: 'TERM_INVALID', message: expect.stringContaining('exactly one') as unknown })
    await expect(save(term('x', { table: 'sales', column: 'sales.day' }))).rejects.toMatchObject({ code: 'TERM_INVALID' })
    expect(existsSync(ownFile(folder, place))).toBe(false)
  })

  it('leaves a file that was edited into something else as it is, and names it', async () => {
    handWritten('metrics: [')
    for (const work of [() => readOwnTerms(folder, place), () => save(metric('margin')), () => removeDefinition(folder, place, 'metric', 'x')]) {
      await expect(work()).rejects.toMatchObject({ code: 'TERM_INVALID', hint: expect.stringContaining(ownFile(folder, place)) as unknown })
    }
    expect(file()).toBe('metrics: [')
  })

  it('says that there is nothing to remove', async () => {
    await expect(removeDefinition(folder, place, 'metric', 'revenue')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('says that the file cannot be written', async () => {
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o500)
    await expect(save(metric('margin'))).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
  })

  it('says so when a file stands where the folder should be, and leaves no part behind', async () => {
    writeFileSync(folder, '')
    await expect(save(metric('margin'))).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
    expect(() => { writeOwnFile(join(folder, 'x.yaml'), '') }).toThrow(/was not changed/)
  })
})

describe('the place of the file', () => {
  it('stays inside the folder and tells names apart, whatever they are', () => {
    const names = ['../../etc/passwd', '..', '.', '', 'con', 'Shop', 'shop', 'SHOP', 'a/b', 'a\\b', 'a b', 'été', 'e\u0301te', '\0', 'x'.repeat(500), 'x'.repeat(501), 'CON.yaml']
    const paths = names.map((database) => ownFile('/terms', { sourceId: 'sample', database }))
    for (const path of paths) expect(relative('/terms/sample', path)).toMatch(/^[a-z0-9][a-z0-9_.-]*\.yaml$/)
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(names.length)
  })
})

it('lists entries with where they come from and what is wrong with them', () => {
  const own = readTermFile('metrics: [{ name: Revenue, expression: sum(sales.cost) }, { name: stale, expression: sum(sales.gone) }]\nterms: [{ phrase: lost, metric: stale }]')
  const { metrics, terms, ownFile: path } = vocabularyOf(fromSource, own, catalog, '2026-06-30', '/f.yaml')
  expect(metrics.map(({ metric: { name }, origin, problem }) => [name, origin, problem?.code])).toEqual([['Revenue', 'own', undefined], ['stale', 'own', 'TERM_INVALID']])
  expect(terms.map(({ term: { phrase }, origin, problem }) => [phrase, origin, problem?.detail?.field])).toEqual([['lost', 'own', 'metric'], ['unpaid', 'source', undefined], ['unpaid', 'source', undefined]])
  expect(path).toBe('/f.yaml')
})
