import fc from 'fast-check'
import { expect, it } from 'vitest'
import { digitsOf, packRows } from '../../../electron/results/pack.ts'
import type { Cell } from '../../../shared/model/value.ts'

/** The cell that a packed column of one row stands for, at this scale. */
function unpacked(cell: Cell, scale: number): Cell {
  const batch = packRows([[cell]], [{ kind: 'scaled', scale }])
  const misfit = batch.misfits[0]
  if (misfit !== undefined) return (JSON.parse(misfit.cells) as Record<string, Cell>)['0'] ?? null
  const column = batch.columns[0]
  if (column?.kind === 'wide') return column.values[0] == null ? null : digitsOf(column.values[0], scale)
  if (column?.kind !== 'whole') throw new Error('not packed as a whole number')
  return column.nulls?.[0] === 1 ? null : digitsOf(column.values[0] ?? 0n, scale)
}

it('gives back every digit string of every length and scale', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 45n), max: 10n ** 45n }), fc.integer({ min: 0, max: 30 }), (value, scale) => {
    const text = digitsOf(value, scale)
    expect(unpacked(text, scale)).toBe(text)
  }), { numRuns: 500 })
})

it('gives back any text at all', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[-+]?[0-9]{0,20}\.?[0-9]{0,4}$/)), fc.integer({ min: 0, max: 4 }), (text, scale) => {
    expect(unpacked(text, scale)).toBe(text)
  }), { numRuns: 1_000 })
})

it('fills short rows with nulls', () => {
  const batch = packRows([['1'], []], [{ kind: 'scaled', scale: 0 }, { kind: 'text', order: 'words' }])
  expect(batch.columns[0]).toMatchObject({ nulls: new Uint8Array([0, 1]) })
  expect(batch.columns[1]).toEqual({ kind: 'text', values: [null, null] })
  expect(batch.misfits).toEqual([])
})
