import { expect, it } from 'vitest'
import { groupThousands, printCell, textTable } from '../../../electron/cli/text-table.ts'

const text = { id: 'a', label: 'Region', type: { kind: 'text' as const } }
const money = { id: 'b', label: 'Revenue', type: { kind: 'decimal' as const, precision: 15, scale: 2 } }

it('groups thousands of any length without touching the digits', () => {
  expect(groupThousands('-12345678901234567890.10')).toBe('-12,345,678,901,234,567,890.10')
  expect(['1', '12', '123', '1234', '-1234', '0.1234'].map(groupThousands)).toEqual(['1', '12', '123', '1,234', '-1,234', '0.1234'])
  expect(groupThousands('1e5')).toBe('1e5')
})

it('aligns text left and numbers right', () => {
  expect(textTable([text, money], [['EMEA', '1234.50'], ['UK & Ireland', null]])).toBe([
    'Region         Revenue',
    '────────────  ────────',
    'EMEA          1,234.50',
    'UK & Ireland         –', '',
  ].join('\n'))
})

it('lets no cell command the terminal', () => {
  expect(printCell('\u001b[31mred\u0007\u202eabc\nnext', text)).toBe('·[31mred··abc·next')
})

it('cuts long text and counts wide characters as two', () => {
  const table = textTable([text], [['x'.repeat(100)], ['東京']])
  expect(table).toContain(`${'x'.repeat(47)}…`)
  expect(textTable([text, money], [['東京', '1.00'], ['abcd', '2.00']]).split('\n').slice(2, 4)).toEqual(['東京       1.00', 'abcd       2.00'])
})

it('prints a table without rows', () => {
  expect(textTable([text], [])).toBe('Region\n──────\n')
})
