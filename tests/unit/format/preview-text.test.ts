import { expect, it } from 'vitest'
import { previewLine, previewText } from '../../../shared/format/preview-text.ts'
import type { Preview } from '../../../shared/model/preview.ts'
import type { ResultColumn } from '../../../shared/model/result.ts'
import type { Cell } from '../../../shared/model/value.ts'

const region: ResultColumn = { id: 'r', label: 'Region', type: { kind: 'text' } }
const revenue: ResultColumn = { id: 'v', label: 'Revenue', type: { kind: 'decimal', scale: 2 }, unit: { kind: 'money', currency: 'USD' } }
const formats = { v: { kind: 'number', places: 2, grouped: true, percent: false } } as const
const rows = (columns: ResultColumn[], cells: Cell[][], more: Partial<Extract<Preview, { kind: 'rows' }>> = {}): Preview => ({ kind: 'rows', columns, formats, rows: cells, count: cells.length, more: false, columnsLeftOut: 0, ...more })

it('is one number with its unit', () => {
  expect(previewText(rows([revenue], [['1234567.5']]))).toEqual({ kind: 'figure', heading: 'Revenue', figure: '1,234,567.5 USD' })
  expect(previewText(rows([revenue], [['-3.00']]), 'parentheses')).toMatchObject({ figure: '(3.00) USD' })
  expect(previewLine(rows([revenue], [[null]]))).toBe('No value')
})

it('is the first rows under their headings, and how many there are', () => {
  const table = rows([region, revenue], [['APAC', '1200.00'], ['EMEA', '900.00'], ['UK', '1.00']], { count: 12 })
  expect(previewText(table)).toEqual({ kind: 'table', count: '12 rows', headings: ['Region', 'Revenue (USD)'], right: [false, true], rows: [['APAC', '1,200.00'], ['EMEA', '900.00'], ['UK', '1.00']], columnsLeftOut: 0, rowsLeft: true })
  expect(previewLine(table)).toBe('12 rows: APAC 1,200.00; EMEA 900.00; UK 1.00; …')
  expect(previewLine(rows([region], [['APAC']]))).toBe('1 row: APAC')
  expect(previewLine(rows([region], [['APAC']], { count: 1_000, more: true }))).toBe('More than 1,000 rows: APAC; …')
})

it('says what found nothing, and why it is not known', () => {
  expect(previewLine(rows([region], []))).toBe('No rows')
  expect(previewText({ kind: 'unknown', why: 'late' })).toEqual({ kind: 'unknown', text: 'Not worked out: it takes longer than a moment' })
})

it('holds nothing that a terminal would obey or that turns a line around, in cells, headings and units', () => {
  const hostile = '\u001b]0;pwned\u0007\u001b[2J\r\n\u202Egnp.exe'
  const line = previewLine(rows([{ ...region, label: hostile }], [[hostile], [hostile]]))
  const figure = previewText(rows([{ ...revenue, label: hostile, unit: { kind: 'money', currency: hostile } }], [['1.00']]))
  for (const text of [line, JSON.stringify(figure)]) expect(text).not.toMatch(/[\p{Cc}\p{Cf}]|\\u00|\\[rn]/u)
})
