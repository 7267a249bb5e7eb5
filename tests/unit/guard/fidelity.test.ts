import fc from 'fast-check'
import { format, init, parse as parseAgain } from '@guanmingchiu/sqlparser-ts'
import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guard } from '../../../electron/guard/guard.ts'
import { familyOf } from '../../../electron/guard/family.ts'
import { parse } from '../../../electron/guard/grammar/parse.ts'
import type { Node } from '../../../electron/guard/tree.ts'
import { startMaria } from '../../fixtures/maria.ts'
import type { Maria } from '../../fixtures/maria.ts'
import { openDuckdb, openSqlite, statements } from './engines.ts'
import type { Engine } from './engines.ts'

const common = await statements('common')
const lists = [
  { dialect: 'mariadb' as const, written: [...common, ...(await statements('mysql'))] },
  { dialect: 'sqlite' as const, written: [...common, ...(await statements('sqlite'))] },
  { dialect: 'duckdb' as const, written: [...common, ...(await statements('duckdb'))] },
]

/** A tree without the offsets of its lexemes. */
const shape = (tree: Node): string => JSON.stringify(tree, (key, value: unknown) => (key === 'at' ? undefined : value))

describe.each(lists)('printing on $dialect', ({ dialect, written }) => {
  test.each(written)('parsed again, the printed text is the same tree: %s', (sql) => {
    const { text } = guard(sql, dialect)
    expect(guard(text, dialect).text).toBe(text)
    expect(shape(parse(text, familyOf(dialect)))).toBe(shape(parse(sql, familyOf(dialect))))
  })
})

/** Text with what lexers trip over: quotes of all kinds, backslashes, comment marks, look-alikes. */
const texts = fc.array(fc.oneof(fc.constantFrom("'", '"', '`', '\\', '%', '_', '/*!', '*/', '--', '-- ', '#', ';', '$$', '\n', '?', '@a', '\\\'', 'n', '0', 'é', '漢', '🙂', '\u00a0', ']', '['), fc.string({ maxLength: 4 })), { maxLength: 8 })
  .map((pieces) => pieces.join('').replaceAll('\0', ''))
  .filter((text) => text.isWellFormed())
const rounds = { seed: 4711, numRuns: 150 }

describe.each([{ dialect: 'sqlite' as const, open: openSqlite }, { dialect: 'duckdb' as const, open: openDuckdb }])('values survive on $dialect', ({ dialect, open }) => {
  let engine: Engine
  beforeAll(async () => { engine = await open() })
  afterAll(() => engine.close())

  test('any text as a literal', async () => {
    await fc.assert(fc.asyncProperty(texts, async (text) => {
      const { text: sql } = guard(`SELECT '${text.replaceAll("'", "''")}', 'end'`, dialect)
      expect(await engine.rows(sql)).toBe(JSON.stringify([[text, 'end']]))
    }), rounds)
  })

  test('any text as a name', async () => {
    await fc.assert(fc.asyncProperty(texts.filter((text) => text !== ''), async (text) => {
      const quoted = `"${text.replaceAll('"', '""')}"`
      const { text: sql } = guard(`SELECT t.${quoted} FROM (SELECT 'found' AS ${quoted}) t`, dialect)
      expect(await engine.rows(sql)).toBe('[["found"]]')
    }), rounds)
  })
})

describe('values survive on MariaDB', () => {
  let server: Maria
  const modes = ['', 'STRICT_TRANS_TABLES', 'ANSI_QUOTES', 'NO_BACKSLASH_ESCAPES', 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES', 'PIPES_AS_CONCAT,IGNORE_SPACE']
  beforeAll(async () => { server = await startMaria() })
  afterAll(() => server.stop())

  const inMode = async <T>(mode: string, use: (rows: (sql: string) => Promise<unknown>) => Promise<T>): Promise<T> => {
    const connection = await createConnection({ host: server.host, port: server.port, user: server.user, password: server.password, charset: 'utf8mb4' })
    try {
      await connection.query(`SET SESSION sql_mode = '${mode}'`)
      return await use(async (sql) => (await connection.query({ sql, rowsAsArray: true }))[0])
    } finally {
      connection.destroy()
    }
  }
  const spellings: ((text: string) => string)[] = [
    (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
    (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`,
    (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`,
  ]

  test('any text, in single or double quotes', async () => {
    await inMode('', async (rows) => fc.assert(fc.asyncProperty(texts, fc.constantFrom(...spellings), async (text, spell) => {
      expect(await rows(guard(`SELECT ${spell(text)}, 'end'`, 'mysql').text)).toEqual([[text, 'end']])
    }), rounds))
  })

  test.each(modes)('a literal ends where it should under sql_mode "%s"', async (mode) => {
    await inMode(mode, async (rows) => fc.assert(fc.asyncProperty(texts, fc.constantFrom(...spellings), async (text, spell) => {
      const read = (await rows(guard(`SELECT 'start', ${spell(text)}, 'end'`, 'mysql').text)) as string[][]
      expect(read.map((row) => [row.length, row[0], row[2]])).toEqual([[3, 'start', 'end']])
    }), { ...rounds, numRuns: 60 }))
  })

  test('escapes mean what they meant', async () => {
    const written = String.raw`SELECT '%a\\%b', '\'', '''', "x", '\n\t\r\b\Z', '\%\_', 'a' 'b', x'4a', N'é', _utf8mb4'漢', '\q', "it's", '"'`
    const printed = guard(written, 'mysql').text
    await inMode('', async (rows) => expect(await rows(printed)).toEqual(await rows(written)))
    expect(printed).not.toContain(String.raw`\'`)
  })

  test('any text as a name', async () => {
    await inMode('', async (rows) => fc.assert(fc.asyncProperty(texts.filter((text) => text !== '' && text.trim() === text && !/[\u{10000}-\u{10ffff}]/u.test(text)), async (text) => {
      const quoted = `\`${text.replaceAll('`', '``')}\``
      expect(await rows(guard(`SELECT t.${quoted} FROM (SELECT 'found' AS ${quoted}) t`, 'mysql').text)).toEqual([['found']])
    }), rounds))
  })
})

/**
 * Another parser's reading of what would run. It is not used in the guard because its printer drops backslashes: it turns `'\\'` into `'\'`.
 */
describe('a second parser', () => {
  beforeAll(() => init())

  test('would change MySQL strings', () => expect(format(String.raw`SELECT '\\'`, 'mysql')).toBe(String.raw`SELECT '\'`))

  test.each(lists)('reads one query in what is printed for $dialect', ({ dialect, written }) => {
    let read = 0
    for (const sql of written) {
      let statements: unknown[]
      try { statements = parseAgain(guard(sql, dialect).text, familyOf(dialect)) } catch { continue }
      expect(statements.map((statement) => Object.keys(statement as object))).toEqual([['Query']])
      expect(JSON.stringify(statements)).not.toMatch(/"(?:Insert|Update|Delete)":|"into":(?!null)|"locks":\[[^\]]/)
      read += 1
    }
    expect(read / written.length).toBeGreaterThan(0.75)
  })
})
