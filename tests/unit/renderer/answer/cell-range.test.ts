import { expect, it } from 'vitest'
import { CellRange } from '../../../../renderer/answer/table/cell-range.ts'

const rangeOf = (...columns: string[]): CellRange => {
  const range = new CellRange()
  range.columns = columns
  return range
}

it('is a rectangle between two corners, whichever comes first', () => {
  const range = rangeOf('c0', 'c1', 'c2')
  range.move({ row: 5, column: 'c2' }, false)
  range.move({ row: 3, column: 'c1' }, true)
  expect(range.get()).toEqual({ first: 3, last: 5, columns: ['c1', 'c2'] })
  expect([range.holds(4, 'c1'), range.holds(4, 'c0'), range.holds(6, 'c2')]).toEqual([true, false, false])
})
it('follows columns that were moved', () => {
  const range = rangeOf('c0', 'c1', 'c2')
  range.move({ row: 0, column: 'c0' }, false)
  range.move({ row: 0, column: 'c1' }, true)
  range.columns = ['c0', 'c2', 'c1']
  expect(range.get()?.columns).toEqual(['c0', 'c2', 'c1'])
})
it('begins anew without extending, and a single cell is left to the focus', () => {
  const range = rangeOf('c0')
  range.move({ row: 1, column: 'c0' }, false)
  range.move({ row: 2, column: 'c0' }, false)
  expect([range.get(), range.holds(2, 'c0')]).toEqual([{ first: 2, last: 2, columns: ['c0'] }, false])
})
it('takes in everything, and nothing after it was cleared', () => {
  const range = rangeOf('c0', 'c1')
  range.all(1_000_000)
  expect(range.get()).toEqual({ first: 0, last: 999_999, columns: ['c0', 'c1'] })
  range.clear()
  expect(range.get()).toBeNull()
})
