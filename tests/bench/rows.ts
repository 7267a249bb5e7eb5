import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2'
import { guard } from '../../electron/guard/guard.ts'
import { openResults, type ResultStore } from '../../electron/results/result-store.ts'
import { openMysql } from '../../electron/sources/mysql/open.ts'
import type { Source } from '../../electron/sources/source.ts'
import { resultShape, type ResultShape } from '../../electron/answers/result-columns.ts'
import type { ResultFacts } from '../../shared/model/result.ts'
import type { Maria } from '../fixtures/maria.ts'
import { median, paired, timed } from './measure.ts'

const rows = 1_000_000
const query = 'SELECT id, big, amount, rate, label, region, day, moment, flag, note FROM wide'
const limits = { rows: 2_000_000, milliseconds: 600_000, bytes: 8 * 1024 ** 3 }

const table = `CREATE DATABASE rows_bench; USE rows_bench;
CREATE TABLE wide (id INT, big BIGINT, amount DECIMAL(15,2), rate DOUBLE, label VARCHAR(40), region VARCHAR(20), day DATE, moment DATETIME, flag TINYINT, note VARCHAR(60)) ENGINE=MyISAM;
INSERT INTO wide SELECT seq, seq * 9007199254740, seq / 100, seq / 7, CONCAT('label ', seq), ELT(1 + seq % 4, 'EMEA', 'APAC', 'Americas', 'UK & Ireland'), DATE '2020-01-01' + INTERVAL seq % 2000 DAY,
  TIMESTAMP '2020-01-01 00:00:00' + INTERVAL seq SECOND, seq % 2, IF(seq % 3 = 0, NULL, CONCAT('a note about row ', seq)) FROM seq_1_to_${rows};`

/** Rows into the result store ÷ the bare driver's row events, and the pages of that result. */
export async function benchRows(maria: Maria, print: (line: string) => void): Promise<void> {
  await maria.run(table)
  const folder = await mkdtemp(join(tmpdir(), 'quaestor-bench-'))
  const source = openMysql({ kind: 'mysql', host: maria.host, port: maria.port, user: maria.user, tls: 'off', pool: 4 }, { password: maria.password })
  const results = await openResults({ folder, maxBytes: 16 * 1024 ** 3 })
  try {
    const kept: string[] = []
    const result = await paired(3, async () => {
      for (const id of kept.splice(0)) await results.drop(id)
      kept.push((await keep(source, results)).id)
    }, () => bareStream(maria))
    const perSecond = (milliseconds: number): string => `${(rows / milliseconds / 1_000).toFixed(2)} M rows/s`
    print(`1M × 10 rows into results       ${(1 / result.ratio).toFixed(2)} × the speed of the bare mysql2 stream (${perSecond(result.subject)} against ${perSecond(result.reference)})`)
    const [id = ''] = kept
    const first: number[] = []
    const middle: number[] = []
    const sorted: number[] = []
    for (let run = 0; run < 15; run += 1) {
      first.push(await timed(() => results.page(id, { offset: 0, count: 200, sort: [] })))
      middle.push(await timed(() => results.page(id, { offset: rows / 2, count: 200, sort: [] })))
      sorted.push(await timed(() => results.page(id, { offset: rows / 2, count: 200, sort: [{ column: 'c3', direction: 'desc' }] })))
    }
    const bare = await barePage(maria)
    print(`pages of 200 of the 1M rows     first ${(median(first) / bare).toFixed(2)} ×, middle ${(median(middle) / bare).toFixed(2)} ×, sorted middle ${(median(sorted) / bare).toFixed(2)} × the time the driver takes for 200 bare rows (${median(first).toFixed(1)}, ${median(middle).toFixed(1)}, ${median(sorted).toFixed(1)} ÷ ${bare.toFixed(1)} ms)`)
  } finally {
    await results.close()
    await source.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function keep(source: Source, results: ResultStore): Promise<ResultFacts> {
  const sql = guard(query, 'mariadb')
  let shape: ResultShape | undefined
  let writer: Awaited<ReturnType<ResultStore['begin']>> | undefined
  for await (const event of source.stream('rows_bench', sql, { limits })) {
    if (event.kind === 'columns') {
      shape = resultShape([], event.columns)
      writer = await results.begin(shape.columns)
    } else if (event.kind === 'rows') await writer?.append(shape?.fit(event.rows) ?? event.rows)
    else if (writer !== undefined) return writer.finish({ truncated: event.truncated })
  }
  throw new Error('the stream ended early')
}

function bareStream(maria: Maria): Promise<void> {
  const connection = createConnection({ host: maria.host, port: maria.port, user: maria.user, password: maria.password, database: 'rows_bench', dateStrings: true, supportBigNumbers: true, bigNumberStrings: true, rowsAsArray: true })
  return new Promise((resolve, reject) => {
    let count = 0
    connection.execute(query).on('result', () => { count += 1 }).on('error', reject).on('end', () => {
      connection.end()
      if (count === rows) resolve()
      else reject(new Error(`${count} rows instead of ${rows}`))
    })
  })
}

/** The median time of 200 rows through the bare driver on an open connection. */
async function barePage(maria: Maria): Promise<number> {
  const connection = createConnection({ host: maria.host, port: maria.port, user: maria.user, password: maria.password, database: 'rows_bench', rowsAsArray: true }).promise()
  const times: number[] = []
  for (let run = 0; run < 15; run += 1) times.push(await timed(() => connection.execute(`${query} LIMIT 200`)))
  await connection.end()
  return median(times)
}
