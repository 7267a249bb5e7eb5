import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Dialect } from '../../../shared/model/value.ts'
import { guard } from '../../../electron/guard/guard.ts'
import { openDuckdb, openMaria, openSqlite, statements } from './engines.ts'
import type { Engine } from './engines.ts'

const common = await statements('common')
const families: { dialect: Dialect; list: string; open: () => Promise<Engine> }[] = [
  { dialect: 'mariadb', list: 'mysql', open: openMaria },
  { dialect: 'sqlite', list: 'sqlite', open: openSqlite },
  { dialect: 'duckdb', list: 'duckdb', open: openDuckdb },
]

describe.each(families)('what analysts write, on $dialect', async ({ dialect, list, open }) => {
  const written = [...common, ...(await statements(list))]
  let engine: Engine
  beforeAll(async () => { engine = await open() })
  afterAll(() => engine.close())

  test('is at least 120 statements', () => expect(new Set(written).size).toBeGreaterThanOrEqual(120))

  test.each(written)('%s', async (sql) => {
    const printed = guard(sql, dialect).text
    expect(await engine.rows(printed)).toBe(await engine.rows(sql))
  })
})

test.each(['mysql', 'tidb'] as const)('%s reads the same statements as MariaDB but for functions of its own', async (dialect) => {
  const shared = [...common, ...(await statements('mysql'))].filter((sql) => !sql.includes('MEDIAN('))
  for (const sql of shared) expect(guard(sql, dialect).text).toBe(guard(sql, 'mariadb').text)
})
