import { describe, expect, test } from 'vitest'
import { Failure } from '../../../shared/model/failure.ts'
import { Dialect } from '../../../shared/model/value.ts'
import { guard } from '../../../electron/guard/guard.ts'
import { ruleOf } from './rule-of.ts'

const dialects = Dialect.options
const deep = (open: string, close: string) => (levels: number): string => `SELECT ${open.repeat(levels)}1${close.repeat(levels)}`

describe.each(dialects)('bounds on %s', (dialect) => {
  test.each([
    ['one megabyte of text', `SELECT '${'x'.repeat(1_000_000)}'`, 'too-long'],
    ['one megabyte of white space', `SELECT 1${' '.repeat(1_000_000)}`, 'too-long'],
    ['one megabyte of comments', `SELECT 1 ${'/* x */'.repeat(150_000)}`, 'too-long'],
    ['a hundred thousand values', `SELECT 1 IN (1${',1'.repeat(99_000)})`, 'too-long'],
    ['10,000 brackets', deep('(', ')')(10_000), 'too-deep'],
    ['10,000 brackets that never close', `SELECT ${'('.repeat(10_000)}`, 'too-deep'],
    ['10,000 sub-queries', deep('(SELECT ', ')')(10_000), 'too-deep'],
    ['17 sub-queries', deep('(SELECT ', ')')(17), 'too-deep'],
    ['10,000 calls', deep('ABS(', ')')(10_000), 'too-deep'],
    ['5,000 CASE', deep('CASE WHEN 1 THEN ', ' END')(5_000), 'too-deep'],
    ['5,000 NOT behind a comparison', `SELECT 1${' = NOT 1'.repeat(5_000)}`, 'too-deep'],
    ['5,000 derived tables', `SELECT * FROM ${'(SELECT * FROM '.repeat(5_000)}t${') x'.repeat(5_000)}`, 'too-deep'],
    ['5,000 brackets round a join', `SELECT * FROM ${'('.repeat(5_000)}t${')'.repeat(5_000)}`, 'too-deep'],
  ])('%s are refused at once', (_, sql, rule) => {
    const start = performance.now()
    expect(ruleOf(sql, dialect)).toBe(rule)
    expect(performance.now() - start).toBeLessThan(250)
    expect(guard('SELECT 1', dialect).text).toBe('SELECT 1')
  })

  test.each([
    ['5,000 values in a list', `SELECT 1 IN (1${',1'.repeat(5_000)})`],
    ['5,000 terms', `SELECT 1${' + 1'.repeat(5_000)}`],
    ['5,000 conditions', `SELECT 1${' OR 1 = 1'.repeat(5_000)}`],
    ['10,000 signs', `SELECT ${'- '.repeat(10_000)}1`],
    ['2,000 members of a union', `SELECT 1${' UNION ALL SELECT 1'.repeat(2_000)}`],
    ['40 brackets', deep('(', ')')(40)],
  ])('%s are one flat node and pass', (_, sql) => expect(guard(sql, dialect).text).toBe(sql.replaceAll(',1', ', 1')))
})

test('2,000 queries take less than two seconds and leave no memory behind', () => {
  const sql = 'SELECT c.name, SUM(e.amount) AS total FROM customers c JOIN entries e ON e.customer_id = c.id WHERE e.status IN (?, ?) GROUP BY c.name HAVING SUM(e.amount) > ? ORDER BY total DESC LIMIT 10'
  const parameters = [1, 2, 3].map((value) => ({ value: String(value), type: 'integer' as const }))
  const start = performance.now()
  const before = process.memoryUsage().heapUsed
  for (let at = 0; at < 2_000; at += 1) guard(sql, dialects[at % dialects.length] ?? 'sqlite', { parameters })
  expect(performance.now() - start).toBeLessThan(2_000)
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(100e6)
})

test('a refusal never quotes more than a few words of the text', () => {
  const word = 'x'.repeat(150_000)
  expect.assertions(2)
  try {
    guard(`SELECT ${word}(1)`, 'mysql')
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure
    expect(failure.message.length).toBeLessThan(300)
    expect(JSON.stringify(failure.detail).length).toBeLessThan(300)
  }
})
