import { expect, test } from 'vitest'
import { inTwo, offeredReadings, questionBack } from '../../../../renderer/ask/offered-readings.ts'
import type { Answer } from '../../../../shared/model/answer.ts'
import type { OfferedReading } from '../../../../shared/model/outcome.ts'
import type { Plan } from '../../../../shared/model/plan.ts'

const plan = (title: string): Plan => ({ kind: 'set', operator: 'union', left: {} as Plan, right: {} as Plan, order: [], display: { title } })
const reading = (title: string, confidence: number): OfferedReading => ({ short: title.split(' ')[0] ?? '', title, confidence, plan: plan(title) })
const answer = { plan: plan('Revenue by region.'), title: 'Revenue', receipt: { reading: 'Revenue by region.' } } as Answer

test('the likeliest others are offered, each once, and never the one that was taken', () => {
  const offered = offeredReadings(answer, [reading('Revenue by region.', 0.8), reading('Noise.', 0.05), reading('Amount by region.', 0.2), reading('Budget by region.', 0.4), reading('Budget by region.', 0.3)])
  expect(offered.map(({ title }) => title)).toEqual(['Budget by region.', 'Amount by region.'])
})

test('what is said beside a question back is no part of it', () => {
  expect(questionBack('Which amount do you mean? The model was not asked.')).toEqual({ question: 'Which amount do you mean?', note: 'The model was not asked.' })
  expect(questionBack('Two readings differ. Which do you mean?')).toEqual({ question: 'Two readings differ. Which do you mean?', note: '' })
})

test('a few words do where they tell readings apart', () => {
  const offered = offeredReadings(answer, [reading('Revenue by month.', 0.8), reading('Budget by region.', 0.4), reading('Budget by month.', 0.3)])
  expect(offered.map(({ short }) => short)).toEqual(['Revenue by month', 'Budget', 'Budget by month'])
})

test('a reading is said in short; a point inside a name does not end it', () => {
  expect(inTwo('Revenue by region. Revenue: sum of amounts. From invoices.')).toEqual({ short: 'Revenue by region', rest: 'Revenue: sum of amounts. From invoices.' })
  expect(inTwo('Lines of accounts.name, vol. 2')).toEqual({ short: 'Lines of accounts.name, vol. 2', rest: '' })
})
