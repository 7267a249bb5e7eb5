import { expect, it } from 'vitest'
import { printedColumn } from '../../../electron/cli/cell-text.ts'
import type { Role } from '../../../electron/charts/fields.ts'
import type { Cell, Unit, ValueKind } from '../../../shared/model/value.ts'

const measure: Role = { kind: 'measure', additive: true, share: false, running: false, aggregated: true }
const print = (kind: ValueKind, cells: Cell[], more: { unit?: Unit; role?: Role; label?: string } = {}): string[] => {
  const column = printedColumn({ id: 'a', label: more.label ?? 'Amount', type: { kind }, unit: more.unit }, more.role ?? measure, cells)
  return cells.map(column.print)
}
const usd: Unit = { kind: 'money', currency: 'USD' }

it('groups thousands of any length without touching the digits', () => {
  expect(print('decimal', ['-12345678901234567890.10', '1', '1234', '0.1234', null])).toEqual(['-12,345,678,901,234,567,890.10', '1', '1,234', '0.1234', '–'])
  expect(print('float', [1e21, 0.1 + 0.2])).toEqual(['1e+21', '0.3'])
})

it('prints money to the cent, exactly, half up', () => {
  expect(print('decimal', ['23.980965', '-2.005', '99999999999999999999.995'], { unit: usd })).toEqual(['23.98', '-2.01', '100,000,000,000,000,000,000.00'])
  expect(print('decimal', ['1.00', '0.0035'], { unit: usd })).toEqual(['1.00', '0.0035'])
})

it('prints fractions as percent, and no negative zero', () => {
  expect(print('decimal', ['0.416697', '-0.00001', '1', '12.3', '0.005'], { unit: { kind: 'percent' } })).toEqual(['41.67 %', '0.00 %', '100 %', '1,230 %', '0.5 %'])
})

it('names periods, and sets no thousands apart in years and keys', () => {
  expect(print('date', ['2025-04-01', null], { role: { kind: 'time', grain: 'quarter', calendar: 'calendar' } })).toEqual(['Q2 2025', '–'])
  expect(print('date', ['2025-04-01'], { role: { kind: 'time', grain: null, calendar: 'calendar' } })).toEqual(['2025-04-01'])
  expect(print('integer', ['3'], { role: { kind: 'cycle', part: 'month' } })).toEqual(['Mar'])
  expect(print('integer', ['2025'], { role: { kind: 'cycle', part: 'year' } })).toEqual(['2025'])
  expect(print('integer', ['10023'], { role: { kind: 'category' }, label: 'Customer id' })).toEqual(['10023'])
})

it('lets no cell or heading command the terminal', () => {
  expect(print('text', ['\u001b[31mred\u0007\u202eabc\nnext', true])).toEqual(['·[31mred··abc·next', 'yes'])
  expect(printedColumn({ id: 'a', label: 'a\u001b[2Jb', type: { kind: 'text' } }, { kind: 'category' }, []).heading).toBe('a·[2Jb')
})

it('says the currency in the heading', () => {
  expect(printedColumn({ id: 'a', label: 'Revenue', type: { kind: 'decimal' }, unit: usd }, measure, [])).toMatchObject({ heading: 'Revenue (USD)', right: true })
})
