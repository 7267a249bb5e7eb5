import { expect, test } from 'vitest'
import { Dialect } from '../../../shared/model/value.ts'
import { guard } from '../../../electron/guard/guard.ts'
import { ruleOf } from './rule-of.ts'

const dialects = (...names: Dialect[]) => names
const mysql = dialects('mysql', 'mariadb', 'tidb')

test.each([
  ["SELECT LPAD(id, 8, '0') FROM t", [...mysql, 'duckdb']],
  ["SELECT LPAD(a, 20, ' '), LPAD(b, 20, ' '), LPAD(c, 20, ' '), LPAD(d, 20, ' '), LPAD(e, 20, ' ') FROM t", [...mysql, 'duckdb']],
  ["SELECT RPAD(id, -1, '0') FROM t", [...mysql, 'duckdb']],
  ["SELECT REPEAT('-', 10000)", [...mysql, 'duckdb']],
  ["SELECT CONCAT(REPEAT('-', 40), name, REPEAT('-', 40)) FROM t", [...mysql, 'duckdb']],
  ['SELECT SPACE(4)', mysql],
  ['SELECT FORMAT(amount, 2) FROM t', mysql],
  ['SELECT CAST(id AS BINARY(16)) FROM t', mysql],
  ['SELECT CAST(id AS CHAR(100000)) FROM t', mysql],
  ["SELECT printf('%05d-%.2f of 99999999', id, amount) FROM t", ['sqlite', 'duckdb']],
  ["SELECT printf('100%%')", ['sqlite', 'duckdb']],
  ["SELECT format('{:,.2f} and {}', amount, name) FROM t", ['duckdb']],
  ["SELECT bar(amount, 0, 100), bar(amount, 0, 100, 20), to_base(id, 16) FROM t", ['duckdb']],
  ['SELECT [1, 2, 3]::INTEGER[3]', ['duckdb']],
  ['SELECT CAST(amount AS DECIMAL(38, 10)), CAST(name AS VARCHAR(1000000)) FROM t', ['duckdb']],
] as const)('%s passes', (sql, on) => {
  for (const dialect of on) expect(guard(sql, dialect).text, dialect).toBe(sql)
})

test('the bound is exact, and the refusal tells it', () => {
  expect(ruleOf("SELECT REPEAT('x', 10001)", 'mysql')).toBe('size')
  expect(() => guard("SELECT REPEAT('x', 10001)", 'mysql')).toThrow('REPEAT asks for 10,001 characters or values; the most is 10,000.')
  expect(() => guard("SELECT LPAD('x', n, 'y') FROM t", 'duckdb')).toThrow('How long LPAD makes its result is not written in the query as a number.')
  expect(() => guard("SELECT REPEAT('x', ?)", 'mysql', { parameters: [{ value: '5', type: 'integer' }] })).toThrow('is not written in the query')
  expect(ruleOf("SELECT REPEAT('x', 1000), REPEAT('y', 1000)", 'duckdb')).toBe(null)
  expect(ruleOf("SELECT REPEAT('x', 1000), REPEAT('y', 1000), REPEAT('z', 2)", 'duckdb')).toBe('size')
})
