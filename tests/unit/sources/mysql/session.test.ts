import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Source } from '../../../../electron/sources/source.ts'
import { startMaria, type Maria } from '../../../fixtures/maria.ts'
import { passed, pastGuard, readAll, sourceOf } from './place.ts'

let maria: Maria
let source: Source
beforeAll(async () => {
  // A server whose own settings would change what statements mean.
  maria = await startMaria({ extra: ['--sql-mode=ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH', '--default-time-zone=+05:00', '--group-concat-max-len=10', '--div-precision-increment=1', '--autocommit=0', '--local-infile=1', '--character-set-server=latin1'] })
  await maria.run('CREATE DATABASE d; CREATE TABLE d.t (n INT PRIMARY KEY, c CHAR(5)) ENGINE=MyISAM; INSERT INTO d.t VALUES (1, CHAR(97)); COMMIT')
  source = sourceOf(maria)
})
afterAll(async () => {
  await source.close()
  await maria.stop()
})

const contents = "SELECT n, (SELECT GROUP_CONCAT(table_name, ' ', table_rows) FROM information_schema.tables WHERE table_schema = 'd'), (SELECT COUNT(*) FROM mysql.user WHERE user = 'x') FROM d.t"

const one = async (sql: string): Promise<unknown> => (await readAll(source, 'd', pastGuard(sql))).rows[0]?.[0]

test('the session pins what statements mean', async () => {
  expect(await one(`SELECT "x"`)).toBe('x')
  expect(await one(`SELECT 'it\\'s'`)).toBe("it's")
  expect(await one(`SELECT 'a' || 'b'`)).toBe('ab')
  expect(await one(`SELECT CONCAT(c, '.') FROM t`)).toBe('a.')
  expect(await one('SELECT FROM_UNIXTIME(0)')).toBe('1970-01-01 00:00:00')
  expect(await one('SELECT LENGTH(GROUP_CONCAT(seq)) FROM seq_1_to_10000')).toBe('48893')
  expect(await one('SELECT CAST(1 AS DECIMAL(9,2)) / 3')).toBe('0.333333')
  expect(await one("SELECT CONCAT(CHARSET('é'), CHAR_LENGTH('é😀'))")).toBe('utf8mb42')
  expect(await one('SELECT @@autocommit')).toBe('1')
  expect(await one('SELECT @@sql_mode')).toBe('PIPES_AS_CONCAT,NO_UNSIGNED_SUBTRACTION')
})

test.each([
  [`"it's"`, "it's"], [String.raw`'back\\slash'`, String.raw`back\slash`], [String.raw`'a\'b'`, "a'b"], [`'x''y'`, "x'y"], [`"say ""x"""`, 'say "x"'],
  [String.raw`'100\%'`, String.raw`100\%`], [`'a' || 'b' || 'c'`, 'abc'], [String.raw`'\n'`, '\n'], ["'é😀'", 'é😀'], [String.raw`CONCAT('\\', "'", '\'')`, String.raw`\''`],
])('guard and session read %s alike', async (literal, value) => {
  expect((await readAll(source, 'd', passed(`SELECT ${literal}`))).rows).toEqual([[value]])
})

test.each([
  'INSERT INTO t VALUES (2, NULL)', 'UPDATE t SET n = 5', 'DELETE FROM t', 'DROP TABLE t', 'TRUNCATE t', 'CREATE TABLE u (n INT)', 'ALTER TABLE t ADD m INT',
  'CREATE TABLE u AS SELECT 1', 'SELECT * FROM t FOR UPDATE', 'GRANT ALL ON *.* TO x', 'CREATE USER x', 'RENAME TABLE t TO u', 'REPLACE INTO t VALUES (1, NULL)',
])('past the guard, the session refuses: %s', async (sql) => {
  await expect(readAll(source, 'd', pastGuard(sql))).rejects.toMatchObject({ code: expect.stringMatching(/^(?:QUERY_FAILED|ACCESS_DENIED|SOURCE_UNSUPPORTED)$/) as unknown })
  expect(await maria.rows(contents)).toEqual([['1', 't 1', '0']])
})

test('several statements are not taken', async () => {
  await expect(readAll(source, 'd', pastGuard('SELECT 1; SELECT 2'))).rejects.toMatchObject({ code: 'QUERY_FAILED' })
})

test('a local file is not sent', async () => {
  await expect(readAll(source, 'd', pastGuard("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE t"))).rejects.toMatchObject({ code: 'QUERY_FAILED' })
  expect(await maria.rows(contents)).toEqual([['1', 't 1', '0']])
})
