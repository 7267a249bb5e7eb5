import { describe, expect, it } from 'vitest'
import { confidenceWords, gradeWords } from '../../../../renderer/answer/receipt/grade-words.ts'
import { receiptFacts, receiptText } from '../../../../renderer/answer/receipt/receipt-facts.ts'
import { visibleText } from '../../../../renderer/answer/receipt/visible-text.ts'
import { refusedWord } from '../../../../renderer/answer/sql/refused-word.ts'
import type { Receipt } from '../../../../shared/model/answer.ts'

const receipt: Receipt = {
  source: 'Meridian', database: 'ledger', ranAt: '2026-06-30T10:00:00.000Z', reading: 'Revenue by region.', chips: [], grade: 'Assumed', assumed: ['2025 means the calendar year'], ignoredWords: ['please'],
  sql: 'SELECT ?', parameters: ["O'Brien"], dialect: 'duckdb', tables: ['invoices'], filters: ['Period: 2025'], asOf: '2026-06-30', rows: 1_000, truncated: true, estimatedRows: 84_000, warnings: [],
  engine: 'offline', model: null, confidence: null, elapsedMs: 62,
}

describe('a receipt in words', () => {
  it('says who read the question, and what left this machine for it', () => {
    const engine = (change: Partial<Receipt>) => Object.fromEntries(receiptFacts({ ...receipt, ...change })).Engine
    const model = 'qwen3 at http://127.0.0.1:11434/v1'
    expect(engine({})).toBe('offline · nothing left this machine')
    expect(engine({ dialect: 'mariadb' })).toBe('offline · only the SQL was sent, to the database itself')
    expect(engine({ engine: 'model', model })).toBe(`${model} · the question and table names were sent there, and no rows`)
    expect(engine({ engine: 'model', model, dialect: 'mysql' })).toBe(`${model} · the question and table names were sent there, the SQL to the database itself`)
    expect(engine({ model })).toBe(`offline · the question and table names were sent to ${model} too, and no rows`)
  })
  it('never claims a check that was not made', () => {
    expect(gradeWords({ ...receipt, grade: 'Unchecked', assumed: [], ignoredWords: [] })).toContain('not checked')
    expect(gradeWords(receipt)).toContain('one thing was assumed and one word was left out')
  })
  it('says that rows are only the first', () => {
    expect(Object.fromEntries(receiptFacts(receipt)).Rows).toBe('the first 1,000; there are more')
    expect(Object.fromEntries(receiptFacts({ ...receipt, truncated: false })).Rows).toBe('1,000 of 1,000')
  })
  it('does not judge what was given', () => {
    const words = (change: Partial<Receipt>): string => confidenceWords({ ...receipt, ...change })
    expect([words({ confidence: null }), words({ confidence: null, engine: 'model' }), words({ confidence: 0.95 }), words({ confidence: 0.2 })]).toEqual(['not judged: it was made by hand', 'not judged: a model read it, check the reading', 'very sure of this reading', 'a guess: check the reading'])
  })
  it('can be read by somebody who has nothing else', () => {
    const text = receiptText({ question: 'revenue 2025 please', title: 'Revenue by region', receipt, plan: null })
    for (const part of ['Question: revenue 2025 please', 'Assumed:\n  - 2025 means the calendar year', 'Words left out:\n  - please', 'Filters: Period: 2025', 'SELECT ?', "?1 = 'O''Brien'", 'nothing left this machine']) expect(text).toContain(part)
  })
})

it('shows text that would turn itself around as it is', () => {
  expect(visibleText("SELECT '\u202Eabc\u0000',\n\t1")).toBe("SELECT '·abc·',\n\t1")
})

describe('the word that was refused', () => {
  const refused = (detail: Record<string, unknown>) => ({ code: 'REFUSED_BY_GUARD' as const, message: '', hint: '', retry: false, detail })
  it('stands where the guard says', () => { expect(refusedWord('SELECT 1; DROP', refused({ word: 'DROP', at: 10 }))).toEqual({ from: 10, to: 14 }) })
  it('is looked for when only the word is told', () => { expect(refusedWord('select SLEEP(1)', refused({ word: 'sleep' }))).toEqual({ from: 7, to: 12 }) })
  it('is nowhere when nothing is told, or when the text is another by now', () => {
    expect([refusedWord('select 1', refused({})), refusedWord('x', refused({ at: 10, word: 'DROP' })), refusedWord('x', refused({ word: '' }))]).toEqual([null, null, null])
  })
})
