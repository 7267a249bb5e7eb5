import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Plan } from '../../../shared/model/plan.ts'
import type { Catalog } from '../../../shared/model/catalog.ts'
import type { Cell } from '../../../shared/model/value.ts'
import { discover } from '../../../electron/catalog/discover.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { ledgerInMaria, ledgerInSqlite, sampleFolder, sampleNotes } from '../../fixtures/ledger.ts'
import { startMaria, type Maria } from '../../fixtures/maria.ts'
import { duckdbEngine, mariaEngine, rowsOf, sqliteEngine, temporaryFolder, type Engine } from './engines.ts'

type Reference = { id: string; question: string; sql: string; ordered: boolean }
const fixtures = join(import.meta.dirname, '../../fixtures')
const references = JSON.parse(readFileSync(join(fixtures, 'sample-questions.json'), 'utf8')) as Reference[]
const planOf = (id: string) => Plan.parse((JSON.parse(readFileSync(join(fixtures, 'plans', `${id.padStart(2, '0')}.json`), 'utf8')) as { plan: unknown }).plan)

const folder = temporaryFolder()
let maria: Maria
let engines: Engine[] = []
let catalogs: Catalog[] = []

beforeAll(async () => {
  const file = join(folder.path, 'ledger.sqlite')
  await ledgerInSqlite(file)
  maria = await startMaria()
  await ledgerInMaria(maria, 'ledger')
  engines = [await duckdbEngine(folder.path, sampleFolder), await sqliteEngine(file), await mariaEngine(maria, 'ledger')]
  catalogs = await Promise.all(engines.map((engine) => discover(engine.source, { sourceId: 's', database: engine.database, notes: sampleNotes(), clock: () => new Date('2026-07-01'), profile: false })))
})
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.source.close()))
  await maria.stop()
  folder.remove()
})

/** A value in the form in which answers are compared: numbers to four decimals. */
const plain = (cell: Cell) => (cell !== null && typeof cell !== 'boolean' && /^-?\d+(\.\d+)?$/.test(String(cell)) ? Number(cell).toFixed(4) : String(cell))
const asSet = (rows: string[][], ordered: boolean) => (ordered ? rows : [...rows].map((row) => row.join('\u0000')).sort().map((row) => row.split('\u0000')))

/** Whether columns of `own` can be chosen that hold the rows of `reference`. */
function covers(own: string[][], reference: string[][], ordered: boolean, chosen: number[] = []): boolean {
  const width = reference[0]?.length ?? 0
  const project = own.map((row) => chosen.map((at) => row[at]!))
  const wanted = reference.map((row) => row.slice(0, chosen.length))
  if (JSON.stringify(asSet(project, ordered)) !== JSON.stringify(asSet(wanted, ordered))) return false
  if (chosen.length === width) return true
  return (own[0] ?? []).some((_, at) => !chosen.includes(at) && covers(own, reference, ordered, [...chosen, at]))
}

describe('the 25 sample questions', () => {
  for (const { id, question, sql, ordered } of references) {
    test(`${id} ${question}`, async () => {
      const plan = planOf(id)
      const reference = (await rowsOf(engines[0]!, { sql, parameters: [] })).map((row) => row.map(plain))
      const results = await Promise.all(engines.map(async (engine, at) => rowsOf(engine, compile(plan, catalogs[at]!, engine.dialect))))
      for (const [at, rows] of results.entries()) {
        // Question 16 is one row with both quarters, in either order; a year may be shown as its first day.
        expect(covers(rows.map((row) => row.map(plain)), reference, ordered), `${engines[at]!.name}: ${JSON.stringify(rows.slice(0, 3))} for ${JSON.stringify(reference.slice(0, 3))}`).toBe(true)
      }
      const exact = results.map((rows) => rows.map((row) => row.map(String).join(' | ')).sort())
      expect(exact[1]).toEqual(exact[0])
      expect(exact[2]).toEqual(exact[0])
    })
  }
})
