import { expect, it } from 'vitest'
import { comparedRows, tryReadings } from '../../../electron/agents/try-readings.ts'
import type { Plan } from '../../../shared/model/plan.ts'
import type { Cell } from '../../../shared/model/value.ts'

const plan: Plan = { kind: 'query', tables: [], joins: [], show: [], context: [], measures: [], by: [], order: [], distinct: false, compare: [], calendar: 'calendar' }
type Named = { name: string; plan: Plan; score: number; confidence: number }
const reading = (name: string, score: number, confidence = 0.6): Named => ({ name, plan: { ...plan, display: { title: name } }, score, confidence })
const tryOn = (readings: Named[], rows: Record<string, Cell[][] | null>) => tryReadings(readings, (tried) => Promise.resolve(rows[tried.display?.title ?? ''] ?? null))
const names = ({ readings }: { readings: Named[] }) => readings.map(({ name }) => name)

it('keeps the first of those that find the same rows, in whatever order they come', async () => {
  expect(names(await tryOn([reading('a', 3), reading('b', 2), reading('c', 1)], { a: [[1], [2]], b: [[2], [1]], c: [[1]] }))).toEqual(['a', 'c'])
})

it('puts what finds nothing, null or zero behind what finds something, and then believes little', async () => {
  for (const nothing of [[], [[null]], [['0']], [[0, null]]]) {
    const tried = await tryOn([reading('a', 3, 0.95), reading('b', 1, 0.1)], { a: nothing, b: [['x']] })
    expect(names(tried)).toEqual(['b', 'a'])
    expect(tried.confidence).toBeLessThan(0.2)
  }
  expect(names(await tryOn([reading('a', 3), reading('b', 1)], { a: [[0], [0]], b: [['x']] })), 'two zeros are rows').toEqual(['a', 'b'])
})

it('is surer the more of what was read agrees', async () => {
  const [alone, agreed] = [await tryOn([reading('a', 3), reading('b', 3)], { a: [[1]], b: [[2]] }), await tryOn([reading('a', 3), reading('b', 3)], { a: [[1]], b: [[1]] })]
  expect(alone.confidence).toBeCloseTo((0.6 + 0.5 * 0.5) / 1.5)
  expect(agreed.confidence).toBeCloseTo((0.6 + 0.5) / 1.5)
})

it('takes what cannot be run for neither the same nor nothing', async () => {
  const tried = await tryOn([reading('a', 3), reading('b', 3)], { a: null, b: null })
  expect(names(tried)).toEqual(['a', 'b'])
  expect(tried.confidence).toBeCloseTo((0.6 + 0.5 * 0.5) / 1.5)
  expect(await tryOn([], {})).toEqual({ readings: [], confidence: 0 })
})

it('compares only so many rows, then in their order', async () => {
  const many = Array.from({ length: comparedRows }, (_, at) => [at])
  expect(names(await tryOn([reading('a', 3), reading('b', 2)], { a: many, b: many.toReversed() }))).toEqual(['a', 'b'])
})
