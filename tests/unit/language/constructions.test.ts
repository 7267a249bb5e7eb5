import { describe, expect, it } from 'vitest'
import type { QueryPlan } from '../../../shared/model/plan.ts'
import { joinedKeys } from '../../../electron/language/index/joined-keys.ts'
import { buildIndex } from '../../../electron/language/index/language-index.ts'
import { nameWords } from '../../../electron/language/index/names.ts'
import { truthOf } from '../../../electron/language/index/truth.ts'
import { understand } from '../../../electron/language/understand.ts'
import { stem } from '../../../electron/language/tokens/lemma.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { inlineParameters } from '../../../electron/plan/inline.ts'
import { shop, table } from './shop.ts'

const people = {
  ...shop,
  tables: [
    table('player', 50, [['player_id', 'integer', ['1', '50']], ['first_name', 'text', ['Linda', 'Tom']], ['last_name', 'text', ['Jones', 'Smith']], ['age', 'integer', ['18', '40']], ['rating', 'integer', ['1', '99']], ['country', 'text', ['England', 'France']], ['retired', 'text', ['No', 'Yes']]]),
    table('tryout', 120, [['tryout_id', 'integer', ['1', '120']], ['player_id', 'integer', ['1', '50']], ['position', 'text', ['goalie', 'mid']], ['season', 'integer', ['2001', '2019']]]),
  ],
  relationships: [{ from: { table: 'tryout', columns: ['player_id'] }, to: { table: 'player', columns: ['player_id'] }, origin: 'declared' as const, confidence: 1, oneToOne: false }],
}

const plansOf = (question: string, repeats: 'keep' | 'guess' = 'keep') => understand(question, buildIndex(people, null), { asOf: '2020-01-01', repeats, top: 8 }).readings.map((reading) => reading.plan)
const plan = (question: string) => plansOf(question)[0] as QueryPlan
const sql = (question: string) => inlineParameters(compile(plan(question), people, 'sqlite', { output: 'batch' })).replace(/\s+/g, ' ')

describe('constructions', () => {
  it('takes how many from before the noun', () => expect(plan('What are the last names of the 3 players with the highest rating?').limit?.count).toBe(3))
  it('reads an age', () => expect(sql('How many players are 18 years old?')).toContain('"age" = 18'))
  it('reads the least age', () => expect(sql('How many players are at least 18 years old?')).toContain('"age" >= 18'))
  it('carries an aggregate over "and"', () => expect(sql('What is the average age and rating of players?')).toMatch(/AVG\("age"\).*AVG\("rating"\)/))
  it('shows both parts of a full name', () => expect(sql('What are the full names of the players from France?')).toContain('SELECT "first_name", "last_name"'))
  it('finds a name that two columns hold', () => expect(sql('How many tryouts did "Linda Smith" have?')).toMatch(/"first_name" = 'Linda'.*"last_name" = 'Smith'/))
  it('reads what a column says yes to', () => expect(sql('How many players are not retired?')).toContain(`"retired" = 'No'`))
  it('joins tests with "or"', () => expect(sql('Show the last names of players with rating below 20 or above 90')).toMatch(/"rating" < 20 OR .*"rating" > 90/))
  it('takes the average of those that are named after it', () => expect(plansOf('Which players have a lower rating than at least one player from France?').map((each) => JSON.stringify(each)).join()).toMatch(/"name":"max".*"France"/))
  it('groups by two values that are set side by side', () => expect(plansOf('What is the average age of players from England and France?').some((each) => (each as QueryPlan).by.length === 1)).toBe(true))
  it('repeats rows only where it may guess', () => {
    const question = 'List the last names of players with position goalie'
    const tables = (repeats: 'keep' | 'guess') => plansOf(question, repeats).map((each) => each.kind === 'query' && each.entity !== undefined ? each.tables.find((use) => use.id === each.entity)?.table : '')
    expect(tables('keep')).not.toContain('tryout')
    expect(tables('guess')).toContain('tryout')
  })
})

describe('names', () => {
  it.each([['LName', ['last', 'name']], ['WiFi', ['wifi']], ['custid', ['customer', 'id']]])('spells out %s', (name, words) => expect(nameWords(name, new Set())).toEqual(words))
  it('brings verbs to their nouns', () => expect(stem('rated')).toBe(stem('rating')))
  it('knows yes from no', () => expect(people.tables[0]!.columns.map(truthOf).at(-1)).toEqual({ yes: 'Yes', no: 'No' }))
  it('joins keys that were declared column by column', () => {
    const two = { ...people, tables: [table('section', 9, [['course', 'text'], ['term', 'text']], ['course', 'term']), table('takes', 9, [['course', 'text'], ['term', 'text']])] }
    const part = (column: string) => ({ from: { table: 'takes', columns: [column] }, to: { table: 'section', columns: [column] }, origin: 'declared' as const, confidence: 1, oneToOne: false })
    expect(joinedKeys(two, [part('course'), part('term')]).map((each) => each.from.columns)).toEqual([['course', 'term']])
  })
})
