import { describe, expect, it } from 'vitest'
import type { QueryPlan } from '../../../shared/model/plan.ts'
import { Plan } from '../../../shared/model/plan.ts'
import { buildIndex } from '../../../electron/language/index/language-index.ts'
import { understand } from '../../../electron/language/understand.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { inlineParameters } from '../../../electron/plan/inline.ts'
import { shop } from './shop.ts'

const index = buildIndex(shop, null)
const ask = (question: string) => understand(question, index, { asOf: '2020-01-01' })
const plan = (question: string) => ask(question).readings[0]!.plan as QueryPlan
const sql = (question: string) => inlineParameters(compile(ask(question).readings[0]!.plan, shop, 'sqlite', { output: 'batch' })).replace(/\s+/g, ' ')

describe('constructions', () => {
  it('lists what an entity is called', () => expect(sql('List the owners in Germany')).toBe(`SELECT "name" FROM "owner" WHERE "country" = 'Germany'`))
  it('counts rows', () => expect(sql('How many pets are there?')).toBe('SELECT COUNT(*) AS "number_of_pet" FROM "pet"'))
  it('counts rows past an adjective', () => expect(sql('How many French owners are there?')).toContain(`"country" = 'France'`))
  it('takes several aggregates of one column', () => expect(sql('What are the average and maximum weight of the pets?')).toMatch(/AVG\("weight"\).*MAX\("weight"\)/))
  it('groups', () => expect(plan('What is the average age of owners for each country?').by.map((group) => group.label)).toEqual(['Country']))
  it('turns a comparison of a stored number into a test of rows', () => expect(sql('What are the names of owners older than 30?')).toContain('"age" > 30'))
  it('turns a comparison of a count into a test of groups', () => expect(plan('Which owners have more than 2 pets?').having).toMatchObject({ kind: 'compare', operator: '>', right: { value: '2' } }))
  it('orders by a column for a superlative', () => expect(plan('What is the name of the heaviest pet?')).toMatchObject({ order: [{ direction: 'desc', by: { column: 'weight' } }], limit: { count: 1, ties: 'include' } }))
  it('orders by a count for the most', () => {
    const found = plan('Which owner has the most pets?')
    expect(found.limit?.count).toBe(1)
    expect(found.measures[0]?.value).toMatchObject({ kind: 'aggregate', name: 'count' })
    expect(found.context).toHaveLength(1)
  })
  it('finds those that have none', () => expect(plan('Which owners do not have any pets?').where).toMatchObject({ kind: 'not', of: { kind: 'has' } }))
  it('compares with an average', () => expect(plan('Find the names of owners whose age is above the average').where).toMatchObject({ kind: 'compare', operator: '>', right: { kind: 'scalar' } }))
  it('sorts', () => expect(plan('Show the names of all pets sorted by weight in descending order').order).toMatchObject([{ direction: 'desc', by: { column: 'weight' } }]))
  it('reads either of two values', () => expect(plan('Show the names of owners from France or Spain').where).toMatchObject({ kind: 'any' }))
  it('joins what the words only imply', () => expect(plan('What is the total cost of visits at clinics in Paris?').tables.map((use) => use.table).sort()).toEqual(['clinic', 'visit']))
  it('puts a period on the date of the rows', () => expect(JSON.stringify(plan('How many visits were there in 2019?'))).toContain('2019-01-01'))
})

describe('honesty', () => {
  it('refuses when the thing asked for is unknown, and says what it is', () => {
    const { outcome, unknownWords } = ask('churn by country')
    expect(outcome).toBe('refused')
    expect(unknownWords.map((word) => word.text)).toEqual(['churn'])
  })
  it('refuses to drop a name it does not know', () => expect(ask('List the owners in Atlantis').outcome).toBe('refused'))
  it('offers the nearest names', () => expect(ask('average wieght of pets').unknownWords[0]?.nearest ?? []).toContain('weight'))
  it('gives no reading for no words', () => expect(ask('')).toMatchObject({ outcome: 'refused', readings: [] }))
  it.each(['__proto__', 'constructor of the toString', '"; drop table owner', "'''", '𝔘𝔫𝔦 🐈 ＊', 'a '.repeat(200)])('survives %j', (question) => expect(() => ask(question)).not.toThrow())
})

describe('promises', () => {
  const questions = ['List the owners in Germany', 'Which owner has the most pets?', 'Which owners do not have any pets?', 'Average cost of visits per month in a bar chart', 'How many pets does each owner have?']
  it('gives the same bytes twice', () => expect(JSON.stringify(questions.map(ask))).toBe(JSON.stringify(questions.map((question) => understand(question, buildIndex(structuredClone(shop), null), { asOf: '2020-01-01' })))))
  it('gives plans of the schema', () => questions.forEach((question) => expect(Plan.safeParse(plan(question)).error).toBeUndefined()))
  it('remembers the chart that was asked for', () => expect(plan('Average cost of visits per month in a bar chart').display?.chart).toBe('bar'))
  it('answers in milliseconds', () => {
    const started = performance.now()
    for (let round = 0; round < 20; round++) questions.forEach(ask)
    expect((performance.now() - started) / (20 * questions.length)).toBeLessThan(50)
  })
  it('survives names that are traps', () => {
    const hostile = structuredClone(shop)
    hostile.tables[0]!.columns.push({ name: '__proto__', type: { kind: 'text' }, declared: 'text', nullable: true, profile: { rows: 1, distinct: 1, nulls: 0, min: null, max: null, values: ['constructor'] } })
    expect(() => understand('owners with constructor', buildIndex(hostile, null), { asOf: '2020-01-01' })).not.toThrow()
  })
})
