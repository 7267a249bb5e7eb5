import { expect, it } from 'vitest'
import { decision, difference } from '../../../electron/plan/decision.ts'
import type { Expression, QueryPlan } from '../../../shared/model/plan.ts'
import { shop } from '../language/shop.ts'

const base: QueryPlan = { kind: 'query', tables: [{ id: 'v', table: 'visit' }], joins: [], show: [], context: [], measures: [], by: [], order: [], distinct: false, compare: [], calendar: 'calendar' }
const column = (name: string): Expression => ({ kind: 'column', table: 'v', column: name })
const list = (...names: string[]): QueryPlan => ({ ...base, entity: 'v', show: names.map((name) => ({ id: name, value: column(name), label: name })) })
const total = (name: string, label = `Total ${name}`): QueryPlan => ({ ...base, measures: [{ id: 'm', value: { kind: 'aggregate', name: 'sum', of: column(name) }, label }], show: [{ id: 's', value: { kind: 'ref', id: 'm' }, label }] })
const by = (plan: QueryPlan, grain: 'month' | 'year'): QueryPlan => ({ ...plan, by: [{ id: 'g', value: { kind: 'bucket', of: column('visit_date'), grain, calendar: 'calendar' }, label: grain === 'month' ? 'Month' : 'Year' }] })
const only = (plan: QueryPlan, ...values: string[]): QueryPlan => ({ ...plan, where: { kind: 'all', of: values.map((value, at) => ({ kind: 'compare' as const, operator: '=' as const, left: column(at === 0 ? 'clinic_id' : 'pet_id'), right: { kind: 'literal' as const, value, type: 'integer' as const } })) } })
const asked = (...plans: QueryPlan[]) => decision(plans, shop)

it('asks about the first thing that is decided differently', () => {
  expect(asked(total('cost'), total('pet_id'))).toEqual({ question: 'Which number do you mean?', labels: ['Total cost', 'Total pet_id'] })
  expect(asked(by(total('cost'), 'month'), by(total('cost'), 'year'), total('cost'))).toEqual({ question: 'By what should it be split?', labels: ['By Month', 'By Year', 'Not split'] })
  expect(asked(list('visit_id'), list('visit_id', 'cost')).question).toBe('What do you want to see?')
  expect(asked(total('cost'), list('cost')), 'a number or a list').toEqual({ question: 'What do you want to see?', labels: ['Total cost', 'A list, without a number'] })
})

it('leaves out the conditions that all share, and tells those apart that decide the first alike', () => {
  expect(asked(only(total('cost'), '1', '2'), only(total('cost'), '1', '3'), only(total('cost'), '1'))).toEqual({ question: 'Which rows do you mean?', labels: ['Visit pet ID is 2', 'Visit pet ID is 3', 'Without a condition'] })
  expect(asked(only(total('cost'), '1'), only(total('pet_id'), '1'), only(total('cost'), '2')).labels).toEqual(['Total cost · Visit clinic ID is 1', 'Total pet_id', 'Total cost · Visit clinic ID is 2'])
})

it('says how two numbers of one name are worked out', () => {
  expect(asked(total('cost', 'Total'), total('pet_id', 'Total')).labels).toEqual(['Total (sum of visit cost)', 'Total (sum of visit pet ID)'])
})

it('says in what another reading differs', () => {
  expect(difference(total('cost'), total('pet_id'), shop)).toBe('Total pet_id, instead of total cost')
  expect(difference(by(total('cost'), 'month'), total('cost'), shop)).toBe('Not split, instead of by Month')
})

it('keeps a hostile name on one line and short', () => {
  const [label = ''] = asked(total('cost', `a\u001b[31m\n\u202e${'x'.repeat(5_000)}`), total('pet_id')).labels
  expect(label).toMatch(/^A·\[31m··x+…$/)
  expect([...label]).toHaveLength(160)
})
