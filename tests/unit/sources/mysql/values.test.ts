import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ValueKind } from '../../../../shared/model/value.ts'
import type { Source } from '../../../../electron/sources/source.ts'
import { startMaria, type Maria } from '../../../fixtures/maria.ts'
import { passed, pastGuard, readAll, sourceOf } from './place.ts'

let maria: Maria
let source: Source
beforeAll(async () => {
  maria = await startMaria()
  await maria.run('CREATE DATABASE d')
  source = sourceOf(maria)
})
afterAll(async () => {
  await source.close()
  await maria.stop()
})

/** Declared type, SQL of the least and the greatest value, the cells expected, the type of the column in a stream. */
const types: [declared: string, low: string, high: string, cells: [unknown, unknown], kind: ValueKind, precision?: number, scale?: number][] = [
  ['TINYINT', '-128', '127', ['-128', '127'], 'integer'],
  ['TINYINT(1)', '0', '2', ['0', '2'], 'integer'],
  ['TINYINT UNSIGNED', '0', '255', ['0', '255'], 'integer'],
  ['SMALLINT', '-32768', '32767', ['-32768', '32767'], 'integer'],
  ['MEDIUMINT', '-8388608', '8388607', ['-8388608', '8388607'], 'integer'],
  ['MEDIUMINT UNSIGNED ZEROFILL', '7', '16777215', ['7', '16777215'], 'integer'],
  ['INT', '-2147483648', '2147483647', ['-2147483648', '2147483647'], 'integer'],
  ['INT UNSIGNED', '0', '4294967295', ['0', '4294967295'], 'integer'],
  ['BIGINT', '-9223372036854775808', '9223372036854775807', ['-9223372036854775808', '9223372036854775807'], 'integer'],
  ['BIGINT', '-9007199254740993', '9007199254740993', ['-9007199254740993', '9007199254740993'], 'integer'],
  ['BIGINT UNSIGNED', '0', '18446744073709551615', ['0', '18446744073709551615'], 'integer'],
  ['YEAR', '1901', '2155', ['1901', '2155'], 'integer'],
  ['BIT(1)', "b'0'", "b'1'", ['0', '1'], 'integer'],
  ['BIT(64)', "b'0'", '0xffffffffffffffff', ['0', '18446744073709551615'], 'integer'],
  ['DECIMAL(15,2)', '-12.5', '9999999999999.99', ['-12.50', '9999999999999.99'], 'decimal', 15, 2],
  ['DECIMAL(10,0)', '-5', '9999999999', ['-5', '9999999999'], 'decimal', 10, 0],
  ['DECIMAL(4,4)', '-0.1', '0.9999', ['-0.1000', '0.9999'], 'decimal', 4, 4],
  ['DECIMAL(12,3) UNSIGNED ZEROFILL', '7', '0.001', ['7.000', '0.001'], 'decimal', 12, 3],
  ['DECIMAL(65,30)', '-0.000000000000000000000000000001', '99999999999999999999999999999999999.999999999999999999999999999999',
    ['-0.000000000000000000000000000001', '99999999999999999999999999999999999.999999999999999999999999999999'], 'decimal', 65, 30],
  ['FLOAT', '0.1', '16777217', [0.1, 16777216], 'float'],
  ['FLOAT', '-3.4028234e38', '1.17549435e-38', [-3.4028235e38, 1.1754944e-38], 'float'],
  ['DOUBLE', '-1.7976931348623157e308', '0.1', [-1.7976931348623157e308, 0.1], 'float'],
  ['DATE', "'0000-00-00'", "'9999-12-31'", ['0000-00-00', '9999-12-31'], 'date'],
  ['DATE', "'1000-01-01'", "'2026-06-30'", ['1000-01-01', '2026-06-30'], 'date'],
  ['DATETIME', "'0000-00-00'", "'9999-12-31 23:59:59'", ['0000-00-00 00:00:00', '9999-12-31 23:59:59'], 'timestamp'],
  ['DATETIME', "'2026-06-30'", "'2026-06-30 14:05:00'", ['2026-06-30 00:00:00', '2026-06-30 14:05:00'], 'timestamp'],
  ['DATETIME(6)', "'2026-06-30 14:05:00.000001'", "'2026-06-30 14:05:00'", ['2026-06-30 14:05:00.000001', '2026-06-30 14:05:00'], 'timestamp'],
  ['DATETIME(3)', "'2026-06-30 14:05:00.5'", "'2026-06-30 00:00:00.120'", ['2026-06-30 14:05:00.500000', '2026-06-30 00:00:00.120000'], 'timestamp'],
  ['TIMESTAMP NULL', "'1970-01-01 00:00:01'", "'2038-01-19 03:14:07'", ['1970-01-01 00:00:01', '2038-01-19 03:14:07'], 'timestamp'],
  ['TIME', "'-838:59:59'", "'838:59:59'", ['-838:59:59', '838:59:59'], 'time'],
  ['TIME(6)', "'-00:00:00.000001'", "'14:05:00'", ['-00:00:00.000001', '14:05:00'], 'time'],
  ['TIME', "'00:00:00'", "'00:00:01'", ['00:00:00', '00:00:01'], 'time'],
  ['CHAR(3)', "''", "'é€😀'", ['', 'é€😀'], 'text'],
  ['VARCHAR(20) CHARACTER SET latin1', "'é'", "'\\\\'", ['é', '\\'], 'text'],
  ['LONGTEXT', "''", "REPEAT('é', 70000)", ['', 'é'.repeat(70_000)], 'text'],
  ["ENUM('a','b')", "'a'", "'b'", ['a', 'b'], 'text'],
  ["SET('a','b')", "''", "'a,b'", ['', 'a,b'], 'text'],
  ['UUID', "'00000000-0000-0000-0000-000000000000'", "'123e4567-e89b-12d3-a456-426614174000'",
    ['00000000-0000-0000-0000-000000000000', '123e4567-e89b-12d3-a456-426614174000'], 'text'],
  ['JSON', "'{\"a\": 12345678901234567890.10}'", "'[]'", ['{"a": 12345678901234567890.10}', '[]'], 'json'],
  ['BINARY(3)', "''", '0xff', ['0x000000', '0xff0000'], 'binary'],
  ['VARBINARY(9)', "''", '0x00ff', ['0x', '0x00ff'], 'binary'],
  ['LONGBLOB', "''", "REPEAT('a', 70000)", ['0x', `0x${'61'.repeat(70_000)}`], 'binary'],
  ['POINT', "ST_GeomFromText('POINT(1 2)')", "ST_GeomFromText('POINT(0 0)')",
    ['0x000000000101000000000000000000f03f0000000000000040', `0x00000000010100000000000000000000000000000000000000`], 'binary'],
]

test('every type comes exactly, at its extremes, and null', async () => {
  const columns = types.map(([declared], at) => `c${at} ${declared}${declared.includes('NULL') ? '' : ' NULL'}`)
  await maria.run(`USE d; SET sql_mode = 'ALLOW_INVALID_DATES'; SET time_zone = '+00:00'; CREATE TABLE all_types (n INT PRIMARY KEY, ${columns.join(', ')});
    INSERT INTO all_types VALUES (1, ${types.map(([, low]) => low).join(', ')}), (2, ${types.map(([, , high]) => high).join(', ')}), (3, ${types.map(() => 'NULL').join(', ')})`)
  const answer = await readAll(source, 'd', passed('SELECT * FROM all_types ORDER BY n'))
  for (const [at, [declared, , , [low, high], kind, precision, scale]] of types.entries()) {
    expect.soft(answer.columns[at + 1]?.type, declared).toEqual({ kind, ...(precision === undefined ? {} : { precision, scale }) })
    expect.soft(answer.rows[0]?.[at + 1], `least ${declared}`).toEqual(low)
    expect.soft(answer.rows[1]?.[at + 1], `greatest ${declared}`).toEqual(high)
    expect.soft(answer.rows[2]?.[at + 1], `null ${declared}`).toBeNull()
  }
})

test('the schema tells the same kinds as the rows', async () => {
  const { tables } = await source.describe('d')
  const described = tables.find(({ name }) => name === 'all_types')?.columns.slice(1) ?? []
  for (const [at, [declared, , , , kind, precision, scale]] of types.entries()) {
    expect.soft(described[at]?.type, declared).toEqual({ kind, ...(precision === undefined ? {} : { precision, scale }) })
  }
})

test('computed values keep their scale', async () => {
  const answer = await readAll(source, 'd', passed("SELECT 1.10 + 1, 1/3, SUM(c14), NULL, 0xff, AVG(c14), IF(n > 0, 1.5, 2), ROUND(1.25, n - n + 1), CAST(12 AS DECIMAL(9,3)), COUNT(*), 1 = 1, 'x' FROM all_types GROUP BY n HAVING n = 1"))
  expect(answer.rows[0]?.slice(0, 3)).toEqual(['2.10', '0.3333', '-12.50'])
  expect(answer.rows[0]?.slice(3)).toEqual([null, expect.any(String) as unknown, '-12.500000', '1.5', '1.30', '12.000', '1', '1', 'x'])
  expect(answer.columns.map(({ type }) => type.kind)).toEqual(['decimal', 'decimal', 'decimal', 'unknown', 'binary', 'decimal', 'decimal', 'decimal', 'decimal', 'integer', 'integer', 'text'])
})

test('an unsigned difference may be negative', async () => {
  const answer = await readAll(source, 'd', passed('SELECT CAST(1 AS UNSIGNED) - CAST(2 AS UNSIGNED)'))
  expect(answer.rows).toEqual([['-1']])
})

test('columns may have any name, or the same', async () => {
  const names = ['__proto__', 'constructor', 'a"b', 'a`b', "a'b", 'select', 'x', 'x', '€', '__defineGetter__']
  const answer = await readAll(source, 'd', passed(`SELECT ${names.map((name, at) => `${at} AS \`${name.replaceAll('`', '``')}\``).join(', ')}`))
  expect(answer.columns.map(({ name }) => name)).toEqual(names)
  expect(answer.rows).toEqual([names.map((_, at) => String(at))])
})

test('parameters are bound with their types, exactly', async () => {
  const { rows } = await readAll(source, 'd', passed('SELECT ?, ?, ?, ?, ?, ?, ?, ? = 9007199254740992, ? = 0.30000000000000004, HEX(?)', [
    { value: '9007199254740993', type: 'integer' }, { value: '18446744073709551615', type: 'integer' }, { value: '-12.50', type: 'decimal' },
    { value: 0.1, type: 'float' }, { value: "it's \\ \"x\"", type: 'text' }, { value: null, type: 'text' }, { value: true, type: 'boolean' },
    { value: '9007199254740993', type: 'integer' }, { value: '0.3', type: 'decimal' }, { value: '0x00ff', type: 'binary' },
  ]))
  expect(rows).toEqual([['9007199254740993', '18446744073709551615', '-12.50', 0.1, "it's \\ \"x\"", null, '1', '0', '0', '00FF']])
})

test('dates are compared as dates, and a limit may be a parameter', async () => {
  const { rows } = await readAll(source, 'd', passed('SELECT n FROM all_types WHERE c23 > ? LIMIT ?', [{ value: '2026-06-29', type: 'date' }, { value: '1', type: 'integer' }]))
  expect(rows).toEqual([['2']])
})

test('a value that is not of its type is refused before it is sent', async () => {
  for (const [value, type] of [['1; DROP', 'integer'], ['1e5', 'decimal'], ['ff', 'binary'], ['', 'integer']] as const) {
    await expect(readAll(source, 'd', passed('SELECT ?', [{ value, type }]))).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  }
})

test('a missing parameter fails and leaves the source usable', async () => {
  await expect(readAll(source, 'd', pastGuard('SELECT ?'))).rejects.toMatchObject({ code: 'QUERY_FAILED' })
  expect((await readAll(source, 'd', passed('SELECT 1'))).rows).toEqual([['1']])
})
