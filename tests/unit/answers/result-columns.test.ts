import { expect, it } from 'vitest'
import { resultShape } from '../../../electron/answers/result-columns.ts'
import type { ValueKind } from '../../../shared/model/value.ts'

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
  expect(resultShape([planned('decimal', 2)], [streamed('text')]).fit([['12.50'], ['n/a']])).toEqual([['12.50'], ['n/a']])
})

it('reads dates and booleans that came as text or numbers', () => {
  expect(resultShape([planned('date')], [streamed('text')]).columns[0]?.type.kind).toBe('date')
  expect(resultShape([planned('boolean')], [streamed('integer')]).fit([['1'], ['0'], ['7']])).toEqual([[true], [false], ['7']])
})

it('names columns of hand-written SQL after what the statement calls them', () => {
  expect(resultShape([], [streamed('text'), streamed('integer')]).columns.map(({ id, label, type }) => [id, label, type.kind])).toEqual([['c1', 'x', 'text'], ['c2', 'x', 'integer']])
})
