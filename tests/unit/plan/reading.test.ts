import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Plan, type QueryPlan } from '../../../shared/model/plan.ts'
import { chips } from '../../../electron/plan/chips.ts'
import { assumptions, reading, title } from '../../../electron/plan/reading.ts'
import { randomPlan, type Pick } from './random-plan.ts'
import { catalog, key, table } from './schema.ts'
import { smallCatalog } from './small-ledger.ts'

const books = catalog(
  [
    table('customers', 'customer_id integer!, customer_name text, region text'), table('invoices', 'id integer!, customer_id integer, inv_dt date, amt decimal(10,2)'),
    table('airports', 'id integer!, name text'), table('flights', 'id integer!, origin integer, target integer'),
  ],
  [key('invoices.customer_id > customers.customer_id'), key('flights.origin > airports.id'), key('flights.target > airports.id')],
)
const question = (number: string) => Plan.parse((JSON.parse(readFileSync(join(import.meta.dirname, `../../fixtures/plans/${number}.json`), 'utf8')) as { plan: unknown }).plan)
const revenue: QueryPlan = {
  kind: 'query', tables: [{ id: 'i', table: 'invoices' }, { id: 'c', table: 'customers' }], joins: [{ right: 'c', on: [{ left: { table: 'i', column: 'customer_id' }, right: { table: 'c', column: 'customer_id' } }], keep: 'inner', many: false, via: 'declared' }],
  measures: [{ id: 'm', label: 'Revenue', value: { kind: 'aggregate', name: 'sum', of: { kind: 'column', table: 'i', column: 'amt' } }, unit: { kind: 'money', currency: 'USD' } }],
  by: [{ id: 'g', label: 'Region', value: { kind: 'column', table: 'c', column: 'region' }, origin: { from: 'default', name: 'regions of customers' } }],
  show: [{ id: 's1', label: 'Region', value: { kind: 'ref', id: 'g' } }, { id: 's2', label: 'Revenue', value: { kind: 'ref', id: 'm' } }], context: [],
  period: { from: '2025-01-01', until: '2026-01-01', columns: [{ kind: 'column', table: 'i', column: 'inv_dt' }], label: '2025', calendar: 'calendar' },
  order: [{ by: { kind: 'ref', id: 'm' }, direction: 'desc' }], limit: { count: 10, ties: 'include' }, distinct: false, compare: [], calendar: 'calendar',
}

describe('the reading', () => {
  test('is plain English', () => {
    expect(reading(revenue, books)).toBe('Revenue by customer region, invoice date from 1 Jan 2025 to 31 Dec 2025; largest revenue first; the first 10, ties kept. Revenue: sum of invoice amount, in USD. From invoices and customers.')
    expect(title(revenue, books)).toBe('Top 10: revenue by region, 2025')
  })
  test('names the key where two tables have several, and says what may be missing', () => {
    const flight = (column: string, keep: 'inner' | 'left'): QueryPlan => ({
      ...revenue, tables: [{ id: 'f', table: 'flights' }, { id: 'a', table: 'airports' }], joins: [{ right: 'a', on: [{ left: { table: 'f', column }, right: { table: 'a', column: 'id' } }], keep, many: false, via: 'declared' }],
      measures: [], by: [], order: [], limit: undefined, period: undefined, show: [{ id: 's1', label: 'Name', value: { kind: 'column', table: 'a', column: 'name' } }],
    })
    expect(reading(flight('origin', 'inner'), books)).toBe('List for every row of flights and airports: airport name. From flights and airports (where flight origin = airport ID).')
    expect(reading(flight('target', 'left'), books)).toContain('any airports (where flight target = airport ID)')
  })
  test('covers negation, sub-plans, balances and comparisons', () => {
    const asked = (where: object) => reading({ ...revenue, where: where as QueryPlan['where'] }, books)
    const has = { kind: 'has', tables: [{ id: 'h', table: 'invoices' }], joins: [], on: [{ left: { table: 'c', column: 'customer_id' }, right: { table: 'h', column: 'customer_id' } }] }
    expect(asked({ kind: 'not', of: has })).toContain('where there are no invoices 2')
    expect(asked({ ...has, count: { operator: '>=', value: 3 } })).toContain('(whose number is at least 3) invoices 2')
    expect(asked({ kind: 'not', of: { kind: 'compare', operator: '=', left: { kind: 'column', table: 'c', column: 'region' }, right: { kind: 'literal', value: 'EMEA', type: 'text' } } })).toContain('it is not so that customer region is “EMEA”')
    expect(reading({ ...revenue, measures: [{ ...revenue.measures[0]!, balance: { date: { kind: 'column', table: 'i', column: 'inv_dt' }, from: 'flow' } }] }, books)).toContain('all movements by invoice date up to the end of the time')
    expect(reading({ kind: 'set', operator: 'difference', left: revenue, right: revenue, order: [] }, books)).toMatch(/^The rows of \[.*\] that are not in \[.*\]\.$/)
  })
  test('tells the assumptions, each once', () => {
    expect(assumptions({ kind: 'set', operator: 'union', left: revenue, right: revenue, order: [] })).toEqual(['regions of customers'])
  })
  test('is different for all 25 sample questions', () => {
    const all = Array.from({ length: 25 }, (_, at) => reading(question(String(at + 1).padStart(2, '0')), books))
    expect(new Set(all).size).toBe(25)
  })
})

describe('chips', () => {
  test('are the pieces that can be edited, with what was assumed', () => {
    expect(chips(revenue, books).map((chip) => `${chip.path} ${chip.kind} ${chip.label}: ${chip.value}${chip.assumed ? ' (assumed)' : ''}`)).toEqual([
      'measure:m measure Measure: Revenue', 'by:g by By: Region (assumed)', 'period period Period: 2025', 'order:0 order Order: Revenue, largest first', 'limit limit Limit: 10, ties kept',
    ])
  })
  test('have one path each, on random plans too', () => {
    fc.assert(fc.property(fc.gen(), (chance) => {
      const paths = chips(randomPlan((below) => chance(fc.nat, below - 1), smallCatalog, values), smallCatalog).map((chip) => chip.path)
      expect(new Set(paths).size).toBe(paths.length)
    }), { seed: 3, numRuns: 200 })
  })
})

const values = { text: ['open', 'paid', 'tea'], dates: ['2024-02-29', '2024-07-01'] }
type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json }

/** Fields that say nothing about the rows asked for. */
const silent = new Set(['kind', 'origin', 'display', 'id', 'label', 'unit', 'goodDirection', 'metric', 'via', 'many', 'type', 'role', 'alias'])

/** The same plan with one meaning changed: an operator, a name, a value, a flag, a part left out. */
function mutated(plan: Plan, pick: Pick): Plan | null {
  const copy = structuredClone(plan)
  const changes: (() => void)[] = []
  const look = (node: Json, field: string): void => {
    if (Array.isArray(node)) {
      if (['show', 'by', 'order', 'compare', 'measures'].includes(field) && node.length > 1) changes.push(() => { node.pop() })
      node.forEach((each) => { look(each, field) })
    } else if (typeof node === 'object' && node !== null) {
      for (const [name, value] of Object.entries(node)) {
        if (silent.has(name)) continue
        const set = (changed: Json) => changes.push(() => { node[name] = changed })
        if (name === 'operator') set(value === '=' ? '!=' : value === '+' ? '-' : value === 'union' ? 'difference' : value === '<' ? '<=' : value === '-' ? '+' : value === '*' ? '+' : value === '/' ? '*' : value === '>' ? '>=' : value === 'intersection' ? 'union' : value === 'difference' ? 'union' : '=')
        else if (name === 'name') set(value === 'sum' ? 'avg' : value === 'count' ? 'countDistinct' : value === 'avg' ? 'sum' : value === 'min' ? 'max' : value === 'max' ? 'min' : value === 'countDistinct' ? 'count' : value)
        else if (name === 'direction') set(value === 'asc' ? 'desc' : 'asc')
        else if (name === 'keep') set(value === 'inner' ? 'left' : 'inner')
        else if (name === 'ties') set(value === 'cut' ? 'include' : 'cut')
        else if (name === 'from' || name === 'until') { if (typeof value === 'string') set('2019-05-06') }
        else if (name === 'value' && (typeof value === 'string' || typeof value === 'number')) set(typeof value === 'number' ? value + 1 : `${value}1`)
        else if (name === 'pattern' && typeof value === 'string') set(`${value}z`)
        else if (name === 'distinct' || name === 'percent') set(!(value === true))
        else if (name === 'count' && typeof value === 'number') set(value + 1)
        else if (name === 'grain') set(value === 'year' ? 'month' : 'year')
        else if (name === 'part') set(value === 'year' ? 'month' : 'year')
        else if (name === 'match') set(value === 'like' ? 'contains' : 'like')
        else if (name === 'where' || name === 'having' || name === 'limit' || name === 'period') { if (value !== undefined) set(undefined) }
        if (typeof value === 'object') look(value, name)
      }
    }
  }
  look(copy, '')
  if (changes.length === 0) return null
  changes[pick(changes.length)]!()
  return copy
}

test('plans that ask for different things read differently', () => {
  fc.assert(fc.property(fc.gen(), (chance) => {
    const pick: Pick = (below) => chance(fc.nat, below - 1)
    const plan = randomPlan(pick, smallCatalog, values)
    const other = mutated(plan, pick)
    if (other === null || JSON.stringify(other) === JSON.stringify(plan)) return
    expect(reading(other, smallCatalog), `${JSON.stringify(plan)}\n${JSON.stringify(other)}`).not.toBe(reading(plan, smallCatalog))
  }), { seed: 42, numRuns: 1500, endOnFailure: true })
})
