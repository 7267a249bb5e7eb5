import { expect, test } from 'vitest'
import { wordingOf } from '../../../electron/agents/learned-wording.ts'

test.each([
  ['How many customers do we have?', 'how many  CUSTOMER do we have'],
  ['Revenue by region, 2025.', 'revenue by regions 2025'],
  ['Who’s the customer’s manager?', "who's the customer's manager"],
  ['invoices of “Acme”', 'invoices of "acme"'],
  ['don\'t show voids', 'Do not show voids!'],
])('“%s” is “%s”', (one, other) => {
  expect(wordingOf(one)).toBe(wordingOf(other))
  expect(wordingOf(one)).not.toBe('')
})

test.each([
  ['orders of C++', 'orders of C#'], ['orders over 5', 'orders > 5'], ['customers in 2024', 'customers in 2025'], ['sales of “new york”', 'sales of new york'],
  ['revenue by region', 'region by revenue'], ['customers with orders', 'customers without orders'], ['change > 5', 'change < 5'], ['change of 5%', 'change of 5'],
])('“%s” is not “%s”', (one, other) => { expect(wordingOf(one)).not.toBe(wordingOf(other)) })

test.each(['', '   ', '?!.', '“”', '\u0000'])('%j has no words', (text) => { expect(wordingOf(text).replaceAll('\u0000', '')).toBe('') })

test('2,000 characters of anything are read in a moment, and names of objects are words like others', () => {
  for (const piece of ['__proto__ ', 'constructor toString ', 'ﬃ', '"', "'", '😀', 'a,', '\u202e', 'x\u0301']) expect(wordingOf(piece.repeat(2_000).slice(0, 2_000)).length).toBeLessThan(20_000)
  expect(wordingOf('__proto__ by constructor')).toBe('__proto__ by constructor')
})
