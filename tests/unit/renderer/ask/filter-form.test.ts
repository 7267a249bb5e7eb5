import { describe, expect, test } from 'vitest'
import { filterKind, operatorsOf, readFilter, type FilterDraft } from '../../../../renderer/ask/filter-form.ts'
import { FilterChoice } from '../../../../shared/model/plan-edit.ts'

const column = { table: 'invoices', column: 'amount' }
const draft = (more: Partial<FilterDraft>): FilterDraft => ({ column, kind: 'number', operator: 'is', values: [], ...more })

test('the type of a column decides what can be typed', () => {
  expect(['varchar(20)', 'text', 'decimal', 'bigint', 'integer', 'date', 'timestamp', 'boolean', 'float', 'unknown'].map(filterKind)).toEqual(['text', 'text', 'number', 'integer', 'integer', 'date', 'date', 'boolean', 'number', 'text'])
  expect(operatorsOf('text').map(({ value }) => value)).not.toContain('less')
  expect(operatorsOf('date').find(({ value }) => value === 'less')?.label).toBe('is before')
})

describe('what a form says', () => {
  test('is a filter the engine takes: digits stay digits', () => {
    const { choice } = readFilter(draft({ operator: 'atLeast', values: ['12345678901234567.10'] }))
    expect(FilterChoice.parse(choice)).toEqual({ kind: 'column', column, operator: 'atLeast', values: ['12345678901234567.10'] })
  })

  test('reads thousands that are set apart, and nothing that only looks like them', () => {
    expect(readFilter(draft({ values: ['1,234,567.5'] })).choice).toMatchObject({ values: ['1234567.5'] })
    expect(readFilter(draft({ values: ['1,5'] })).problem).toBe('“1,5” is not a number.')
  })

  test('takes several values for "is", without the blank ones', () => {
    expect(readFilter(draft({ kind: 'text', values: ['EMEA', ' ', 'APAC '] })).choice).toMatchObject({ values: ['EMEA', 'APAC'] })
  })

  test('takes only as many values as the operator has', () => {
    expect(readFilter(draft({ operator: 'more', values: ['1', '2'] })).choice).toMatchObject({ values: ['1'] })
    expect(readFilter(draft({ operator: 'isEmpty', values: ['1'] })).choice).toMatchObject({ values: [] })
  })

  test.each([
    [{ column: null }, 'Choose a column.'],
    [{ values: [] }, 'Give a value.'],
    [{ values: ['abc'] }, '“abc” is not a number.'],
    [{ kind: 'integer', values: ['1.5'] }, '“1.5” is not a whole number.'],
    [{ kind: 'date', values: ['2025-02-30'] }, '“2025-02-30” is not a date.'],
    [{ kind: 'boolean', values: ['__proto__'] }, '“__proto__” is not yes or no.'],
    [{ operator: 'between', values: ['5'] }, 'Give both ends.'],
    [{ operator: 'between', values: ['9', '10'] }, null],
    [{ operator: 'between', values: ['10', '9'] }, 'The first must not be after the second.'],
    [{ operator: 'between', values: ['-10', '-9'] }, null],
    [{ kind: 'date', operator: 'between', values: ['2025-12-31', '2025-01-01'] }, 'The first must not be after the second.'],
  ] satisfies [Partial<FilterDraft>, string | null][])('%j: %s', (more, problem) => {
    expect(readFilter(draft(more)).problem).toBe(problem)
  })
})
