import { expect, it } from 'vitest'
import { copiedText } from '../../../../renderer/answer/table/copied-text.ts'

it('copies every digit, absent values as nothing, and the headings', () => {
  expect(copiedText(['Region', 'Revenue (USD)'], [['EMEA', '90071992547409931.10'], [null, '-0.01'], ['', true]])).toBe('Region\tRevenue (USD)\nEMEA\t90071992547409931.10\n\t-0.01\n\ttrue')
})
it('keeps a cell in its cell, whatever it holds', () => {
  expect(copiedText(null, [['a\tb', 'c\nd', '"e"']])).toBe('"a\tb"\t"c\nd"\t"""e"""')
})
it('does not hand a formula to a spreadsheet, in headings neither', () => {
  expect(copiedText(['=1+1'], [['=HYPERLINK("x")'], ['+1 234'], ['@cmd'], ['-12.5'], ['+41'], ['-']])).toBe("'=1+1\n'=HYPERLINK(\"x\")\n'+1 234\n'@cmd\n-12.5\n+41\n'-")
})
