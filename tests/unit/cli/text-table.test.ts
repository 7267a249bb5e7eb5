import { expect, it } from 'vitest'
import type { PrintedColumn } from '../../../electron/cli/cell-text.ts'
import { textTable } from '../../../electron/cli/text-table.ts'

const column = (heading: string, right = false): PrintedColumn => ({ heading, right, print: String })
const [text, money] = [column('Region'), column('Revenue', true)]

it('aligns text left and numbers right, and rules off the total', () => {
  expect(textTable([text, money], [['EMEA', '1,234.50'], ['UK & Ireland', '–']], 80, ['Total', '1,234.50'])).toBe([
    'Region         Revenue',
    '────────────  ────────',
    'EMEA          1,234.50',
    'UK & Ireland         –',
    '────────────  ────────',
    'Total         1,234.50', '',
  ].join('\n'))
})

it('cuts long text and counts wide characters as two', () => {
  expect(textTable([text], [['x'.repeat(100_000)]], 80)).toContain(`\n${'x'.repeat(47)}…\n`)
  expect(textTable([text, money], [['東京', '1.00'], ['abcd', '2.00']], 80).split('\n').slice(2, 4)).toEqual(['東京       1.00', 'abcd       2.00'])
})

it('takes from the longest text where the terminal is narrow, never from numbers', () => {
  const lines = textTable([column('Name'), column('Town'), money], [['A'.repeat(30), 'B'.repeat(12), '12,345,678.90']], 40).trimEnd().split('\n')
  expect(lines.map((line) => line.length)).toEqual([40, 40, 40])
  expect(lines[2]).toMatch(/^A{10,}…\s+B{10,}…?\s+12,345,678\.90$/)
  expect(textTable([money, money, money], [['1,234,567', '1,234,567', '1,234,567']], 10)).toContain('1,234,567  1,234,567  1,234,567')
})

it('prints a table without rows, and one of a quarter million', () => {
  expect(textTable([text], [], 80)).toBe('Region\n──────\n')
  expect(textTable([text], Array.from({ length: 250_000 }, () => ['EMEA']), 80).length).toBe(14 + 250_000 * 5)
})
