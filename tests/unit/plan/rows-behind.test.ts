import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compile } from '../../../electron/plan/compile.ts'
import { editPlan } from '../../../electron/plan/edit/edit-plan.ts'
import type { EditSetting } from '../../../electron/plan/edit/setting.ts'
import { rowsBehind } from '../../../electron/plan/rows-behind.ts'
import { Failure } from '../../../shared/model/failure.ts'
import type { Plan, QueryPlan } from '../../../shared/model/plan.ts'
import type { Cell } from '../../../shared/model/value.ts'
import { ledgerInSqlite, sampleFolder } from '../../fixtures/ledger.ts'
import { examplePlans, ledgerSetting } from './edit/ledger-setting.ts'
import { duckdbEngine, rowsOf, sqliteEngine, temporaryFolder, type Engine } from './engines.ts'

const folder = temporaryFolder()
let engines: { engine: Engine; setting: EditSetting }[] = []

beforeAll(async () => {
  const file = join(folder.path, 'ledger.sqlite')
  await ledgerInSqlite(file)
  const opened = [await duckdbEngine(folder.path, sampleFolder), await sqliteEngine(file)]
  engines = await Promise.all(opened.map(async (engine) => ({ engine, setting: await ledgerSetting(engine) })))
})
afterAll(async () => {
  await Promise.all(engines.map(({ engine }) => engine.source.close()))
  folder.remove()
})

/** The exact sum of decimals and integers written as digits. */
function exactSum(cells: readonly Cell[]): string {
  const digits = 8
  const units = (cell: Cell): bigint => {
    const [, sign = '', whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(cell)) ?? []
    if (part.length > digits) throw new Error(`${String(cell)} has too many digits`)
    return BigInt(`${sign}${whole}${part.padEnd(digits, '0')}`)
  }
  return cells.reduce((sum, cell) => sum + (cell === null ? 0n : units(cell)), 0n).toString()
}

/** Every so many rows of the answer, always the first and the last. */
const sampled = <Row>(rows: readonly Row[], most: number) => rows.filter((_, at) => at === 0 || at === rows.length - 1 || at % Math.ceil(rows.length / most) === 0)

/** The numbers of a plan with the rows behind them, as both are read from the database. */
async function opened(plan: QueryPlan, { engine, setting }: { engine: Engine; setting: EditSetting }, most: number) {
  const compiled = compile(plan, setting.catalog, engine.dialect)
  const rows = await rowsOf(engine, compiled)
  const place = (id: string) => compiled.columns.findIndex((column) => [...plan.show, ...plan.context].some((shown) => shown.id === column.id && shown.value.kind === 'ref' && shown.value.id === id))
  const found: { number: string; behind: string; rows: number; measure: string }[] = []
  for (const measure of plan.measures) {
    if (place(measure.id) < 0 || plan.by.some((grouping) => place(grouping.id) < 0)) continue
    for (const row of sampled(rows, most)) {
      const at = Object.fromEntries(plan.by.map((grouping) => [grouping.id, row[place(grouping.id)] ?? null]))
      const list = rowsBehind(plan, { measure: measure.id, row: at }, setting).plan
      const inside = compile(list, setting.catalog, engine.dialect)
      const listed = await rowsOf(engine, inside)
      const amount = inside.columns.findIndex((column) => column.id === 'amount')
      found.push({ measure: measure.label, number: exactSum([row[place(measure.id)] ?? null]), behind: exactSum(listed.map((each) => (amount < 0 ? '1' : (each[amount] ?? null)))), rows: listed.length })
    }
  }
  return found
}

/** Runs the check for the plans whose numbers rows add up to; gives how many numbers were opened. */
async function checkAll(plans: { question: string; plan: Plan }[], on: { engine: Engine; setting: EditSetting }, most: number): Promise<number> {
  let count = 0
  for (const { question, plan } of plans) {
    if (plan.kind === 'set' || plan.measures.length === 0) continue
    try {
      for (const each of await opened(plan, on, most)) {
        expect(each.behind, `${question}: ${each.measure}`).toBe(each.number)
        count += 1
      }
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'NOT_SUPPORTED') throw error
      expect(error.message).toMatch(/average|different values|ratio|largest|smallest|product|comparison|balance/)
    }
  }
  return count
}

describe('the rows behind a number', () => {
  test('add up to it exactly, for every sum and count of the example plans', async () => {
    expect(await checkAll(examplePlans, engines[0]!, 6)).toBeGreaterThan(60)
  })
  test('add up to it exactly on SQLite too', async () => {
    expect(await checkAll(examplePlans, engines[1]!, 2)).toBeGreaterThan(20)
  })
  test('add up to every additive metric of the vocabulary by month, account group, entity and country', async () => {
    const { setting } = engines[0]!
    const plans: { question: string; plan: Plan }[] = []
    // A metric without a date has no number in a period.
    for (const metric of setting.glossary!.metrics.filter(({ time }) => time !== undefined)) {
      const alone = editPlan(examplePlans[15]!.plan, { kind: 'measure', at: 'measure:m1', to: { kind: 'metric', metric: metric.name } }, setting)
      const base = editPlan(alone, { kind: 'period', from: '2025-01-01', until: '2026-01-01', label: '2025' }, setting)
      for (const column of [{ table: 'accounts', column: 'acct_grp' }, { table: 'entities', column: 'country' }, { table: 'customers', column: 'country' }]) {
        try {
          plans.push({ question: `${metric.name} by ${column.column}`, plan: editPlan(base, { kind: 'by', at: null, column }, setting) })
        } catch (error) {
          if (!(error instanceof Failure)) throw error
        }
      }
      plans.push({ question: `${metric.name} by month`, plan: editPlan(base, { kind: 'by', at: null, column: metric.time!, grain: 'month' }, setting) })
    }
    expect(await checkAll(plans, engines[0]!, 2)).toBeGreaterThan(80)
  }, 120_000)
  test('name the row, its date and its group, largest amounts first', async () => {
    const { engine, setting } = engines[0]!
    const revenue = examplePlans[3]!.plan
    const { plan } = rowsBehind(revenue, { measure: 'm1', row: { g1: 'EMEA' } }, setting)
    expect(plan.show.map((shown) => shown.label)).toEqual(['Invoice line ID', 'Invoice date', 'Region', 'Revenue'])
    expect(plan.show.at(-1)?.unit).toEqual({ kind: 'money', currency: 'USD' })
    expect(plan.limit).toBeUndefined()
    const amounts = (await rowsOf(engine, compile(plan, setting.catalog, 'duckdb'))).map((row) => Math.abs(Number(row.at(-1))))
    expect(amounts).toEqual([...amounts].sort((left, right) => right - left))
  })
  test.each([
    [8, 'm1', '“Average invoice amount” is an average: its rows do not add up to it.'], [23, 'm1', '“Customers” counts different values, which several rows share.'], [16, 'c1', 'A comparison is worked out from other numbers, not from rows.'],
  ])('are refused in plain words where they do not add up: example %i', (number, measure, message) => {
    expect(() => rowsBehind(examplePlans[number - 1]!.plan, { measure, row: {} }, engines[0]!.setting)).toThrow(expect.objectContaining({ code: 'NOT_SUPPORTED', message }) as Error)
  })
  test('are those of the null group, and not of names from elsewhere', () => {
    const { setting } = engines[0]!
    const { plan } = rowsBehind(examplePlans[3]!.plan, { measure: 'm1', row: { g1: null } }, setting)
    expect(JSON.stringify(plan.where)).toContain('isNull')
    expect(() => rowsBehind(examplePlans[3]!.plan, { measure: 'm1', row: { constructor: 'x' } }, setting)).toThrow('This row belongs to another answer.')
    expect(() => rowsBehind(examplePlans[5]!.plan, { measure: 'm1', row: {} }, setting)).toThrow('Only some of the groups are shown')
  })
})
