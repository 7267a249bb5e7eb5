import { describe, expect, test } from 'vitest'
import { cellOf, declaredType, settledType } from '../../../../electron/sources/sqlite/cells.ts'

test.each([
  ['DECIMAL(15,2)', { kind: 'decimal', precision: 15, scale: 2 }], ['numeric ( 10 , 4 )', { kind: 'decimal', precision: 10, scale: 4 }],
  ['NUMBER(10)', { kind: 'integer' }], ['NUMERIC', { kind: 'float' }], ['REAL', { kind: 'float' }], ['DOUBLE PRECISION', { kind: 'float' }],
  ['BIGINT UNSIGNED', { kind: 'integer' }], ['year', { kind: 'integer' }], ['VARCHAR(20)', { kind: 'text' }], ['STRING', { kind: 'text' }],
  ['BOOLEAN', { kind: 'boolean' }], ['DATETIME', { kind: 'timestamp' }], ['date', { kind: 'date' }], ['TIME', { kind: 'time' }],
  ['BLOB', { kind: 'binary' }], ['JSON', { kind: 'json' }], ['', null], ['ANYTHING', null],
])('%s is declared as %j', (declared, type) => {
  expect(declaredType(declared)).toEqual(type)
})

describe('the kind of a column', () => {
  test.each([
    ['the declared one when all fit', { kind: 'date' }, ['2024-01-02', null], 'date'],
    ['another moment that all fit', { kind: 'date' }, ['2024-01-02 03:04:05'], 'timestamp'],
    ['text when dates are written otherwise', { kind: 'date' }, ['2024-01-02', '1/2/2024'], 'text'],
    ['integer when dates are years', { kind: 'date' }, [2024n], 'integer'],
    ['float when integers turn out to have fractions', { kind: 'integer' }, [1n, 1.5], 'float'],
    ['unknown when texts and numbers mix', { kind: 'integer' }, [1n, 'N/A'], 'unknown'],
    ['text when text was declared', { kind: 'text' }, ['a', 1n], 'text'],
    ['unknown when a float would lose digits', null, [9007199254740993n, 1.5], 'unknown'],
    ['text when truth is written in letters', { kind: 'boolean' }, ['T', 'F'], 'text'],
    ['binary', null, [new Uint8Array([1])], 'binary'],
    ['unknown without any value', null, [null], 'unknown'],
  ] as const)('%s', (_, declared, values, kind) => {
    expect(settledType(declared, values).kind).toBe(kind)
  })
})

test('values become cells of their kind, exactly', () => {
  expect(cellOf(9223372036854775807n, { kind: 'integer' })).toBe('9223372036854775807')
  expect(cellOf(12.5, { kind: 'decimal', precision: 10, scale: 2 })).toBe('12.50')
  expect(cellOf(3n, { kind: 'float' })).toBe(3)
  expect(cellOf(Infinity, { kind: 'float' })).toBe(null)
  expect(cellOf(1n, { kind: 'boolean' })).toBe(true)
  expect(cellOf(new Uint8Array([0, 255]), { kind: 'binary' })).toBe('0x00ff')
  expect(cellOf(new Uint8Array([1]), { kind: 'unknown' })).toBe('0x01')
  expect(cellOf('x', { kind: 'integer' })).toBe(undefined)
})
