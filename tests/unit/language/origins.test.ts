import { describe, expect, it } from 'vitest'
import type { Origin, QueryPlan } from '../../../shared/model/plan.ts'
import { buildIndex } from '../../../electron/language/index/language-index.ts'
import { understand } from '../../../electron/language/understand.ts'
import { shop } from './shop.ts'

const index = buildIndex(shop, null)

/** The words that each part of the best plan comes from. */
function told(question: string): Record<string, string | undefined> {
  const plan = understand(question, index, { asOf: '2020-01-01' }).readings[0]!.plan as QueryPlan
  const words = (node: { origin?: Origin | undefined } | undefined) => (node?.origin?.from === 'words' ? question.slice(node.origin.start, node.origin.end) : node?.origin?.from)
  const where = plan.where === undefined ? [] : plan.where.kind === 'all' ? plan.where.of : [plan.where]
  return {
    measure: words(plan.measures[0]), by: words(plan.by[0]), order: words(plan.order[0]), limit: words(plan.limit),
    where: where.map((test) => words(test as { origin?: Origin })).join(', '), compare: words(plan.compare[0]), period: words(plan.period),
  }
}

describe('every part of a plan says which words it comes from', () => {
  it('measures, groups and tests', () => {
    expect(told('Average cost of visits by clinic in 2019')).toMatchObject({ measure: 'Average cost', by: 'by clinic', where: '2019' })
  })
  it('time, order and limit', () => {
    expect(told('Total cost by month in 2019')).toMatchObject({ measure: 'Total cost', by: 'by month', where: '2019' })
    expect(told('The 3 heaviest pets of owners in France')).toMatchObject({ order: '3 heaviest pets', limit: '3 heaviest pets', where: 'France' })
    expect(told('List pet names sorted by weight')).toMatchObject({ order: 'sorted by weight' })
  })
  it('comparisons with earlier, and a time that nobody said', () => {
    expect(told('Number of visits in 2019 vs prior year')).toMatchObject({ measure: 'Number of visits', compare: 'vs prior year', period: '2019' })
    expect(told('Number of visits vs prior year')).toMatchObject({ compare: 'vs prior year', period: 'default' })
  })
})
