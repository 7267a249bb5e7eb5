import { describe, expect, test } from 'vitest'
import { compile } from '../../../../electron/plan/compile.ts'
import { editPlan } from '../../../../electron/plan/edit/edit-plan.ts'
import type { EditSetting } from '../../../../electron/plan/edit/setting.ts'
import { inReadableOrder } from '../../../../electron/plan/defaults.ts'
import type { Plan, QueryPlan } from '../../../../shared/model/plan.ts'
import type { PlanEdit } from '../../../../shared/model/plan-edit.ts'
import { rowsOf, type Engine } from '../engines.ts'
import { examplePlans, withLedger } from './ledger-setting.ts'

let engine: Engine
let setting: EditSetting
withLedger((opened, known) => {
  engine = opened
  setting = known
})

const example = (number: number) => inReadableOrder(examplePlans[number - 1]!.plan) as QueryPlan
const edit = (plan: Plan, ...edits: PlanEdit[]) => edits.reduce<Plan>((current, each) => editPlan(current, each, setting), plan) as QueryPlan
const rows = (plan: Plan) => rowsOf(engine, compile(plan, setting.catalog, 'duckdb'))
const sql = (text: string) => rowsOf(engine, { sql: text, parameters: [] })
const numbers = (all: unknown[][]) => all.map((row) => row.map((cell) => (/^-?\d+\.\d+$/.test(String(cell)) ? Number(cell).toFixed(2) : String(cell))))
const month: PlanEdit = { kind: 'by', at: 'by:g1', column: { table: 'invoices', column: 'invoice_date' }, grain: 'month' }
const region: PlanEdit = { kind: 'by', at: 'by:g1', column: { table: 'customers', column: 'region' } }
const tables = (plan: QueryPlan) => plan.tables.map((use) => use.table).sort()

describe('one change', () => {
  test('of a grouping gives what asking for it gives, and takes out tables that nothing uses', async () => {
    const monthly = edit(example(4), month)
    expect(await rows(monthly)).toEqual(await rows(example(5)))
    expect(tables(monthly)).toEqual(['invoice_lines', 'invoices'])
    const regional = edit(example(5), region)
    expect(await rows(regional)).toEqual(await rows(example(4)))
    expect(regional.by[0]?.origin).toEqual({ from: 'edit' })
  })
  test('of a measure keeps what else was asked, and changes tables and date with it', async () => {
    const collected = edit(example(4), { kind: 'measure', at: 'measure:m1', to: { kind: 'metric', metric: 'collections' } })
    expect(numbers(await rows(collected))).toEqual(numbers(await sql("SELECT c.region, sum(p.amt_gc) s FROM payments p JOIN invoices i USING (invoice_id) JOIN customers c ON c.customer_id = i.customer_id WHERE p.pay_date >= DATE '2025-01-01' AND p.pay_date < DATE '2026-01-01' GROUP BY 1 ORDER BY 2 DESC")))
    expect(tables(collected)).not.toContain('invoice_lines')
    expect(collected.show.map((shown) => shown.label)).toEqual(['Region', 'Collections'])
  })
  test('adds a second fact without counting anything twice', async () => {
    const both = edit(example(13), { kind: 'remove', at: 'by:g2' }, { kind: 'measure', at: null, to: { kind: 'metric', metric: 'budget' } }, { kind: 'period', from: '2025-01-01', until: '2026-01-01', label: '2025' })
    const wanted = await rows(example(15))
    const found = new Map((await rows(both)).map((row) => [row[0], row]))
    expect(found.size).toBe(wanted.length)
    for (const [department, budget, actual] of wanted) expect(found.get(department)?.slice(1, 3)).toEqual([actual, budget])
  })
  test('sets facts that share nothing but time side by side', async () => {
    const both = edit(example(5), { kind: 'measure', at: null, to: { kind: 'metric', metric: 'operating expenses' } })
    const alone = edit(example(5), { kind: 'measure', at: 'measure:m1', to: { kind: 'metric', metric: 'operating expenses' } })
    const [joined, revenue, expenses] = await Promise.all([rows(both), rows(example(5)), rows(alone)])
    expect(joined.map((row) => row.slice(0, 2))).toEqual(revenue)
    expect(joined.map((row) => [row[0], row[2]])).toEqual(expenses)
  })
  test('of a list into a number by its rows', async () => {
    const german = edit(example(2), { kind: 'measure', at: null, to: { kind: 'metric', metric: 'revenue' } })
    const found = await rows(german)
    const total = await sql("SELECT sum(l.amt_gc) FROM invoice_lines l JOIN invoices i USING (invoice_id) JOIN customers c ON c.customer_id = i.customer_id WHERE c.country = 'Germany'")
    const at = compile(german, setting.catalog, 'duckdb').columns.findIndex((column) => column.label === 'Revenue')
    expect(found.reduce((sum, row) => sum + Number(row[at] ?? 0), 0).toFixed(2)).toBe(Number(total[0]![0]).toFixed(2))
  })
  test('of a filter: values, words of the vocabulary, dates, and related rows', async () => {
    const filtered = (...edits: PlanEdit[]) => rows(edit(example(9), { kind: 'remove', at: 'by:g1' }, ...edits))
    const column = (name: string) => ({ table: 'invoices', column: name })
    expect(await filtered({ kind: 'filter', at: null, to: { kind: 'term', phrase: 'unpaid', negated: false } })).toEqual(await sql('SELECT count(*) FROM invoices WHERE open_lc > 0'))
    expect(await filtered({ kind: 'filter', at: null, to: { kind: 'column', column: column('invoice_date'), operator: 'between', values: ['2026-06-30', '2026-06-01'] } })).toEqual(await sql("SELECT count(*) FROM invoices WHERE invoice_date BETWEEN DATE '2026-06-01' AND DATE '2026-06-30'"))
    expect(await filtered({ kind: 'filter', at: null, to: { kind: 'column', column: column('paid_date'), operator: 'isNotEmpty', values: [] } })).toEqual(await sql('SELECT count(*) FROM invoices WHERE paid_date IS NOT NULL'))
    expect(await filtered({ kind: 'filter', at: null, to: { kind: 'column', column: { table: 'customers', column: 'region' }, operator: 'isNot', values: ['EMEA', 'Americas'] } })).toEqual(await sql("SELECT count(*) FROM invoices JOIN customers USING (customer_id) WHERE (region NOT IN ('EMEA', 'Americas')) IS NOT FALSE"))
    const buyers = edit(example(2), { kind: 'remove', at: 'where:0' }, { kind: 'filter', at: null, to: { kind: 'column', column: { table: 'invoices', column: 'amt_gc' }, operator: 'more', values: ['60000'] } })
    expect(await rows(buyers)).toHaveLength(Number((await sql('SELECT count(DISTINCT customer_id) FROM invoices WHERE amt_gc > 60000'))[0]![0]))
  })
  test('of a comparison, an order and a limit', async () => {
    const compared = edit(example(5), { kind: 'compare', at: null, to: { kind: 'previous', of: 'm1', grain: 'year' } })
    const before = await rows(edit(example(5), { kind: 'period', from: '2024-01-01', until: '2025-01-01', label: '2024' }))
    expect((await rows(compared)).map((row) => row[2])).toEqual(before.map((row) => row[1]))
    const three = edit(example(4), { kind: 'order', at: 'order:0', by: 'm1', direction: 'asc' }, { kind: 'limit', count: 2, ties: 'include' })
    expect(await rows(three)).toEqual((await rows(example(4))).toReversed().slice(0, 2))
    expect(edit(three, { kind: 'remove', at: 'limit' }).order[0]).toMatchObject({ direction: 'asc', origin: { from: 'edit' } })
  })
  test('of the default order follows the groups, and the user’s own stays', () => {
    expect(edit(example(3), { kind: 'by', at: 'by:g1', column: { table: 'customers', column: 'region' } }).order[0]).toMatchObject({ by: { kind: 'ref', id: 'm1' }, direction: 'desc' })
    const own = edit(example(4), { kind: 'order', at: null, by: 'g1', direction: 'desc' })
    expect(edit(own, { kind: 'measure', at: 'measure:m1', to: { kind: 'metric', metric: 'margin' } }).order[0]).toMatchObject({ by: { kind: 'ref', id: 'g1' }, direction: 'desc', origin: { from: 'edit' } })
  })
  test('of the chart changes nothing else', () => {
    expect(edit(example(4), { kind: 'chart', chart: 'pie' })).toEqual({ ...example(4), display: { chart: 'pie' } })
  })
})

describe('taking out', () => {
  test('the last number counts rows, and a count stays', () => {
    const counted = edit(example(4), { kind: 'remove', at: 'measure:m1' })
    expect(counted.measures.map((measure) => measure.label)).toEqual(['Number of invoice lines'])
    expect(() => edit(example(1), { kind: 'remove', at: 'measure:m1' })).toThrow('There would be nothing left to count.')
  })
  test('a grouping takes what hangs on it along', async () => {
    const total = edit(example(25), { kind: 'remove', at: 'by:g1' })
    expect([total.compare, total.order, total.by]).toEqual([[], [], []])
    expect(await rows(total)).toHaveLength(1)
  })
  test('a condition of the vocabulary’s own is refused', () => {
    expect(() => edit(example(14), { kind: 'remove', at: 'measure:m1/where:0' })).toThrow('“Travel costs” is defined so in the vocabulary.')
  })
})

describe('refuses', () => {
  const bad: [string, number, PlanEdit, string][] = [
    ['a table that nothing joins, naming both', 4, { kind: 'by', at: null, column: { table: 'fx_rates', column: 'ccy' } }, 'NO_JOIN_PATH'],
    ['an unknown column', 4, { kind: 'by', at: null, column: { table: 'customers', column: '"; drop table customers' } }, 'PLAN_INVALID'],
    ['a column called like a part of every object', 2, { kind: 'show', at: null, column: { table: 'customers', column: '__proto__' } }, 'PLAN_INVALID'],
    ['a number that is none', 2, { kind: 'filter', at: null, to: { kind: 'column', column: { table: 'customers', column: 'pay_terms_days' }, operator: 'more', values: ['1; drop'] } }, 'PLAN_INVALID'],
    ['a day that no month has', 9, { kind: 'filter', at: null, to: { kind: 'column', column: { table: 'invoices', column: 'due_date' }, operator: 'is', values: ['2026-02-30'] } }, 'PLAN_INVALID'],
    ['a period that ends before it begins', 4, { kind: 'period', from: '2026-01-01', until: '2025-01-01', label: 'x' }, 'PLAN_INVALID'],
    ['a part that is not there', 4, { kind: 'remove', at: 'where:0' }, 'PLAN_INVALID'],
    ['a path into a list that is none', 4, { kind: 'remove', at: 'left/where:0' }, 'PLAN_INVALID'],
    ['a running total without time', 4, { kind: 'compare', at: null, to: { kind: 'running', of: 'm1' } }, 'PLAN_INVALID'],
  ]
  test.each(bad)('%s', (_, number, wrong, code) => {
    expect(() => edit(example(number), wrong)).toThrow(expect.objectContaining({ code }) as Error)
  })
})
