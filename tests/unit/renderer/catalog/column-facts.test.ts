import { describe, expect, it } from 'vitest'
import { referenceOf, shortFact } from '../../../../renderer/catalog/column-facts.ts'
import type { Column, Relationship, Table } from '../../../../shared/model/catalog.ts'

const column = (name: string, more: Partial<Column> = {}): Column => ({ name, type: { kind: 'text' }, declared: 'varchar(20)', nullable: true, ...more })
const orders: Table = {
  name: 'orders', kind: 'table', primaryKey: ['id'], indexes: [], rowEstimate: 3, sample: [],
  columns: [column('id', { type: { kind: 'integer' } }), column('customer_id'), column('state', { profile: { rows: 3, distinct: 3, nulls: 0, min: 'a', max: 'c' } })],
}
const keys: Relationship[] = [{ from: { table: 'orders', columns: ['customer_id'] }, to: { table: 'customers', columns: ['id'] }, origin: 'inferred', confidence: 0.9, oneToOne: false }]

describe('what stands behind a column', () => {
  it('is where it points, how many values it has, or its type', () => {
    expect(orders.columns.map((each) => shortFact(orders, each, keys))).toEqual(['integer', '→ customers', 'text · 3'])
    expect(referenceOf(orders, column('customer_id'), keys)).toEqual({ table: 'customers', inferred: true })
    expect(referenceOf(orders, column('state'), keys)).toBeNull()
  })
})
