import { expect, test } from 'vitest'
import { Failure } from '../../../shared/model/failure.ts'
import type { Dialect } from '../../../shared/model/value.ts'
import { guard } from '../../../electron/guard/guard.ts'

/** The whole refusal of a text, as a person reads it. */
function refused(sql: string, dialect: Dialect, values = 0): unknown {
  try {
    return guard(sql, dialect, { parameters: Array.from({ length: values }, () => ({ value: '1', type: 'integer' as const })) }).text
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure
    expect(failure.code).toBe('REFUSED_BY_GUARD')
    expect(failure.retry).toBe(false)
    expect(failure.hint).not.toBe('')
    return { ...failure.detail, message: failure.message }
  }
}

test.each<[string, Dialect, unknown]>([
  ['SELECT SLEEP(5)', 'mysql', { rule: 'function', word: 'SLEEP', at: 7, message: 'The function SLEEP is not on the list of functions that only compute.' }],
  ['SELECT * FROM mysql.user', 'mariadb', { rule: 'system-table', word: 'mysql.user', at: 14, message: 'mysql.user belongs to the database itself, not to your data.' }],
  ['SELECT 1; SELECT 2', 'sqlite', { rule: 'several-statements', word: 'SELECT', at: 10, message: 'A second statement starts at "SELECT"; only one may run.' }],
  ['DELETE FROM t', 'duckdb', { rule: 'not-a-select', word: 'DELETE', at: 0, message: 'A statement that starts with "DELETE" is not a SELECT.' }],
  ['SELECT 1 /*!50000 , 2 */', 'mysql', { rule: 'executable-comment', word: '/*!', at: 9, message: 'The comment "/*!…" hides SQL that a server would run.' }],
  ['SELECT 1 /*M! , 2 */', 'mariadb', { rule: 'executable-comment', word: '/*M!', at: 9, message: 'The comment "/*M!…" hides SQL that a server would run.' }],
  ["SELECT * FROM 'x.csv'", 'duckdb', { rule: 'file', word: 'x.csv', at: 14, message: "'x.csv' in FROM would read a file, not a table." }],
  ["SELECT * FROM read_csv('x')", 'duckdb', { rule: 'table-function', word: 'read_csv', at: 14, message: '"read_csv(…)" in FROM is a function, not a table.' }],
  ['SELECT 1 INTO @a', 'mysql', { rule: 'variable', word: '@a', at: 14, message: '"@a" is a variable of the server or of the session.' }],
  ["SELECT 1 INTO OUTFILE 'x'", 'mysql', { rule: 'into', word: 'INTO', at: 9, message: 'INTO would write the result somewhere.' }],
  ['SELECT 1 FROM t FOR UPDATE', 'mysql', { rule: 'lock', word: 'FOR', at: 16, message: '"FOR" would lock rows or change what is read.' }],
  ['SELECT CAST(1 AS GEOMETRY)', 'mysql', { rule: 'type', word: 'GEOMETRY', at: 17, message: '"GEOMETRY" is not a type that values are converted to here.' }],
  ["SELECT 'abc", 'sqlite', { rule: 'unfinished', word: "'abc", at: 7, message: "A quotation mark ' is opened and never closed." }],
  ['SELECT user', 'duckdb', { rule: 'function', word: 'user', at: 7, message: 'user tells about the server or the login, not about your data.' }],
  ['', 'sqlite', { rule: 'empty', message: 'There is no statement.' }],
  ['SELECT', 'sqlite', { rule: 'grammar', word: '', at: 6, message: 'The query ends too early; a value was expected.' }],
])('%s on %s', (sql, dialect, expected) => expect(refused(sql, dialect)).toEqual(expected))

test('question marks and values are equal in number', () => {
  expect(refused("SELECT '?', ? -- ?", 'sqlite', 1)).toBe("SELECT '?', ?")
  expect(refused('SELECT ?', 'sqlite', 0)).toEqual({ rule: 'placeholder', word: '?', message: 'The query has 1 question marks and 0 values were given.' })
  expect(refused('SELECT 1', 'sqlite', 1)).toEqual({ rule: 'placeholder', word: '?', message: 'The query has 0 question marks and 1 values were given.' })
})

test('a trailing semicolon is no second statement, and what looks like SQL in a literal is text', () => {
  expect(refused('SELECT 1;', 'mysql')).toBe('SELECT 1')
  expect(refused("SELECT '/*!50000 x */', '; DROP TABLE t', '-- x', '@a', 'INTO OUTFILE'", 'mariadb')).toBe("SELECT '/*!50000 x */', '; DROP TABLE t', '-- x', '@a', 'INTO OUTFILE'")
  expect(refused('SELECT "/*M! x */" FROM "a""b; DROP"', 'sqlite')).toBe('SELECT "/*M! x */" FROM "a""b; DROP"')
})

test('names out of JavaScript are ordinary names', () => {
  expect(refused('SELECT __proto__, constructor.prototype FROM toString AS hasOwnProperty', 'sqlite')).toBe('SELECT __proto__, constructor.prototype FROM toString AS hasOwnProperty')
  expect(refused('SELECT __proto__(1)', 'sqlite')).toMatchObject({ rule: 'function' })
  expect(refused('SELECT "select", "a""b" FROM "; drop"', 'duckdb')).toBe('SELECT "select", "a""b" FROM "; drop"')
})
