import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkDefinition, refuseUnworkable } from '../../../electron/agents/check-definition.ts'
import type { Metric, Term } from '../../../shared/model/term.ts'
import type { DefinitionCheck } from '../../../shared/model/vocabulary.ts'
import { knownSample } from './known-sample.ts'

let sample: Awaited<ReturnType<typeof knownSample>>
beforeAll(async () => { sample = await knownSample() })
afterAll(() => sample.close())

const options = () => ({ asOf: '2026-06-30', signal: new AbortController().signal })
const metric = (expression: string, more: Partial<Metric> = {}): Promise<DefinitionCheck> => checkDefinition({ kind: 'metric', metric: { name: 'try', synonyms: [], expression, ...more } }, sample.knowledge, options())
const term = (more: Partial<Term>): Promise<DefinitionCheck> => checkDefinition({ kind: 'term', term: { phrase: 'try', synonyms: [], ...more } }, sample.knowledge, options())
const count = async (expression: string, more: Partial<Metric> = {}): Promise<number> => {
  const found = await metric(expression, more)
  return found.kind === 'good' ? Number(found.value) : NaN
}

describe('a definition that works', () => {
  it('has the value of a metric over all rows, and says what it is', async () => {
    const rows = sample.knowledge.context.catalog.tables.find(({ name }) => name === 'invoices')!.columns.find(({ name }) => name === 'invoice_id')!.profile!.rows
    expect(await metric('count(invoices.invoice_id)', { label: 'Invoices sent' })).toMatchObject({ kind: 'good', value: String(rows), label: 'Invoices sent', meaning: 'Number of invoice ID.' })
  })

  it('minds the filter of a metric, over a join too', async () => {
    const [all, some] = [await count('count(invoices.invoice_id)'), await count('count(invoices.invoice_id)', { filter: "customers.country = 'Germany'" })]
    expect(some).toBeGreaterThan(0)
    expect(some).toBeLessThan(all)
  })

  it('says how many rows a filter keeps, which together with its opposite are all', async () => {
    const [kept, others] = [await term({ filter: 'invoices.open_lc > 0' }), await term({ filter: 'not (invoices.open_lc > 0)' })]
    expect(kept).toMatchObject({ kind: 'good', label: 'Rows it keeps', meaning: 'Invoices where invoice open in local currency is above 0.' })
    if (kept.kind === 'good' && others.kind === 'good') expect(Number(kept.value) + Number(others.value)).toBe(await count('count(invoices.invoice_id)'))
  })

  it.each<[string, Partial<Term>, string]>([
    ['a table', { table: 'customers' }, 'Rows'],
    ['a column', { column: 'customers.country' }, 'Different values'],
    ['a value', { value: { column: 'customers.country', is: 'Germany' } }, 'Rows with this value'],
  ])('says what %s stands for', async (_, target, label) => {
    const found = await term(target)
    expect(found).toMatchObject({ kind: 'good', label })
    expect(found.kind === 'good' && Number(found.value)).toBeGreaterThan(0)
  })

  it('takes a term for a metric as that metric', async () => {
    const [name] = sample.knowledge.glossary.metrics.map((known) => known.name)
    expect(await term({ metric: name })).toMatchObject({ kind: 'good' })
  })

  it('checks every entry of the sample vocabulary as good', async () => {
    const { metrics, terms } = sample.knowledge.glossary.file
    const bad = []
    for (const one of metrics) bad.push([one.name, await checkDefinition({ kind: 'metric', metric: one }, sample.knowledge, options())] as const)
    for (const one of terms) bad.push([one.phrase, await checkDefinition({ kind: 'term', term: one }, sample.knowledge, options())] as const)
    expect(bad.filter(([, found]) => found.kind === 'bad')).toEqual([])
  }, 60_000)
})

describe('a definition that does not', () => {
  it.each<[string, string, Partial<Metric>, string]>([
    ['a column that is not there', 'sum(invoices.gone)', {}, 'TERM_INVALID'],
    ['no aggregate', 'invoices.invoice_id', {}, 'TERM_INVALID'],
    ['text added up', 'sum(customers.country)', {}, 'TERM_INVALID'],
    ['no table', 'count(*)', {}, 'TERM_INVALID'],
    ['SQL that is no expression', 'count(invoices.invoice_id); drop table invoices', {}, 'TERM_INVALID'],
    ['a filter that is none', 'count(invoices.invoice_id)', { filter: 'invoices.open_lc' }, 'TERM_INVALID'],
    ['an aggregate in the filter', 'count(invoices.invoice_id)', { filter: 'sum(invoices.invoice_id) > 1' }, 'TERM_INVALID'],
  ])('is bad: %s', async (_, expression, more, code) => {
    expect(await metric(expression, more)).toMatchObject({ kind: 'bad', failure: { code } })
  })

  it('says which field is to blame for what only the engine can tell', async () => {
    const failed = async (found: Promise<DefinitionCheck>) => {
      const check = await found
      return check.kind === 'bad' ? [check.failure.detail?.field, check.failure.message] : check
    }
    expect(await failed(metric('sum(customers.country)'))).toEqual(['expression', 'In the expression of “try”: Only numbers can be added up, not text.'])
    expect(await failed(metric('count(invoices.invoice_id)', { filter: 'sum(invoices.invoice_id) > 1' }))).toEqual(['filter', expect.stringContaining('In the filter of “try”')])
    expect(await failed(metric('count(*)'))).toEqual(['expression', 'In the expression of “try”: It names no table.'])
    expect(await failed(term({ filter: 'sum(invoices.open_lc) > 1' }))).toEqual(['filter', expect.stringContaining('In the filter of “try”')])
  })

  it('names the field that is wrong', async () => {
    expect(await metric('count(invoices.invoice_id)', { filter: 'invoices.gone = 1' })).toMatchObject({ kind: 'bad', failure: { detail: { field: 'filter' }, message: expect.stringContaining('filter') as unknown } })
  })

  it('is refused before it is saved, without asking the source', () => {
    const refuse = (expression: string) => () => { refuseUnworkable({ kind: 'metric', metric: { name: 'x', synonyms: [], expression } }, sample.knowledge, '2026-06-30') }
    expect(refuse('sum(customers.country)')).toThrow(/In the expression of “x”/)
    expect(refuse('count(customers.customer_id)')).not.toThrow()
  })

  it('ends as cancelled when it is cancelled', async () => {
    const found = await checkDefinition({ kind: 'metric', metric: { name: 'x', synonyms: [], expression: 'count(invoices.invoice_id)' } }, sample.knowledge, { asOf: '2026-06-30', signal: AbortSignal.abort() })
    expect(found).toMatchObject({ kind: 'bad', failure: { code: 'CANCELLED' } })
  })
})
