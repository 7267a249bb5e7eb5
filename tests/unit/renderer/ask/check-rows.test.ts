import { describe, expect, test } from 'vitest'
import { checkRows } from '../../../../renderer/ask/check-rows.ts'
import { numberBehind, rowsBehindTitle } from '../../../../renderer/state/rows-behind-title.ts'
import type { Run } from '../../../../renderer/state/thread.ts'
import type { ResultFacts } from '../../../../shared/model/result.ts'

describe('rows behind a number', () => {
  const run = (text: string, more: object = {}): Run => ({ summary: { id: 'b', parent: 'a', asked: { kind: 'plan', text, plan: {} }, startedAt: '', sourceName: '', database: '', ended: true, ...more } }) as Run
  const facts = (rows: number, truncated = false, id = 'amount'): ResultFacts => ({ id: 'r', columns: [{ id, label: 'Amount', type: { kind: 'decimal' } }], rows, truncated, growing: false, bytes: 0 })
  const totals = (sum: string) => ({ amount: { sum, min: null, max: null, nulls: 0 } })

  test('the title holds every digit and can be read back', () => {
    const title = rowsBehindTitle('-48210334.120000000001', ['Americas', '2025'])
    expect(title).toBe('Rows behind -48,210,334.120000000001 · Americas · 2025')
    expect(numberBehind(run(title))).toBe('-48210334.120000000001')
    expect(numberBehind(run(rowsBehindTitle('7', [])))).toBe('7')
  })

  test('words that merely look like such a title name no number', () => {
    expect(numberBehind(run('Rows behind 7', { parent: null }))).toBeNull()
    expect(numberBehind(run('Rows behind the number'))).toBeNull()
    expect(numberBehind(run('Rows behind 7 things'))).toBeNull()
  })

  test('are held against it to the last digit', () => {
    expect(checkRows('48210334.12', facts(3), totals('48210334.120')).kind).toBe('sum')
    expect(checkRows('48210334.12', facts(3), totals('48210334.13')).kind).toBe('differs')
    expect(checkRows('9007199254740993', facts(3), totals('9007199254740992')).kind).toBe('differs')
    expect(checkRows('3', facts(3), totals('99')).kind).toBe('differs')
    expect(checkRows('3', facts(3, false, 'r1'), {}).kind).toBe('count')
    expect(checkRows('4', facts(3, false, 'r1'), {}).kind).toBe('differs')
    expect(checkRows('48210334.12', facts(3, true), totals('48210334.12')).kind).toBe('cut')
    expect(checkRows('0', facts(2), totals('-0.00')).kind).toBe('sum')
  })
})
