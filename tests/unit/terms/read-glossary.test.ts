import { describe, expect, it } from 'vitest'
import { placeInPlan } from '../../../electron/terms/place.ts'
import { readGlossary, readTermFile } from '../../../electron/terms/read-glossary.ts'
import type { Catalog, Table } from '../../../shared/model/catalog.ts'
import { Failure } from '../../../shared/model/failure.ts'

const table = (name: string, columns: string[]): Table => ({
  name, kind: 'table', primaryKey: [], indexes: [], rowEstimate: 1, sample: [],
  columns: columns.map((column) => ({ name: column, type: { kind: 'text' }, declared: 'text', nullable: true })),
})
const catalog: Catalog = {
  source: 's', database: 'd', dialect: 'duckdb', fiscalYearStart: 1, readAt: '', fingerprint: '', relationships: [],
  tables: [table('Sales', ['amount', 'cost', 'day', 'status', 'region']), table('__proto__', ['x'])],
}
const read = (text: string) => readGlossary(readTermFile(text), catalog, { asOf: '2026-06-30' })

describe('reading a glossary', () => {
  it('reads metrics with their phrases and the tables they need, in the spelling of the catalog', () => {
    const { glossary, problems } = read(`
metrics:
  - { name: gross_margin, synonyms: [Margin], expression: sum(sales.AMOUNT - sales.cost), filter: "sales.status = 'posted'", time: sales.day, unit: { kind: money, currency: USD }, good: up }`)
    expect(problems).toEqual([])
    expect(glossary.metrics[0]).toMatchObject({ label: 'Gross margin', phrases: ['gross margin', 'margin'], tables: ['Sales'], time: { table: 'Sales', column: 'day' } })
    const [metric] = glossary.metrics
    expect(metric && JSON.stringify(placeInPlan(metric.value, () => 't7'))).toContain('"table":"t7","column":"amount"')
  })

  it('reads each kind of term', () => {
    const { glossary, problems } = read(`
metrics: [{ name: revenue, expression: sum(sales.amount) }]
terms:
  - { phrase: Deal, table: Sales }
  - { phrase: area, column: sales.region }
  - { phrase: overseas, value: { column: sales.region, is: APAC } }
  - { phrase: turnover, metric: revenue }
  - { phrase: open, synonyms: [unpaid], filter: "sales.status != 'paid'" }
  - { phrase: odd, column: __proto__.x }`)
    expect(problems).toEqual([])
    expect(glossary.terms.map((term) => term.target.kind)).toEqual(['table', 'column', 'value', 'metric', 'filter', 'column'])
    expect(glossary.terms[4]).toMatchObject({ phrases: ['open', 'unpaid'], target: { of: 'Sales' } })
  })

  it('leaves out what does not fit and says what and why', () => {
    const { glossary, problems } = read(`
metrics:
  - { name: good, expression: count(*) }
  - { name: stale, expression: sum(sales.gone) }
  - { name: not one number, expression: sales.amount }
terms:
  - { phrase: nothing }
  - { phrase: twice, table: Sales, column: sales.day }
  - { phrase: lost, metric: stale }`)
    expect(glossary.metrics.map((metric) => metric.name)).toEqual(['good'])
    expect(glossary.terms).toEqual([])
    expect(problems.map((problem) => problem.code)).toEqual(Array(5).fill('TERM_INVALID'))
    expect(problems[0]?.message).toContain('sales.gone')
  })

  it.each(['metrics: [', 'metrics: 3', 'metrics: [{ name: 1 }]', '&a [*a, *a]', `x: ${'[&a '.repeat(3)}`])('refuses a broken file: %s', (text) => {
    expect(() => readTermFile(text)).toThrow(Failure)
  })

  it('reads an empty file as nothing', () => {
    expect(readTermFile('').metrics).toEqual([])
  })
})
