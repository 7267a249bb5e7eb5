import { describe, expect, it } from 'vitest'
import { cellText, headingText, plainFormat } from '../../../shared/format/cell-text.ts'
import type { ColumnFormat } from '../../../shared/model/column-format.ts'

const number = (more: Partial<Extract<ColumnFormat, { kind: 'number' }>> = {}): ColumnFormat => ({ kind: 'number', places: null, grouped: true, percent: false, ...more })

describe('cells as a reader sees them', () => {
  it.each([
    ['1234567.50', number(), '1,234,567.50'],
    ['-1234.5', number(), '-1,234.5'],
    ['12345678901234567890.123456789', number(), '12,345,678,901,234,567,890.123456789'],
    ['0.125', number({ places: 2 }), '0.13'],
    ['999.995', number({ places: 2 }), '1,000.00'],
    ['-0.001', number({ places: 2 }), '0.00'],
    ['0.1234', number({ percent: true, places: 2 }), '12.34 %'],
    ['2025', number({ grouped: false }), '2025'],
    [1e21, number(), '1e+21'],
    [0.1 + 0.2, number(), '0.3'],
    ['2025-03-01', { kind: 'time', grain: 'month', calendar: 'calendar' } as const, 'Mar 2025'],
    ['2025-04-01', { kind: 'time', grain: 'year', calendar: 'fiscal' } as const, 'FY2026'],
    ['2026-06-30', { kind: 'time', grain: null, calendar: 'calendar' } as const, '30 Jun 2026'],
    ['2026-02-31', { kind: 'time', grain: null, calendar: 'calendar' } as const, '2026-02-31'],
    ['3', { kind: 'cycle', part: 'month' } as const, 'Mar'],
    ['13', { kind: 'cycle', part: 'month' } as const, '13'],
    [null, number(), '–'],
    [true, { kind: 'text' } as const, 'yes'],
    ['a\u202eb\nc', { kind: 'text' } as const, 'a·b·c'],
  ])('%s', (cell, format, text) => { expect(cellText(cell, format)).toBe(text) })

  it('writes negatives in parentheses where that is wanted, and never a negative nought', () => {
    expect(cellText('-1234.50', number(), 'parentheses')).toBe('(1,234.50)')
    expect(cellText('-0.00', number(), 'parentheses')).toBe('0.00')
    expect(cellText('-0.076', number({ percent: true, places: 1 }), 'parentheses')).toBe('(7.6 %)')
  })

  it('says the currency in the heading', () => {
    expect(headingText({ id: 'm1', label: 'Revenue', type: { kind: 'decimal' }, unit: { kind: 'money', currency: 'USD' } })).toBe('Revenue (USD)')
    expect(plainFormat({ id: 'c1', label: 'x', type: { kind: 'timestamp' } })).toEqual({ kind: 'time', grain: null, calendar: 'calendar' })
  })
})
