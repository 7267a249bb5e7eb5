import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldersFor } from '../../electron/config/folders.ts'
import { defaultLimits } from '../../electron/sources/source.ts'
import type { OpenDatabase, Opening } from '../../electron/workbench/open-directly.ts'
import { Workbench } from '../../electron/workbench/workbench.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { Cell } from '../../shared/model/value.ts'
import { ledgerInMaria, ledgerInSqlite } from '../fixtures/ledger.ts'
import { startMaria, type Maria } from '../fixtures/maria.ts'
import { holdsReference } from './same-answer.ts'

type Asked = { id: number; question: string; sql: string; ordered: boolean }

/** Asks the questions of a fixture of the ledger on three engines; at least `floor` must be answered outright with the rows of their reference SQL. */
export function askedOfTheLedger(name: string, fixture: URL, floor: number): void {
  const home = mkdtempSync(join(tmpdir(), 'quaestor-asked-'))
  const folders = foldersFor({ QUAESTOR_HOME: home }, process.platform)
  const terms = join(folders.sample, 'quaestor.yaml')
  const references = new Map<number, Cell[][]>()
  let questions: Asked[]
  let maria: Maria
  let workbench: Workbench

  beforeAll(async () => {
    questions = JSON.parse(await readFile(fixture, 'utf8')) as Asked[]
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    for (const table of await connection.runAndReadAll(`SELECT file FROM glob('${folders.sample}/*.parquet')`).then((read) => read.getRowsJson().flat().map(String))) {
      await connection.run(`CREATE VIEW "${table.replace(/^.*\/|\.parquet$/g, '')}" AS FROM '${table}'`)
    }
    for (const { id, sql } of questions) references.set(id, (await connection.runAndReadAll(sql)).getRowsJson() as Cell[][])
    connection.closeSync()
    maria = await startMaria()
    workbench = await Workbench.open(folders)
  })
  afterAll(async () => {
    await workbench.close()
    await maria.stop()
    rmSync(home, { recursive: true, force: true })
  })

  const engines: [string, () => Promise<Opening>][] = [
    ['the bundled files (DuckDB)', () => Promise.resolve({ spec: { kind: 'sample' } })],
    ['a SQLite file', async () => {
      const path = join(home, 'ledger.sqlite')
      await ledgerInSqlite(path)
      return { spec: { kind: 'sqlite', path }, terms }
    }],
    ['a MariaDB server', async () => {
      await ledgerInMaria(maria, 'ledger')
      return { spec: { kind: 'mysql', host: maria.host, port: maria.port, user: maria.user, database: 'ledger', tls: 'off', pool: 4 }, password: maria.password, terms }
    }],
  ]

  describe.each(engines)(`${name} on %s`, (_engine, opening) => {
    it(`are answered right, at least ${floor}`, async () => {
      const opened = await workbench.openDatabase(await opening())
      expect(opened.problems).toEqual([])
      const wrong: string[] = []
      for (const { id, question, ordered } of questions) {
        const outcome = await answer(opened, question)
        if (typeof outcome === 'string') wrong.push(`${id} ${question}: ${outcome}`)
        else if (!holdsReference(outcome.rows, references.get(id) ?? [], ordered)) wrong.push(`${id} ${question}: ${outcome.reading} ${JSON.stringify(outcome.rows.slice(0, 3))}`)
      }
      process.stderr.write(`${questions.length - wrong.length} of ${questions.length} right\n${wrong.join('\n')}\n`)
      expect(questions.length - wrong.length).toBeGreaterThanOrEqual(floor)
    })
  })

  async function answer(opened: OpenDatabase, text: string): Promise<string | { rows: Cell[][]; reading: string }> {
    const steps = workbench.ask({ asked: { kind: 'words', text }, limits: { ...defaultLimits, rows: 5_000 }, top: 3 }, opened.known, new AbortController().signal)
    try {
      for (;;) {
        const next = await steps.next()
        if (next.done !== true) continue
        if (next.value.kind === 'clarify') return `asks back: ${next.value.question}`
        const { answer: found } = next.value
        return { rows: (await workbench.results.page(found.result.id, { offset: 0, count: 5_000, sort: [] })).rows, reading: found.receipt.reading }
      }
    } catch (error) {
      if (error instanceof Failure) return `${error.code} ${error.message}`
      throw error
    }
  }
}
