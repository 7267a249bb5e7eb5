import { expect, test } from 'vitest'
import { inTwo, offeredReadings, questionBack } from '../../../../renderer/ask/offered-readings.ts'
import type { Answer } from '../../../../shared/model/answer.ts'
import type { OfferedReading } from '../../../../shared/model/outcome.ts'
import type { Plan } from '../../../../shared/model/plan.ts'

const plan = (title: string): Plan => ({ kind: 'set', operator: 'union', left: {} as Plan, right: {} as Plan, order: [], display: { title } })
const reading = (title: string, confidence: number, more: Partial<OfferedReading> = {}): OfferedReading => ({ short: title.split(' ')[0] ?? '', title, difference: '', same: false, confidence, plan: plan(title), ...more })
const answer = { plan: plan('Revenue by region.'), title: 'Revenue', receipt: { reading: 'Revenue by region.' } } as Answer

test('the likeliest others are offered, each once, and never the one that was taken', () => {
  const offered = offeredReadings(answer, [reading('Revenue by region.', 0.8), reading('Noise.', 0.05), reading('Amount by region.', 0.2), reading('Budget by region.', 0.4), reading('Budget by region.', 0.3)])
  expect(offered.map(({ title }) => title)).toEqual(['Budget by region.', 'Amount by region.'])
})

test('what is said beside a question back is no part of it', () => {
  expect(questionBack('Which amount do you mean? The model was not asked.')).toEqual({ question: 'Which amount do you mean?', note: 'The model was not asked.' })
  expect(questionBack('Two readings differ. Which do you mean?')).toEqual({ question: 'Two readings differ. Which do you mean?', note: '' })
})

test('each is said by what it differs in, or in short where it reads alike; no two are said alike', () => {
  const offered = offeredReadings(answer, [reading('Budget by region.', 0.4, { difference: 'Budget, instead of revenue' }), reading('Budget by region, too.', 0.35, { difference: 'Budget, instead of revenue' }), reading('Budget by month. From budgets.', 0.3)])
  expect(offered.map(({ said }) => said)).toEqual(['Budget, instead of revenue', 'Budget by month'])
})

test('one that would answer the same is not offered', () => {
  expect(offeredReadings(answer, [reading('Budget by region.', 0.4, { same: true })])).toEqual([])
})

test('a reading is said in short; a point inside a name does not end it', () => {
  expect(inTwo('Revenue by region. Revenue: sum of amounts. From invoices.')).toEqual({ short: 'Revenue by region', rest: 'Revenue: sum of amounts. From invoices.' })
  expect(inTwo('Lines of accounts.name, vol. 2')).toEqual({ short: 'Lines of accounts.name, vol. 2', rest: '' })
})
