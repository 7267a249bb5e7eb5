import { describe, expect, it } from 'vitest'
import { parseCondition, parseExpression } from '../../../electron/terms/expression.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { Condition, Expression } from '../../../shared/model/plan.ts'

const resolve = (table: string, column: string) => (table.toLowerCase() === 'lines' ? { table: 'lines', column: column.toLowerCase() } : null)
const value = (text: string) => parseExpression(text, resolve, '2026-06-30')
const test = (text: string) => parseCondition(text, resolve, '2026-06-30')
const column = (name: string) => ({ kind: 'column', table: 'lines', column: name })

function failure(read: () => unknown): Failure {
  try {
    read()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('nothing failed')
}

describe('glossary expressions', () => {
  it('binds products tighter than sums, left to right', () => {
    expect(value('lines.a - lines.b - lines.c * 2')).toEqual({
      kind: 'arithmetic', operator: '-',
      left: { kind: 'arithmetic', operator: '-', left: column('a'), right: column('b') },
      right: { kind: 'arithmetic', operator: '*', left: column('c'), right: { kind: 'literal', value: '2', type: 'integer' } },
    })
  })

  it('keeps decimals as digits', () => {
    expect(value('sum(lines.a) * 0.10')).toMatchObject({ right: { value: '0.10', type: 'decimal' } })
    expect(value('-1.5')).toEqual({ kind: 'literal', value: '-1.5', type: 'decimal' })
  })

  it('reads every aggregate and function', () => {
    expect(value('count(*)')).toEqual({ kind: 'aggregate', name: 'count', of: null })
    expect(value('COUNT(DISTINCT lines.a)')).toEqual({ kind: 'aggregate', name: 'countDistinct', of: column('a') })
    expect(value('days(lines.a, as_of())')).toEqual({ kind: 'days', from: column('a'), to: { kind: 'literal', value: '2026-06-30', type: 'date' } })
    expect(value('case when lines.a > 0 then 1 else 0 end')).toMatchObject({ kind: 'case', branches: [{ when: { operator: '>' } }] })
    expect(value('coalesce(lines.a, 0)')).toMatchObject({ kind: 'call', name: 'coalesce' })
  })

  it('reads conditions with or, and, not and brackets', () => {
    expect(test("lines.a = 'x' or not (lines.b is null and lines.c in ('1', '2'))")).toMatchObject({
      kind: 'any', of: [{ kind: 'compare' }, { kind: 'not', of: { kind: 'all', of: [{ kind: 'isNull' }, { kind: 'in', values: ['1', '2'] }] } }],
    })
    expect(test('(lines.a + 1) * 2 > 3')).toMatchObject({ kind: 'compare', operator: '>' })
    expect(test("lines.a not like 'it''s%'")).toMatchObject({ kind: 'not', of: { kind: 'text', pattern: "it's%" } })
    expect(test('lines.a <> 1 and lines.b between 1 and 2')).toMatchObject({ kind: 'all', of: [{ operator: '!=' }, { kind: 'between' }] })
    expect(test('lines.a is not null')).toMatchObject({ kind: 'not', of: { kind: 'isNull' } })
  })

  it('gives values of the plan schema', () => {
    for (const text of ['sum(lines.a - lines.b) / count(*)', 'case when lines.a = 1 then lines.b end']) expect(Expression.safeParse(value(text)).success).toBe(true)
    expect(Condition.safeParse(test("lines.a like '%x'")).success).toBe(true)
  })

  it.each([
    ['sum(lines.a', 'at the end'], ['nothing.a', 'no column nothing.a'], ['load_file(lines.a)', 'not a function'], ['lines.a; drop table x', 'cannot be read'],
    ['sum(lines.a) sum(lines.b)', 'expected the end'], ['lines', 'expected “.”'], ['constructor(lines.a)', 'not a function'], [`${'('.repeat(3000)}1`, 'nested too deeply'],
    ['1'.repeat(5000), 'longer than'], ['', 'at the end'],
  ])('refuses %s', (text, message) => {
    const found = failure(() => value(text))
    expect(found.code).toBe('TERM_INVALID')
    expect(found.message).toContain(message)
  })

  it('stays quick on hostile nesting of conditions', () => {
    const started = performance.now()
    expect(failure(() => test(`${'('.repeat(50)}lines.a`)).code).toBe('TERM_INVALID')
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
