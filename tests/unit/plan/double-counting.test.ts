import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cell } from '../../../shared/model/value.ts'
import type { Condition, Expression, QueryPlan } from '../../../shared/model/plan.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { inlineParameters } from '../../../electron/plan/inline.ts'
import { temporaryFolder } from './engines.ts'
import { Oracle, units } from './oracle.ts'
import { columnsOf, literal, randomTables, type Pick } from './random-plan.ts'
import { smallCatalog, smallInSqlite, smallRows } from './small-ledger.ts'

const folder = temporaryFolder()
const rows = smallRows(5)
let database: DatabaseSync
beforeAll(() => {
  smallInSqlite(join(folder.path, 'small.sqlite'), rows)
  database = new DatabaseSync(join(folder.path, 'small.sqlite'), { readOnly: true })
})
afterAll(() => {
  database.close()
  folder.remove()
})

const of = <T>(pick: Pick, list: readonly T[]): T => list[pick(list.length)]!

/** One measure over one table; groupings and conditions on any tables, near or far, over one-to-many joins in every direction. */
function plan(pick: Pick): QueryPlan {
  const { tables, joins } = randomTables(pick, smallCatalog, 3, 't', false)
  const columns = columnsOf(smallCatalog, tables)
  const measured = of(pick, columns.filter((column) => column.kind === 'integer' || column.kind === 'decimal'))
  const name = of(pick, ['sum', 'count', 'countDistinct', 'min', 'max'] as const)
  const by = Array.from({ length: pick(3) }, (_, at) => {
    const column = of(pick, columns)
    const value: Expression = column.kind === 'date' || column.kind === 'timestamp' ? { kind: 'bucket', grain: 'year', calendar: 'calendar', of: column.expression } : column.expression
    return { id: `g${at}`, label: `group ${at}`, value }
  })
  const where = Array.from({ length: pick(4) }, (): Condition => {
    const column = of(pick, columns)
    const operator = of(pick, ['=', '!=', '<', '>='] as const)
    const value = column.kind === 'integer' ? literal(String(pick(12)), 'integer') : column.kind === 'decimal' ? literal(`${pick(900)}.25`, 'decimal') : column.kind === 'text' ? literal(of(pick, ['open', 'paid', 'north', 'tea']), 'text') : literal(of(pick, ['2024-02-29', '2024-07-01']), column.kind === 'timestamp' ? 'timestamp' : 'date')
    const compare: Condition = { kind: 'compare', operator, left: column.expression, right: value }
    return pick(4) === 0 ? { kind: 'not', of: compare } : compare
  })
  return {
    kind: 'query', tables, joins, entity: undefined, context: [], by, where: { kind: 'all', of: where }, order: [], distinct: false, compare: [], calendar: 'calendar',
    measures: [{ id: 'm', label: 'measure', value: { kind: 'aggregate', name, of: measured.expression } }],
    show: [...by.map((grouping) => ({ id: `s${grouping.id}`, label: grouping.label, value: { kind: 'ref' as const, id: grouping.id } })), { id: 'sm', label: 'measure', value: { kind: 'ref', id: 'm' } }],
  }
}

test('no join makes a row count twice, whatever it is grouped and filtered by', () => {
  let answered = 0
  fc.assert(fc.property(fc.gen(), (chance) => {
    const asked = plan((below) => chance(fc.nat, below - 1))
    let text
    try {
      text = inlineParameters(compile(asked, smallCatalog, 'sqlite'))
    } catch (error) {
      if (error instanceof Failure && error.code === 'NOT_SUPPORTED') return
      // What two facts have in common says nothing of either: refused before any row is met twice.
      if (error instanceof Failure && error.code === 'NO_JOIN_PATH') return
      throw error
    }
    answered += 1
    const statement = database.prepare(text)
    statement.setReturnArrays(true)
    const aggregate = asked.measures[0]!.value as Expression & { kind: 'aggregate' }
    const counts = aggregate.name === 'count' || aggregate.name === 'countDistinct'
    const expected = new Oracle(rows, smallCatalog, asked).measure()
    const found = new Map((statement.all() as unknown as Cell[][]).map((row) => {
      const value = row.at(-1) ?? null
      return [JSON.stringify(row.slice(0, -1).map((cell, at) => spelt(cell, asked.by[at]!.value))), counts ? BigInt(String(value)) : units(value)]
    }))
    const plain = (map: Map<string, bigint | null>) => [...map].map(([group, value]) => `${group} ${value}`).sort()
    expect(plain(found), text).toEqual(plain(expected))
  }), { seed: Number(process.env.PLAN_SEED ?? 7), numRuns: Number(process.env.PLAN_RUNS ?? 400), endOnFailure: true })
  expect(answered).toBeGreaterThan(300)
})

/** A group value of SQLite as the rows of the fixture spell it: digits, with the scale of a decimal column. */
function spelt(cell: Cell, value: Expression): Cell {
  if (cell === null || value.kind !== 'column') return cell
  const type = smallCatalog.tables.flatMap((table) => table.columns).find((column) => column.name === value.column && column.type.kind === 'decimal')
  return typeof cell === 'number' && type !== undefined && !Number.isInteger(cell) ? cell.toFixed(type.type.scale) : typeof cell === 'number' && type !== undefined && ['total', 'price', 'amount', 'credit'].includes(value.column) ? cell.toFixed(type.type.scale) : String(cell)
}
