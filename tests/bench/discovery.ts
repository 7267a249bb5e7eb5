import { createConnection } from 'mysql2/promise'
import { discover } from '../../electron/catalog/discover.ts'
import { openMysql } from '../../electron/sources/mysql/open.ts'
import type { Maria } from '../fixtures/maria.ts'
import { paired } from './measure.ts'

const tables = 1_000

/** The statements that any client needs to learn the same facts, with nothing done to their rows. */
const bare = [
  'SELECT table_name AS a, table_type AS b, table_rows AS c, table_comment AS d FROM information_schema.tables WHERE table_schema = ?',
  'SELECT table_name AS a, column_name AS b, column_type AS c, is_nullable AS d, column_comment AS e, data_type AS f FROM information_schema.columns WHERE table_schema = ? ORDER BY table_name, ordinal_position',
  'SELECT table_name AS a, index_name AS b, column_name AS c, non_unique AS d FROM information_schema.statistics WHERE table_schema = ? ORDER BY table_name, index_name, seq_in_index',
  'SELECT table_name AS a, constraint_name AS b, column_name AS c, referenced_table_name AS d, referenced_column_name AS e FROM information_schema.key_column_usage WHERE table_schema = ? AND referenced_table_name IS NOT NULL',
]

/** Cold discovery of a database of 1,000 tables (without profiles) ÷ the bare information_schema queries. */
export async function benchDiscovery(maria: Maria, print: (line: string) => void): Promise<void> {
  const statements = Array.from({ length: tables }, (_, at) =>
    `CREATE TABLE t${at} (id INT PRIMARY KEY, name VARCHAR(50) COMMENT 'the name', amount DECIMAL(15,2), day DATE, parent_id INT, KEY (day), KEY (parent_id)${at === 0 ? '' : `, FOREIGN KEY (parent_id) REFERENCES t${at - 1} (id)`});`)
  await maria.run(`CREATE DATABASE many; USE many; ${statements.join('\n')}`)
  const connection = await createConnection({ host: maria.host, port: maria.port, user: maria.user, password: maria.password })
  const source = openMysql({ kind: 'mysql', host: maria.host, port: maria.port, user: maria.user, tls: 'off', pool: 4 }, { password: maria.password })
  try {
    const result = await paired(5,
      () => discover(source, { sourceId: 'bench', database: 'many', clock: () => new Date(), profile: false }),
      async () => { for (const statement of bare) await connection.execute({ sql: statement, rowsAsArray: true }, ['many']) })
    print(`discovery of ${tables} tables      ${result.ratio.toFixed(2)} × the bare information_schema queries (${result.subject.toFixed(0)} ms ÷ ${result.reference.toFixed(0)} ms)`)
  } finally {
    await source.close()
    await connection.end()
  }
}
