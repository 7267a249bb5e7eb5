import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { resultShape } from '../../../electron/answers/result-columns.ts'
import { compile } from '../../../electron/plan/compile.ts'
import type { Catalog } from '../../../shared/model/catalog.ts'
import type { Expression } from '../../../shared/model/plan.ts'
import type { Cell, ValueKind } from '../../../shared/model/value.ts'

const streamed = (kind: ValueKind, scale?: number) => ({ name: 'x', type: { kind, ...(scale === undefined ? {} : { precision: 12, scale }) } })
const planned = (kind: ValueKind, scale?: number) => ({ id: 'm1', label: 'Amount', part: 'show' as const, type: { kind, ...(scale === undefined ? {} : { precision: 12, scale }) }, unit: { kind: 'money' as const, currency: 'EUR' } })

it('takes labels and units from the plan and types from an engine that knows them', () => {
  const { columns, fit } = resultShape([planned('decimal', 2)], [streamed('decimal', 4)])
  expect(columns).toEqual([{ id: 'm1', label: 'Amount', type: { kind: 'decimal', precision: 12, scale: 4 }, unit: { kind: 'money', currency: 'EUR' } }])
  const rows = [['1.2345']]
  expect(fit(rows)).toBe(rows)
})

it('makes the decimals that the plan promises of what SQLite gives', () => {
  expect(resultShape([planned('decimal', 2)], [streamed('float')]).fit([[837411.93], [1.005], [-0.5], [null]])).toEqual([['837411.93'], ['1.01'], ['-0.50'], [null]])
  expect(resultShape([planned('decimal', 2)], [streamed('integer')]).fit([['12'], ['-3']])).toEqual([['12.00'], ['-3.00']])
  expect(resultShape([planned('decimal', 2)], [streamed('text')]).fit([['12.50'], ['-0.05'], [null]])).toEqual([['12.50'], ['-0.05'], [null]])
})

it.each(['1.0.00', '-9.2233720368547763e+17.08', '9.2233720368547758e+19', 'Inf.00', Infinity])('shows no amount that the engine could not compute exactly: %s', (cell) => {
  const { fit } = resultShape([planned('decimal', 2)], [streamed('text')])
  expect(() => fit([['12.50'], [cell]])).toThrow(expect.objectContaining({ code: 'QUERY_FAILED', message: 'A number in "Amount" is too large for this engine to compute exactly.' }) as Error)
})

it('shows no amount that is none', () => {
  expect(() => resultShape([planned('decimal', 2)], [streamed('text')]).fit([['n/a']])).toThrow('A value in "Amount" is not a number.')
})

it('refuses a product that SQLite computes beyond its whole numbers', () => {
  const total: Expression = { kind: 'column', table: 't', column: 'total' }
  const catalog: Catalog = {
    source: 's', database: 'main', dialect: 'sqlite', relationships: [], fiscalYearStart: 1, readAt: '2026-01-01T00:00:00Z', fingerprint: 'f',
    tables: [{ name: 't', kind: 'table', rowEstimate: null, sample: [], primaryKey: [], indexes: [], columns: [{ name: 'total', type: { kind: 'decimal', precision: 18, scale: 2 }, declared: 'DECIMAL(18,2)', nullable: false }] }],
  }
  const { sql, columns } = compile({
    kind: 'query', tables: [{ id: 't', table: 't' }], joins: [], context: [], measures: [], by: [], order: [], distinct: false, compare: [], calendar: 'calendar',
    show: [{ id: 's', label: 'Square', value: { kind: 'arithmetic', operator: '*', left: total, right: total } }],
  }, catalog, 'sqlite')
  const database = new DatabaseSync(':memory:')
  const squares = (value: string) => {
    database.exec(`DROP TABLE IF EXISTS t; CREATE TABLE t (total DECIMAL(18,2)); INSERT INTO t VALUES (${value})`)
    const statement = database.prepare(sql)
    statement.setReturnArrays(true)
    return resultShape(columns, [streamed('text')]).fit(statement.all() as unknown as Cell[][])
  }
  expect(squares('-1.50')).toEqual([['2.2500']])
  expect(() => squares('900000000000.00')).toThrow('A number in "Square" is too large')
  database.close()
})

it('reads dates and booleans that came as text or numbers', () => {
  expect(resultShape([planned('date')], [streamed('text')]).columns[0]?.type.kind).toBe('date')
  expect(resultShape([planned('boolean')], [streamed('integer')]).fit([['1'], ['0'], ['7']])).toEqual([[true], [false], ['7']])
})

it('names columns of hand-written SQL after what the statement calls them', () => {
  expect(resultShape([], [streamed('text'), streamed('integer')]).columns.map(({ id, label, type }) => [id, label, type.kind])).toEqual([['c1', 'x', 'text'], ['c2', 'x', 'integer']])
})
