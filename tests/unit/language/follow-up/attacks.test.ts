import { describe, expect, test } from 'vitest'
import { Plan, type QueryPlan } from '../../../../shared/model/plan.ts'
import { followUp } from '../../../../electron/language/follow-up/follow-up.ts'
import { buildIndex } from '../../../../electron/language/index/language-index.ts'
import { compile } from '../../../../electron/plan/compile.ts'
import { shop, table } from '../shop.ts'
import { asked, planOf } from './talk.ts'

const index = buildIndex(shop, null)
const asOf = '2020-01-01'
const before = asked('Average cost of visits per month', index, asOf)
const say = (text: string, previous = before) => followUp(text, previous, index, { asOf })

describe('hostile texts', () => {
  const hostile = [
    '', ' ', '?', 'only', 'by', 'top', 'and', 'without', 'top 99999999999999999999', 'top -5', 'top 0', 'top 1e9', 'bottom 3.5', 'only "', "only '; DROP TABLE pet; --", 'by __proto__', 'only constructor', 'exclude toString', 'as a hasOwnProperty',
    'only dog '.repeat(40), 'by month '.repeat(40), 'and and and and', 'why '.repeat(99), 'only \u0000\u202e dog', '🐈 only 🐈', 'only dog or cat or dog or cat or dog or cat or dog', 'a '.repeat(199), '(((((', 'all all all', 'since since 2019', 'from 2019 to', 'in 9999', 'last 999 years',
  ]
  test.each(hostile)('%j', (text) => {
    const found = say(text)
    if (found?.kind !== 'changed') return
    for (const { plan } of found.readings) {
      expect(Plan.safeParse(plan).error).toBeUndefined()
      const { sql } = compile(plan, index.catalog, 'sqlite')
      expect(sql).toMatch(/^(SELECT|WITH)/)
      expect(sql).not.toMatch(/DROP TABLE/)
    }
  })
  test('2,000 characters are no follow-up, and cost nothing', () => {
    const started = performance.now()
    expect(say('only dog '.repeat(222))).toBeNull()
    expect(say('x'.repeat(2_000))).toBeNull()
    expect(performance.now() - started).toBeLessThan(200)
  })
  test('the longest that is read is read in a fraction of a second', () => {
    const texts = ['only dog and cat ', 'by month and species ', 'top 5 by cost ', 'without dog, cat '].map((text) => text.repeat(40).slice(0, 400))
    const started = performance.now()
    texts.forEach((text) => say(text))
    expect((performance.now() - started) / texts.length).toBeLessThan(1_500)
  })
})

describe('what it is given stays as it is', () => {
  test('the plan before is not touched', () => {
    const kept = JSON.stringify(before)
    for (const text of ['only dog', 'by species', 'top 2', 'and in 2018?', 'as a pie chart', 'maximum instead']) say(text)
    expect(JSON.stringify(before)).toBe(kept)
  })
  test('the same text gives the same bytes', () => {
    expect(JSON.stringify(say('only dog by species'))).toBe(JSON.stringify(say('only dog by species')))
  })
  test('one follow-up after another keeps the plan small', () => {
    const talk = ['only dog', 'only cat', 'by species', 'by year instead', 'by month instead']
    const last = talk.reduce((previous, text) => ({ plan: planOf(say(text, previous)), question: text }), before)
    expect(JSON.stringify(last.plan).length).toBeLessThan(2 * JSON.stringify(planOf(say('only cat'))).length)
  })
})

describe('a plan from elsewhere', () => {
  const elsewhere = buildIndex({ ...shop, tables: [table('planet', 8, [['id', 'integer', ['1', '8']], ['name', 'text', ['Earth', 'Mars']]])], relationships: [] }, null)
  test('of another database changes nothing here', () => {
    expect(followUp('only Earth', before, elsewhere, { asOf })).toBeNull()
    expect(say('only dog', asked('How many planets are there?', elsewhere, asOf))).toBeNull()
  })
  test('that fits no more, or never was one, is passed over', () => {
    const broken: QueryPlan = { ...(before.plan as QueryPlan), joins: [{ right: 't99', on: [], keep: 'inner', many: false, via: 'chosen' }] }
    expect(say('only dog', { ...before, plan: broken })).toBeNull()
    expect(say('top 5', { ...before, plan: { ...(before.plan as QueryPlan), tables: [] } })).toBeNull()
  })
  test('of two lists says that it cannot be changed in words', () => {
    const names = asked('Show the names of owners', index, asOf).plan
    const both: Plan = { kind: 'set', operator: 'union', left: names, right: names, order: [] }
    expect(say('by country', { ...before, plan: both })).toMatchObject({ kind: 'refused', failure: { code: 'NOT_SUPPORTED' } })
    expect(planOf(say('top 3', { ...before, plan: both }))).toMatchObject({ limit: { count: 3 } })
  })
})
