import { readFileSync } from 'node:fs'
import { DatabaseSync, constants } from 'node:sqlite'
import { DuckDBInstance, StatementType } from '@duckdb/node-api'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Failure } from '../../../shared/model/failure.ts'
import type { Dialect } from '../../../shared/model/value.ts'
import { guard } from '../../../electron/guard/guard.ts'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const legitimate = (list: string): string[] => JSON.parse(read(`../../unit/guard/legitimate/${list}.json`)) as string[]
const attacks = ['files', 'comments', 'statements', 'locks-and-variables', 'functions', 'system-tables', 'characters'].flatMap((list) => JSON.parse(read(`${list}.json`)) as { sql: string }[])
const ledger = read('../../unit/guard/legitimate/ledger.sql').split(';\n').filter((statement) => statement.trim() !== '')

const lexemes = (sql: string): string[] => sql.match(/'(?:[^']|'')*'|"[^"]*"|`[^`]*`|\w+|\s+|[^\w\s]/gs) ?? []
const fragments = attacks.map(({ sql }) => lexemes(sql).filter((lexeme) => lexeme.trim() !== '')).filter((words) => words.length > 0)

/** A statement that an analyst wrote with pieces of attacks put into it. */
function mutations(list: string): fc.Arbitrary<string> {
  const piece = fc.tuple(fc.constantFrom(...fragments), fc.nat(), fc.integer({ min: 1, max: 4 }), fc.constantFrom(' ', '')).map(([words, from, length, glue]) => words.slice(from % words.length, (from % words.length) + length).join(glue))
  const change = fc.record({ piece, at: fc.nat(), replaces: fc.nat({ max: 2 }), glue: fc.constantFrom(' ', '') })
  return fc.tuple(fc.constantFrom(...legitimate('common'), ...legitimate(list)), fc.array(change, { minLength: 1, maxLength: 3 })).map(([sql, changes]) => {
    const words = lexemes(sql)
    for (const { piece: put, at, replaces, glue } of changes) words.splice(at % (words.length + 1), replaces, glue, put, glue)
    return words.join('')
  })
}

/** What the guard would run, or null; any other end than a refusal is an error of the guard. */
function passed(sql: string, dialect: Dialect): string | null {
  try {
    return guard(sql, dialect).text
  } catch (failure) {
    if (failure instanceof Failure && failure.code === 'REFUSED_BY_GUARD') return null
    throw failure
  }
}

const runs = { seed: 20261120, numRuns: 6_000 }

test('SQLite only ever reads the tables of the ledger in what passes', () => {
  const database = new DatabaseSync(':memory:')
  for (const statement of ledger) database.exec(statement)
  const reading = new Set<number>([constants.SQLITE_SELECT, constants.SQLITE_READ, constants.SQLITE_FUNCTION, constants.SQLITE_RECURSIVE])
  let beyond: string[] = []
  database.setAuthorizer((action, subject) => {
    if (!reading.has(action) || /^(?:sqlite|pragma)_|^(?:load_extension|fts3_tokenizer)$/i.test(subject ?? '')) beyond.push(`${action} ${subject}`)
    return constants.SQLITE_OK
  })
  let prepared = 0
  fc.assert(fc.property(mutations('sqlite'), (sql) => {
    const text = passed(sql, 'sqlite')
    if (text === null) return
    beyond = []
    try { database.prepare(text); prepared += 1 } catch { /* legal for the guard, wrong for the engine */ }
    expect(beyond, text).toEqual([])
  }), runs)
  database.close()
  expect(prepared).toBeGreaterThan(50)
})

test('DuckDB sees one SELECT that touches no file in what passes', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const statement of ledger) await connection.run(statement)
  await connection.run('SET enable_external_access = false')
  let prepared = 0
  await fc.assert(fc.asyncProperty(mutations('duckdb'), async (sql) => {
    const text = passed(sql, 'duckdb')
    if (text === null) return
    try {
      const statements = await connection.extractStatements(text)
      expect(statements.count, text).toBe(1)
      const statement = await statements.prepare(0)
      prepared += 1
      expect(statement.statementType, text).toBe(StatementType.SELECT)
      statement.destroySync()
    } catch (error) {
      expect(String(error), text).not.toMatch(/AssertionError|Permission Error|disabled|No files found/)
    }
  }), runs)
  connection.closeSync()
  instance.closeSync()
  expect(prepared).toBeGreaterThan(50)
})

test.each(['mysql', 'mariadb', 'tidb'] as const)('on %s every end is a refusal or a text that reads back the same', (dialect) => {
  fc.assert(fc.property(fc.oneof(mutations('mysql'), fc.string({ maxLength: 60 }), fc.constantFrom(...fragments).map((words) => words.join(''))), (sql) => {
    const text = passed(sql, dialect)
    if (text !== null) expect(passed(text, dialect)).toBe(text)
  }), runs)
})
