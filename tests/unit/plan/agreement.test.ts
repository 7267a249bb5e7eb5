import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Failure } from '../../../shared/model/failure.ts'
import { Plan } from '../../../shared/model/plan.ts'
import { guard } from '../../../electron/guard/guard.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { sampleNotes } from '../../fixtures/ledger.ts'
import { startMaria, type Maria } from '../../fixtures/maria.ts'
import { duckdbEngine, mariaEngine, rowsOf, sqliteEngine, temporaryFolder, type Engine } from './engines.ts'
import { randomPlan } from './random-plan.ts'
import { catalog, table } from './schema.ts'
import { smallCatalog, smallInDuckdb, smallInMaria, smallInSqlite, smallRows } from './small-ledger.ts'

const folder = temporaryFolder()
let maria: Maria
let engines: Engine[] = []

beforeAll(async () => {
  const rows = smallRows(11)
  smallInSqlite(join(folder.path, 'small.sqlite'), rows)
  await smallInDuckdb(join(folder.path, 'small.duckdb'), rows)
  maria = await startMaria()
  await smallInMaria(maria, 'small', rows)
  engines = [await duckdbEngine(folder.path, '', join(folder.path, 'small.duckdb')), await sqliteEngine(join(folder.path, 'small.sqlite')), await mariaEngine(maria, 'small')]
})
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.source.close()))
  await maria.stop()
  folder.remove()
})

const values = { text: ['open', 'paid', 'tea', 'customer 3', 'north', 'o\'clock'], dates: ['2024-02-29', '2024-07-01', '2023-06-15', '2025-03-31'] }
const runs = Number(process.env.PLAN_RUNS ?? 150)

test('every statement passes the guard, runs on three engines and gives the same rows', async () => {
  let compiled = 0
  await fc.assert(fc.asyncProperty(fc.gen(), async (chance) => {
    const plan = Plan.parse(randomPlan((below) => chance(fc.nat, below - 1), smallCatalog, values))
    const results: string[][] = []
    for (const engine of engines) {
      let statement
      try {
        statement = compile(plan, smallCatalog, engine.dialect)
      } catch (error) {
        // Honest refusals are no answers; they must be the same everywhere.
        if (!(error instanceof Failure) || !['PLAN_INVALID', 'NOT_SUPPORTED', 'NO_JOIN_PATH'].includes(error.code)) throw error
        results.push([error.message])
        continue
      }
      compiled += 1
      try {
        results.push((await rowsOf(engine, statement)).map((row) => JSON.stringify(row)).sort())
      } catch (error) {
        throw new Error(`${engine.name}: ${error instanceof Error ? error.message : ''} ${error instanceof Failure ? JSON.stringify(error.detail) : ''}\n${statement.sql}\n${JSON.stringify(statement.parameters)}`)
      }
    }
    const text = () => engines.map((engine) => compile(plan, smallCatalog, engine.dialect)).map((each) => `${each.sql}\n${JSON.stringify(each.parameters.map((parameter) => parameter.value))}`).join('\n\n')
    if (JSON.stringify(results[0]) !== JSON.stringify(results[1])) expect(results[1], text()).toEqual(results[0])
    if (JSON.stringify(results[0]) !== JSON.stringify(results[2])) expect(results[2], text()).toEqual(results[0])
  }), { seed: Number(process.env.PLAN_SEED ?? 20260630), numRuns: runs, endOnFailure: true })
  expect(compiled / 3).toBeGreaterThan(0.8 * runs)
})

test('statements over a real schema pass the guard of every dialect, and are the same every time', () => {
  const ledger = sampleCatalog()
  fc.assert(fc.property(fc.gen(), (chance) => {
    const plan = randomPlan((below) => chance(fc.nat, below - 1), ledger, values)
    for (const dialect of ['mysql', 'mariadb', 'tidb', 'sqlite', 'duckdb'] as const) {
      for (const output of ['interface', 'batch'] as const) {
        try {
          const { sql, parameters } = compile(plan, ledger, dialect, { output })
          guard(sql, dialect, { parameters })
          expect(compile(plan, ledger, dialect, { output }).sql).toBe(sql)
        } catch (error) {
          if (!(error instanceof Failure) || !['PLAN_INVALID', 'NOT_SUPPORTED', 'NO_JOIN_PATH'].includes(error.code)) throw error
        }
      }
    }
  }), { seed: 9, numRuns: 150, endOnFailure: true })
})

/** The schema of the sample ledger from its notes alone; every column is text, a date or an amount by its name. */
function sampleCatalog() {
  const { tables } = sampleNotes()
  const kind = (name: string) => (/_date$|^date/.test(name) ? 'date' : /^(amt|open|tax|gross|total|cost)_/.test(name) ? 'decimal(15,2)' : /_id$|_no$|^qty$/.test(name) ? 'integer' : 'text')
  return catalog(
    tables.map((note) => ({ ...table(note.table, Object.keys(note.columns).map((name) => `${name} ${kind(name)}?`).join(', ')), primaryKey: note.primaryKey ?? [] })),
    tables.flatMap((note) => note.references.map((reference) => ({ from: { table: note.table, columns: reference.columns }, to: { table: reference.to, columns: reference.toColumns }, origin: 'declared' as const, confidence: 1, oneToOne: false }))),
  )
}
