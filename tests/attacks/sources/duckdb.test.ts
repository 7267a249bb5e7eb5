import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDuckdb } from '../../../electron/sources/duckdb/open.ts'
import type { Source } from '../../../electron/sources/source.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { pastGuard, runFreely, temporaryPlace, within } from '../../unit/sources/duckdb/place.ts'
import { readAll } from '../../unit/sources/read-all.ts'
import { canary, witness } from './witness.ts'

// Layer 6 alone: every statement here arrives as if the guard had let it pass.
const place = temporaryPlace()
const secret = path.join(place.data, 'secret', 'canary.csv')
const file = path.join(place.data, 'shop.duckdb')
const out = path.join(place.data, 'out')
let source: Source

beforeAll(async () => {
  fs.mkdirSync(path.dirname(secret))
  fs.writeFileSync(secret, `a,b\n${canary},2\n`)
  fs.copyFileSync(secret, path.join(place.data, 'secret', 'link.csv'))
  await runFreely(path.join(place.data, 'secret', 'other.duckdb'), `CREATE TABLE s AS SELECT '${canary}' AS v`)
  await runFreely(file, "CREATE TABLE t AS SELECT range AS n, 'w' || range AS w FROM range(3)",
    `CREATE VIEW reads AS SELECT * FROM read_csv('${secret}')`, `CREATE VIEW reads_text AS SELECT content FROM read_text('${secret}')`, `CREATE VIEW direct AS SELECT * FROM '${secret}'`,
    `CREATE MACRO stolen() AS TABLE SELECT * FROM read_csv('${secret}')`, `CREATE MACRO peek() AS (SELECT content FROM read_text('${secret}'))`)
  source = await openDuckdb(file, place.imports)
})
afterAll(async () => {
  await source.close()
  place.remove()
})

async function outcome(text: string, of: Source = source): Promise<string> {
  try {
    return `rows ${JSON.stringify((await readAll(of, pastGuard(text), { milliseconds: 1_500 })).rows)}`
  } catch (error) {
    if (error instanceof Failure) return error.code
    throw error
  }
}

const notSelect = () => [
  `COPY t TO '${out}.csv'`, `COPY (SELECT 1) TO '${out}.parquet'`, `COPY t FROM '${secret}'`, `EXPORT DATABASE '${out}'`, `IMPORT DATABASE '${out}'`, `COPY FROM DATABASE shop TO other`,
  `ATTACH '${out}.duckdb'`, `ATTACH '${path.join(place.data, 'secret', 'other.duckdb')}' AS o (READ_ONLY)`, "ATTACH ':memory:' AS m", 'DETACH shop', 'USE memory', 'USE temp',
  'INSTALL httpfs', 'LOAD httpfs', "INSTALL 'x.duckdb_extension'", "LOAD '/tmp/x.duckdb_extension'", 'FORCE INSTALL httpfs', 'UPDATE EXTENSIONS',
  'SET enable_external_access = true', 'SET lock_configuration = false', 'RESET lock_configuration', 'SET threads = 1', "SET memory_limit = '100GB'", `SET temp_directory = '${out}'`, `SET home_directory = '${out}'`, "SET search_path = 'x'",
  `SET profiling_output = '${out}.json'`, `PRAGMA profiling_output = '${out}.json'`, 'PRAGMA enable_profiling', "PRAGMA enable_profiling = 'json'", 'PRAGMA disable_optimizer', 'PRAGMA version', 'PRAGMA database_list', `SET log_query_path = '${out}.log'`,
  'SET VARIABLE x = 1', "SET allowed_directories = ['/']", "SET GLOBAL TimeZone = 'Asia/Tokyo'", "SET custom_user_agent = 'x'", 'CALL enable_logging()', `CALL enable_logging(storage := 'file', storage_path := '${out}')`, 'CALL checkpoint()', 'CALL force_checkpoint()',
  "INSERT INTO t VALUES (9, 'x')", "INSERT INTO t VALUES (9, 'x') RETURNING *", "UPDATE t SET w = 'x'", 'DELETE FROM t', 'TRUNCATE t', 'DROP TABLE t', 'ALTER TABLE t ADD COLUMN c INTEGER', 'CREATE TABLE u AS SELECT 1', 'CREATE TEMP TABLE u AS SELECT 1',
  'CREATE VIEW v AS SELECT 1', 'CREATE TEMP VIEW v AS SELECT 1', 'CREATE MACRO m() AS 1', 'CREATE TEMP MACRO m() AS 1', 'CREATE SEQUENCE s', 'CREATE SCHEMA s', 'CREATE TYPE e AS ENUM (\'a\')', 'CREATE INDEX i ON t (n)', "CREATE SECRET s (TYPE s3)", "CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'x')",
  'COMMENT ON TABLE t IS \'x\'', 'CHECKPOINT', 'FORCE CHECKPOINT', 'VACUUM', 'ANALYZE', 'BEGIN', 'COMMIT', 'ROLLBACK', 'PREPARE p AS SELECT 1', 'EXECUTE p', 'DEALLOCATE p', 'EXPLAIN ANALYZE SELECT 1', 'EXPLAIN SELECT 1', "MERGE INTO t USING (SELECT 1 AS n) s ON t.n = s.n WHEN MATCHED THEN DELETE",
  'SELECT 1; DROP TABLE t', `SELECT 1; COPY t TO '${out}.csv'`, '', ';', '-- nothing',
]

const readsFiles = () => [
  `SELECT * FROM read_csv('${secret}')`, `SELECT * FROM read_csv_auto('${secret}')`, `SELECT * FROM read_text('${secret}')`, `SELECT * FROM read_blob('${secret}')`, `SELECT * FROM read_json('${secret}')`, `SELECT * FROM read_json_objects('${secret}')`, `SELECT * FROM read_ndjson('${secret}')`,
  `SELECT * FROM read_parquet('${secret}')`, `SELECT * FROM parquet_metadata('${secret}')`, `SELECT * FROM parquet_schema('${secret}')`, `SELECT * FROM sniff_csv('${secret}')`, `SELECT * FROM glob('${place.data}/*')`, `SELECT * FROM '${secret}'`, `SELECT * FROM "${secret}"`,
  `FROM '${secret}'`, `SELECT * FROM read_csv(['${secret}', '/etc/passwd'])`, `SELECT * FROM read_csv('${place.imports}/../data/secret/canary.csv')`, "SELECT * FROM read_text('/proc/self/environ')", "SELECT * FROM read_csv('/dev/stdin')", `SELECT * FROM read_duckdb('${place.data}/secret/other.duckdb')`,
  "SELECT * FROM 'https://example.com/x.csv'", "SELECT * FROM read_csv('s3://bucket/x.csv')", `SELECT * FROM query('SELECT * FROM read_csv(''${secret}'')')`, `SELECT * FROM query_table('${secret}')`,
  'SELECT * FROM reads', 'SELECT * FROM reads_text', 'SELECT * FROM direct', 'SELECT * FROM stolen()', 'SELECT peek()', `SELECT * FROM shop.secret`, "SELECT getenv('HOME')", "SELECT * FROM sqlite_scan('x', 'y')", "SELECT * FROM postgres_scan('', '', '')", `SELECT * FROM sqlite_attach('${secret}')`,
  `SELECT * FROM enable_logging(storage := 'file', storage_path := '${out}')`, `SELECT * FROM enable_logging('QueryLog', storage := 'file', storage_path := '${out}')`, `SELECT * FROM enable_profiling(save_location := '${out}.json')`, `SELECT nextval('x')`,
  `SELECT * FROM import_database('${out}')`, `SELECT * FROM pragma_storage_info('nope')`, `SELECT write_log('x', 'y')`, `SELECT * FROM arrow_scan(1, 2, 3)`, 'SELECT * FROM seq_scan(1)',
]

test('everything but one SELECT is refused before it reaches DuckDB', async () => {
  const before = witness(place.data, place.imports)
  for (const statement of notSelect()) expect(['REFUSED_BY_GUARD', 'QUERY_FAILED'], statement).toContain(await outcome(statement))
  expect(witness(place.data, place.imports)).toEqual(before)
  expect(await outcome('SELECT count(*) AS n FROM t')).toBe('rows [["3"]]')
})

test('no SELECT reads another file or writes one', async () => {
  const before = witness(place.data, place.imports)
  for (const statement of readsFiles()) {
    const ended = await outcome(statement)
    expect(ended, statement).not.toContain(canary)
    expect(['REFUSED_BY_GUARD', 'QUERY_FAILED'], `${statement} gave ${ended}`).toContain(ended)
  }
  expect(witness(place.data, place.imports)).toEqual(before)
})

test('harmless table functions change nothing that lasts', async () => {
  const before = witness(place.data, place.imports)
  for (const statement of ['SELECT * FROM checkpoint()', 'SELECT * FROM force_checkpoint()', 'SELECT * FROM duckdb_settings()', 'SELECT * FROM duckdb_secrets()', 'SELECT * FROM duckdb_extensions()', 'SELECT * FROM duckdb_logs()', 'SELECT * FROM enable_logging()', 'SELECT * FROM disable_logging()']) {
    expect(await outcome(statement), statement).not.toContain(canary)
  }
  expect(witness(place.data, place.imports)).toEqual(before)
})

test('views of a hostile file that read others are not even listed', async () => {
  expect((await source.describe('main')).tables.map(({ name }) => name)).toEqual(['t'])
})

test('views that call what ends the process, and macros that pose as functions, stay behind', async () => {
  const hostile = path.join(place.data, 'posing.duckdb')
  await runFreely(hostile, 'CREATE TABLE t AS SELECT 2 AS n', 'CREATE MACRO sum(x) AS 0', 'CREATE MACRO "a""b"(x) AS 0', 'CREATE MACRO rows_of() AS TABLE SELECT 1', 'CREATE SCHEMA s',
    'CREATE VIEW good AS SELECT n + 1 AS m FROM t, range(1)', 'CREATE VIEW settings AS SELECT * FROM duckdb_settings()', 'CREATE VIEW "x AS SELECT 1 --" AS SELECT * FROM duckdb_settings()',
    'CREATE VIEW s."a"" AS SELECT 2"(q) AS SELECT name FROM duckdb_settings()', 'CREATE VIEW nested AS SELECT * FROM (SELECT (SELECT max(name) FROM duckdb_settings()) AS v)')
  await within(place, hostile, async (opened) => {
    expect((await opened.describe('main')).tables.map(({ name }) => name)).toEqual(['good', 't'])
    expect(await outcome('SELECT sum(n) AS s FROM t', opened)).toBe('rows [["2"]]')
    expect(await outcome('SELECT m FROM good', opened)).toBe('rows [["3"]]')
  })
})

test('importing a hostile file evaluates none of its views', async () => {
  const own = path.join(place.data, 'again.duckdb')
  await runFreely(own, 'CREATE TABLE t AS SELECT 1 AS n', `CREATE VIEW v AS SELECT * FROM read_csv('${secret}')`)
  fs.rmSync(secret)
  try {
    await within(place, own, async (opened) => { expect(await outcome('SELECT n FROM t', opened)).toBe('rows [["1"]]') })
  } finally {
    fs.writeFileSync(secret, `a,b\n${canary},2\n`)
  }
})

test('a link in a folder is the choice of its owner; nothing follows a path inside the data', async () => {
  const folder = path.join(place.data, 'folder')
  fs.mkdirSync(folder)
  fs.writeFileSync(path.join(folder, 'paths.csv'), `p\n${secret}\nread_csv('${secret}')\n`)
  await within(place, folder, async (opened) => {
    expect(await outcome('SELECT p FROM paths', opened)).toBe(`rows ${JSON.stringify([[secret], [`read_csv('${secret}')`]])}`)
    expect(await outcome("SELECT * FROM query_table((SELECT p FROM paths LIMIT 1))", opened)).toBe('REFUSED_BY_GUARD')
  })
})

test('bombs end at the deadline or at a bound, and spill nothing that stays', async () => {
  for (const bomb of [
    'SELECT count(*) FROM range(10000000000) a, range(10000000000) b', "SELECT length(repeat('x', 500000000))", "SELECT string_agg(repeat('x', 1000000), '') FROM range(100000)",
    'WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT count(*) FROM r', 'SELECT list(range) FROM range(1000000000)', "SELECT 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' SIMILAR TO '(a*)*b'",
  ]) {
    const started = performance.now()
    expect(['TIMEOUT', 'OUT_OF_MEMORY', 'QUERY_FAILED', 'DISK_FULL', 'rows [["500000000"]]', 'rows [[false]]'], bomb).toContain(await outcome(bomb))
    expect(performance.now() - started, bomb).toBeLessThan(4_000)
  }
  expect(await outcome('SELECT count(*) AS n FROM t')).toBe('rows [["3"]]')
}, 60_000)
