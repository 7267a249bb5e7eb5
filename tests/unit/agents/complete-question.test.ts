import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { completeQuestion } from '../../../electron/agents/complete-question.ts'
import type { Knowledge } from '../../../electron/agents/question.ts'
import { sampleFolder, sampleNotes } from '../../fixtures/ledger.ts'
import { duckdbEngine, temporaryFolder, type Engine } from '../plan/engines.ts'
import { asOf, knowledgeOf } from './knowledge.ts'

const folder = temporaryFolder()
let engine: Engine
let sample: Knowledge

beforeAll(async () => {
  engine = await duckdbEngine(folder.path, sampleFolder)
  sample = await knowledgeOf(engine, sampleNotes())
})
afterAll(async () => {
  await engine.source.close()
  folder.remove()
})
const texts = (text: string) => completeQuestion(text, sample, { asOf }).map((suggestion) => suggestion.text)

describe('going on from what is typed', () => {
  test.each([
    ['rev', 'Revenue'], ['revenue by r', 'revenue by region'], ['revenue by product c', 'revenue by product category'], ['operating expenses by d', 'operating expenses by department'], ['unpaid inv', 'unpaid invoices'],
    ['top 10 cust', 'top 10 customers'], ['customers in ger', 'customers in Germany'], ['How many emp', 'How many employees'], ['revenue by q', 'revenue by quarter'], ['revenue ', 'revenue by region'],
  ])('%s', (typed, wanted) => {
    expect(texts(typed)[0]).toBe(wanted)
  })
  test('offers nothing that the number cannot be split by', () => {
    expect(texts('budget by s').join()).not.toContain('segment')
    expect(texts('revenue by ').every((text) => !/by (in|last) /.test(text))).toBe(true)
  })
  test('says each thing once, at most six of them, and never what is typed already', () => {
    for (const typed of ['', 'r', 'c', 'revenue', 'revenue ', 'sales by ', 'top 5 ', 'e']) {
      const found = texts(typed)
      expect(found.length).toBeLessThanOrEqual(6)
      expect(new Set(found.map((text) => text.toLowerCase())).size).toBe(found.length)
      expect(found).not.toContain(typed)
    }
    expect(texts('')).not.toHaveLength(0)
  })
  test('is calm about anything', () => {
    for (const typed of ['(((', '"; drop table', '__proto__', '\u0000', '🙂 ', 'x'.repeat(2_000), 'a '.repeat(900)]) expect(() => texts(typed)).not.toThrow()
  })
  test('takes milliseconds', () => {
    texts('warm')
    const started = process.cpuUsage()
    for (const typed of ['r', 're', 'rev', 'revenue by c', 'top 10 cu', 'customers in g', 'revenue ', 'e', 'a', 's']) texts(typed)
    expect(process.cpuUsage(started).user / 1000 / 10).toBeLessThan(20)
  })
})
