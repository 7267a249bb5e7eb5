import { describe, expect, it } from 'vitest'
import { howRead, howReadText } from '../../../../renderer/answer/receipt/how-read.ts'
import { quoted, sourcesOf, sourceText, spanOf } from '../../../../renderer/answer/receipt/origin-words.ts'
import type { Chip, Receipt } from '../../../../shared/model/answer.ts'
import type { Plan } from '../../../../shared/model/plan.ts'

const question = 'Unpaid invoices in EMEA by month please'
const words = (text: string) => ({ from: 'words' as const, start: question.indexOf(text), end: question.indexOf(text) + text.length })
const chip = (change: Partial<Chip>): Chip => ({ path: 'where:0', kind: 'filter', label: 'Only', value: 'region is “EMEA”', assumed: false, ...change })
const told = (change: Partial<Chip>) => sourceText(sourcesOf(chip(change), question))

describe('where a chip comes from', () => {
  it('says the words, the vocabulary, the default or the change', () => {
    expect(told({ origin: words('EMEA') })).toBe('From your words: “EMEA”')
    expect(told({ origin: words('invoices'), metric: 'number of invoices' })).toBe('From your words: “invoices”. From the vocabulary: “number of invoices”')
    expect(told({ origin: { from: 'term', term: 'unpaid', start: 0, end: 6 } })).toBe('From your words: “Unpaid”. From the vocabulary: “unpaid”')
    expect(told({ origin: { from: 'default', name: 'The time up to now' }, assumed: true })).toBe('Assumed: The time up to now')
    expect(told({ origin: { from: 'default', name: 'Sorted for reading' } })).toBe('Not said: Sorted for reading')
    expect(told({ origin: { from: 'edit' } })).toMatch(/^Your change/)
    expect(told({})).toBe('')
  })
  it('points at no words of another question, and at none that are not there', () => {
    expect(told({ origin: { ...words('EMEA'), earlier: 'Revenue' } })).toBe('From an earlier question: “Revenue”')
    expect(spanOf({ ...words('EMEA'), earlier: 'Revenue' }, question)).toBeNull()
    expect(spanOf({ from: 'words', start: 10, end: 999 }, question)).toBeNull()
    expect(spanOf({ from: 'words', start: 5, end: 5 }, question)).toBeNull()
  })
  it('quotes long and hostile words as one short line', () => {
    expect(quoted('a'.repeat(200))).toBe(`“${'a'.repeat(80)}…”`)
    expect(quoted('in\nEMEA\u202E')).not.toMatch(/[\n\u202E]/)
  })
})

describe('how a question was read', () => {
  const plan: Plan = {
    kind: 'query', tables: [{ id: 't1', table: 'invoices', origin: words('invoices') }, { id: 't2', table: 'customers', origin: { from: 'default', name: 'Joined because it holds region' } }], entity: 't1',
    joins: [], show: [], context: [], measures: [], by: [], order: [], distinct: false, compare: [], calendar: 'calendar',
  }
  const receipt = {
    chips: [chip({ origin: words('EMEA') }), chip({ label: 'About', value: 'Invoices', origin: words('invoices') }), chip({ value: 'paid is no', origin: { from: 'term', term: 'unpaid', ...{ start: 0, end: 6 } } }), chip({ label: 'By', value: 'Month', origin: { from: 'edit' } })],
    ignoredWords: ['please'],
  } as Pick<Receipt, 'chips' | 'ignoredWords'> as Receipt

  it('goes by the order of the words; then what was not said; then what was left out', () => {
    expect(howReadText({ question, plan, receipt })).toEqual([
      '“Unpaid” → Only paid is no (vocabulary: unpaid)', '“invoices” → About Invoices', '“EMEA” → Only region is “EMEA”', 'Your change → By Month', 'Not said → Table customers (joined because it holds region)', '“please” → not used',
    ])
  })
  it('tells words within other words with them, and says nothing of SQL written by hand', () => {
    const wide = { ...receipt, chips: [...receipt.chips, chip({ label: 'By', value: 'Region', origin: words('in EMEA by month') })] }
    expect(howRead({ question, plan, receipt: wide }).map(({ from }) => from)).toContain('“in EMEA by month”')
    expect(howRead({ question, plan, receipt: wide }).map(({ from }) => from)).not.toContain('“EMEA”')
    expect(howRead({ question, plan: null, receipt })).toEqual([])
  })
})
