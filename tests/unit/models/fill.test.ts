import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex } from '../../../electron/language/index/language-index.ts'
import { understand } from '../../../electron/language/understand.ts'
import { sameMeaning } from '../../../electron/agents/same-meaning.ts'
import type { Setting } from '../../../electron/models/conversation.ts'
import { readDraft, type Draft } from '../../../electron/models/draft-schema.ts'
import { planOfDraft } from '../../../electron/models/fill/plan.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { reading } from '../../../electron/plan/reading.ts'
import type { Plan } from '../../../shared/model/plan.ts'
import { draft } from '../../fixtures/model-server/drafts.ts'
import { knownSample } from '../agents/known-sample.ts'

let setting: Setting
let close: () => Promise<void>
beforeAll(async () => {
  const sample = await knownSample()
  close = sample.close
  setting = { index: buildIndex(sample.knowledge.context.catalog, sample.knowledge.glossary), asOf: '2026-06-30', calendar: 'calendar' }
})
afterAll(() => close())

function filled(fields: Partial<Draft>): Plan {
  const read = readDraft(JSON.parse(draft(fields)))
  if ('problem' in read) throw new Error(read.problem)
  const made = planOfDraft(read.draft, setting)
  if ('problem' in made) throw new Error(made.problem)
  return made.plan
}

function problem(fields: Partial<Draft>): string {
  const read = readDraft(JSON.parse(draft(fields)))
  if ('problem' in read) return read.problem
  const made = planOfDraft(read.draft, setting)
  return 'problem' in made ? made.problem : reading(made.plan, setting.index.catalog)
}

const offline = (question: string): Plan => understand(question, setting.index, { asOf: setting.asOf }).readings[0]!.plan

/** Questions that the offline engine answers rightly, and the drafts that a model that understands them fills in. */
const same: [string, Partial<Draft>][] = [
  ['How many customers do we have?', { measures: [{ how: 'count', of: 'customers' }] }],
  ['List the customers in Germany', { rows: 'customers', where: [{ any: [{ column: 'customers.country', is: '=', values: ['germany'] }] }] }],
  ['Revenue by region in 2025', { measures: [{ how: 'metric', of: 'revenue' }], by: [{ column: 'customers.region', grain: null }], period: { from: '2025-01-01', until: '2026-01-01' } }],
  ['Revenue by region in 2025', { measures: [{ how: 'metric', of: 'revenue' }], by: [{ column: 'customers.region', grain: null }], where: [{ any: [{ column: 'invoices.invoice_date', is: 'between', values: ['2025-01-01', '2025-12-31'] }] }] }],
  ['Monthly revenue for 2025', { measures: [{ how: 'metric', of: 'revenue' }], by: [{ column: 'invoices.invoice_date', grain: 'month' }], period: { from: '2025-01-01', until: '2026-01-01' } }],
  ['Total revenue by year', { measures: [{ how: 'metric', of: 'revenue' }], by: [{ column: 'invoices.invoice_date', grain: 'year' }] }],
  ['Top 10 customers by revenue in 2025', { measures: [], by: [{ column: 'customers.customer_name', grain: null }], order: [{ how: 'metric', of: 'revenue', direction: 'desc' }], limit: 10, period: { from: '2025-01-01', until: '2026-01-01' } }],
  ['Customers with no invoices in 2026', { rows: 'customers', related: [{ table: 'invoices', none: true, atLeast: null, where: [{ any: [{ column: 'invoices.invoice_date', is: '=', values: ['2026'] }] }] }] }],
  ['Share of revenue by region', { measures: [{ how: 'metric', of: 'revenue' }], by: [{ column: 'customers.region', grain: null }], compare: [{ kind: 'share', grain: null }] }],
  ['Number of invoices per month', { measures: [{ how: 'count', of: 'invoices' }], by: [{ column: 'invoices.invoice_date', grain: 'month' }] }],
]

describe('a draft becomes the plan that the offline engine makes of the same meaning', () => {
  it.each(same)('%s', (question, fields) => {
    const [mine, theirs] = [offline(question), filled(fields)]
    expect(sameMeaning(mine, theirs, setting.index.catalog), `${reading(mine, setting.index.catalog)}\n${reading(theirs, setting.index.catalog)}`).toBe(true)
  })

  it('and another meaning is told apart', () => {
    expect(sameMeaning(offline('List the customers in Germany'), filled({ rows: 'customers', where: [{ any: [{ column: 'customers.country', is: '=', values: ['France'] }] }] }), setting.index.catalog)).toBe(false)
  })
})

describe('what a draft can say', () => {
  const sql = (fields: Partial<Draft>): string => compile(filled(fields), setting.index.catalog, setting.index.catalog.dialect).sql
  it('alternatives, ranges, texts and empty columns', () => {
    expect(sql({ rows: 'customers', where: [{ any: [{ column: 'customers.country', is: '=', values: ['France', 'Spain'] }, { column: 'customers.customer_name', is: 'starts', values: ['A'] }] }, { any: [{ column: 'customers.credit_limit_gc', is: '>=', values: ['1,000'] }] }, { any: [{ column: 'customers.email', is: 'not empty', values: [] }] }] }))
      .toMatch(/OR[\s\S]+AND/)
  })
  it('yes and no', () => {
    expect(sql({ rows: 'accounts', where: [{ any: [{ column: 'accounts.postable_flag', is: '=', values: ['true'] }] }] })).toContain('postable_flag')
  })
  it('two lists in one, groups that pass a test, the time before, words of the vocabulary', () => {
    expect(sql({ rows: 'customers', show: ['customers.city'], combine: { operator: 'intersection', first: [{ any: [{ column: 'customers.segment', is: '=', values: ['Retail'] }] }], second: [{ any: [{ column: 'customers.segment', is: '=', values: ['Export'] }] }] } })).toContain('IS NOT DISTINCT FROM')
    expect(sql({ by: [{ column: 'departments.dept_name', grain: null }], having: [{ how: 'count', of: 'employees', is: '>', value: 5 }] })).toContain('HAVING')
    expect(filled({ measures: [{ how: 'metric', of: 'revenue' }], by: [{ column: 'invoices.invoice_date', grain: 'year' }], compare: [{ kind: 'previous', grain: 'year' }] })).toMatchObject({ compare: [{ kind: 'previous', grain: 'year' }, { kind: 'change', percent: true }] })
    expect(sql({ rows: 'invoices', where: [{ any: [{ column: 'overdue', is: 'term', values: [] }] }] })).toContain('due_date')
  })
  it('above the average', () => {
    expect(sql({ rows: 'products', where: [{ any: [{ column: 'products.list_price_usd', is: 'above average', values: [] }] }] })).toMatch(/> \(\s+SELECT/)
  })
})

describe('what does not fit is told in names alone', () => {
  it.each<[string, Partial<Draft>, string]>([
    ['a table', { rows: 'clients' }, 'There is no table "clients".'],
    ['a column', { rows: 'customers', show: ['customers.turnover'] }, '"customers" has no column "turnover". It has "customer_id"'],
    ['a column of no table', { show: ['turnover'] }, 'There is no column "turnover"'],
    ['a column of several tables', { show: ['amt_gc'] }, 'Several tables have a column "amt_gc"'],
    ['a metric', { measures: [{ how: 'metric', of: 'churn' }] }, 'There is no metric "churn"'],
    ['a term', { rows: 'customers', where: [{ any: [{ column: 'loyal', is: 'term', values: [] }] }] }, 'There is no term "loyal"'],
    ['a sum of text', { measures: [{ how: 'sum', of: 'customers.city' }] }, 'sum needs a column of numbers'],
    ['no number', { rows: 'products', where: [{ any: [{ column: 'products.list_price_usd', is: '>', values: ['lots'] }] }] }, '"list_price_usd" holds numbers'],
    ['no date', { rows: 'invoices', where: [{ any: [{ column: 'invoices.invoice_date', is: '>', values: ['yesterday'] }] }] }, 'write them as 2025-12-31'],
    ['a period that ends before it begins', { measures: [{ how: 'metric', of: 'revenue' }], period: { from: '2026-01-01', until: '2025-01-01' } }, 'ends before it begins'],
    ['nothing at all', {}, 'Nothing is asked for'],
    ['tables that nothing joins', { rows: 'customers', show: ['customers.city', 'fx_rates.avg_rate'] }, 'No keys join these tables'],
  ])('%s', (_, fields, expected) => {
    expect(problem(fields)).toContain(expected)
  })
  it('and a draft of the wrong form by its field', () => {
    expect(readDraft({ limit: 'ten' })).toEqual({ problem: 'The field "limit" does not have the form described.' })
    expect(readDraft([1])).toEqual({ problem: 'The answer is not a JSON object.' })
  })
})
