import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../../shared/model/catalog.ts'
import { planJoins, planLink, type JoinTree } from '../../../electron/plan/joins.ts'
import { catalog, key, table } from './schema.ts'

const shop = catalog(
  [
    table('regions', 'id integer!, name text'),
    table('customers', 'id integer!, name text, region_id integer'),
    table('invoices', 'id integer!, customer_id integer, total decimal(12,2)'),
    table('lines', 'invoice_id integer!, line_no integer!, product_id integer, quantity integer'),
    table('products', 'id integer!, name text'),
    table('notes', 'id integer!, invoice_id integer, line_no integer, body text'),
    table('profiles', 'customer_id integer!, picture text'),
    table('island', 'id integer!, name text'),
  ],
  [
    key('customers.region_id > regions.id'), key('invoices.customer_id > customers.id'), key('lines.invoice_id > invoices.id'),
    key('lines.product_id > products.id'), key('notes.(invoice_id,line_no) > lines.(invoice_id,line_no)'), key('profiles.customer_id = customers.id'),
  ],
)
const flights = catalog(
  [table('countries', 'id integer!, name text'), table('airports', 'id integer!, name text, country_id integer'), table('flights', 'id integer!, source integer, destination integer')],
  [key('flights.source > airports.id'), key('flights.destination > airports.id'), key('airports.country_id > countries.id')],
)
const staff = catalog([table('employees', 'id integer!, name text, manager_id integer?')], [key('employees.manager_id > employees.id')])

const use = (id: string, name: string) => ({ id, table: name })
const joinText = (tree: JoinTree) => tree.joins.map((join) => `${join.right}: ${join.on.map((pair) => `${pair.left.table}.${pair.left.column}=${pair.right.table}.${pair.right.column}`).join(' & ')}${join.many ? ' many' : ''}`)

describe('planJoins', () => {
  test('one table needs no join', () => {
    expect(planJoins(shop, [use('t1', 'customers')])).toEqual([{ tables: [use('t1', 'customers')], joins: [], cost: 0 }])
  })
  test('tables in between get ids of their own and every join stands on tables before it', () => {
    const [tree] = planJoins(shop, [use('t1', 'regions'), use('t2', 'products')], { taken: ['j1'] })
    expect(tree!.tables).toEqual([use('t1', 'regions'), use('j2', 'customers'), use('j3', 'invoices'), use('j4', 'lines'), use('t2', 'products')])
    expect(joinText(tree!)).toEqual([
      'j2: t1.id=j2.region_id many', 'j3: j2.id=j3.customer_id many', 'j4: j3.id=j4.invoice_id many', 't2: j4.product_id=t2.id',
    ])
    expect(tree!.cost).toBe(4)
  })
  test('the root decides the direction, and with it what is many', () => {
    const [tree] = planJoins(shop, [use('t1', 'regions'), use('t2', 'invoices')], { root: 't2' })
    expect(joinText(tree!)).toEqual(['j1: t2.customer_id=j1.id', 't1: j1.region_id=t1.id'])
  })
  test('composite keys join on every column, and a key on the whole primary key is not many', () => {
    const [tree] = planJoins(shop, [use('t1', 'notes'), use('t2', 'lines')])
    expect(joinText(tree!)).toEqual(['t2: t1.invoice_id=t2.invoice_id & t1.line_no=t2.line_no'])
    expect(joinText(planJoins(shop, [use('t1', 'customers'), use('t2', 'profiles')])[0]!)).toEqual(['t2: t1.id=t2.customer_id'])
  })
  test('parallel keys are different trees, and the words can choose between them', () => {
    const terminals = [use('t1', 'flights'), use('t2', 'airports')]
    const trees = planJoins(flights, terminals, { k: 5 })
    expect(trees.map(joinText)).toEqual([['t2: t1.source=t2.id'], ['t2: t1.destination=t2.id']])
    const [chosen] = planJoins(flights, terminals, { prefer: (relationship, from, to) => (relationship.from.columns[0] === 'destination' && from === 't1' && to === 't2' ? -0.5 : 0) })
    expect(joinText(chosen!)).toEqual(['t2: t1.destination=t2.id'])
  })
  test('two instances of a table hang on different keys, never both on the same key of one row', () => {
    const trees = planJoins(flights, [use('f', 'flights'), use('a', 'airports'), use('b', 'airports')], { k: 5 })
    expect(trees.slice(0, 2).map(joinText)).toEqual([['a: f.source=a.id', 'b: f.destination=b.id'], ['b: f.source=b.id', 'a: f.destination=a.id']])
    expect(trees[2]!.cost).toBe(3)
    const [tree] = planJoins(flights, [use('f', 'flights'), use('c', 'countries'), use('d', 'countries')])
    expect(tree!.joins).toHaveLength(4)
    expect(new Set(tree!.joins.flatMap((join) => join.on.map((pair) => `${pair.left.table}.${pair.left.column}`))).size).toBe(4)
  })
  test('a table joins itself', () => {
    const trees = planJoins(staff, [use('e', 'employees'), use('m', 'employees')], { k: 3 })
    expect(trees.map(joinText)).toEqual([['m: e.manager_id=m.id'], ['m: e.id=m.manager_id many']])
  })
  test('a declared key beats an inferred one; no path gives nothing', () => {
    const both = { ...flights, relationships: [key('flights.source > airports.id', 'inferred', 0.9), key('flights.destination > airports.id')] }
    expect(joinText(planJoins(both, [use('t1', 'flights'), use('t2', 'airports')])[0]!)).toEqual(['t2: t1.destination=t2.id'])
    expect(planJoins(shop, [use('t1', 'customers'), use('t2', 'island')])).toEqual([])
  })
  test('a profile that shows duplicates behind a key makes the join many', () => {
    const repeated = structuredClone(shop)
    const regions = repeated.tables[0]!
    regions.primaryKey = []
    regions.columns[0]!.profile = { rows: 10, distinct: 8, nulls: 0, min: '1', max: '8' }
    expect(joinText(planJoins(repeated, [use('t1', 'customers'), use('t2', 'regions')])[0]!)).toEqual(['t2: t1.region_id=t2.id many'])
  })
  test('unknown tables and too many tables are refused by name', () => {
    expect(() => planJoins(shop, [use('t1', 'customers'), use('t2', '__proto__')])).toThrow('There is no table "__proto__"')
    expect(() => planJoins(shop, Array.from({ length: 13 }, (_, at) => use(`t${at}`, 'customers')))).toThrow('13 tables')
  })
  test('a thousand tables take milliseconds', () => {
    const names = Array.from({ length: 1000 }, (_, at) => `t${at}`)
    const big = catalog(
      names.map((name) => table(name, 'id integer!, a integer, b integer')),
      names.flatMap((name, at) => [key(`${name}.a > t${(at * 7 + 3) % 1000}.id`), key(`${name}.b > t${(at * 13 + 5) % 1000}.id`)]).filter((each) => each.from.table !== each.to.table),
    )
    const terminals = [use('x', 't1'), use('y', 't500'), use('z', 't77')]
    expect(planJoins(big, terminals, { k: 3 })).toHaveLength(3)
    const quickest = Math.min(...Array.from({ length: 5 }, () => {
      const began = performance.now()
      planJoins(big, terminals)
      return performance.now() - began
    }))
    expect(quickest).toBeLessThan(100)
  })
  test('costs are those of exhaustive search', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 3, maxLength: 8 }), fc.integer({ min: 2, max: 4 }), (pairs, count) => {
      const relationships = pairs.flatMap(([from, to], at) => (from === to ? [] : [key(`t${from}.c${at} > t${to}.id`)]))
      const random = catalog(Array.from({ length: 6 }, (_, at) => table(`t${at}`, 'id integer!')), relationships)
      const [tree] = planJoins(random, Array.from({ length: count }, (_, at) => use(`x${at}`, `t${at}`)))
      const best = cheapest(random, count)
      expect(tree === undefined).toBe(best === Infinity)
      if (tree === undefined) return
      // A shared parent costs half a join more, so a tree may be one join longer to avoid two of them.
      expect(tree.joins.length - best).toBeOneOf([0, 1])
      expect(tree.cost).toBeGreaterThanOrEqual(tree.joins.length)
    }), { seed: 7, numRuns: 300 })
  })
})

/** Fewest edges that connect tables 0 … count − 1, by trying every subset. */
function cheapest(random: Catalog, count: number): number {
  const edges = random.relationships.map((relationship) => [relationship.from.table, relationship.to.table] as const)
  let best = Infinity
  for (let subset = 0; subset < 1 << edges.length; subset++) {
    const chosen = edges.filter((_, at) => subset & (1 << at))
    const reached = new Set(['t0'])
    for (let grew = true; grew;) {
      grew = false
      for (const [a, b] of chosen) if (reached.has(a) !== reached.has(b)) { reached.add(a).add(b); grew = true }
    }
    if (Array.from({ length: count }, (_, at) => `t${at}`).every((name) => reached.has(name))) best = Math.min(best, chosen.length)
  }
  return best
}

describe('planLink', () => {
  test('related rows of a table, tied to the outer instance', () => {
    expect(planLink(shop, use('t1', 'customers'), 'invoices')).toEqual([
      { tables: [use('j1', 'invoices')], joins: [], on: [{ left: { table: 't1', column: 'id' }, right: { table: 'j1', column: 'customer_id' } }], cost: 1 },
    ])
  })
  test('the rows meant come first, bridges after', () => {
    const [link] = planLink(shop, use('t1', 'customers'), [use('p', 'products')], { taken: ['j1'] })
    expect(link!.tables).toEqual([use('p', 'products'), use('j2', 'lines'), use('j3', 'invoices')])
    expect(link!.on).toEqual([{ left: { table: 't1', column: 'id' }, right: { table: 'j3', column: 'customer_id' } }])
    expect(link!.joins.map((join) => [join.right, join.many])).toEqual([['j2', true], ['j3', false]])
  })
  test('a table may have related rows in itself', () => {
    const links = planLink(staff, use('e', 'employees'), 'employees', { k: 2 })
    expect(links.map((link) => link.on[0])).toEqual([
      { left: { table: 'e', column: 'manager_id' }, right: { table: 'j1', column: 'id' } }, { left: { table: 'e', column: 'id' }, right: { table: 'j1', column: 'manager_id' } },
    ])
  })
})
