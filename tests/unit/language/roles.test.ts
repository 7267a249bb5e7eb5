import { describe, expect, it } from 'vitest'
import type { Plan, QueryPlan } from '../../../shared/model/plan.ts'
import { buildIndex } from '../../../electron/language/index/language-index.ts'
import { partsLeft } from '../../../electron/language/unknown-words.ts'
import { tokenize } from '../../../electron/language/tokens/tokens.ts'
import { understand } from '../../../electron/language/understand.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { inlineParameters } from '../../../electron/plan/inline.ts'
import { shop, table } from './shop.ts'

const key = (column: string) => ({ from: { table: 'game', columns: [column] }, to: { table: 'team', columns: ['team_id'] }, origin: 'declared' as const, confidence: 1, oneToOne: false })
const league = {
  ...shop,
  tables: [
    table('team', 40, [['team_id', 'integer', ['1', '40']], ['team_name', 'text', ['Arrows', 'Bears']], ['city', 'text', ['Leeds', 'York']], ['founded', 'date', ['1900-01-01', '1999-01-01']], ['floodlights', 'text', ['No', 'Unknown', 'Yes']]]),
    table('game', 400, [['game_id', 'integer', ['1', '400']], ['home_team_id', 'integer', ['1', '40']], ['away_team_id', 'integer', ['1', '40']], ['season', 'integer', ['1', '9']], ['attendance', 'integer', ['100', '9000']]]),
  ],
  relationships: [key('home_team_id'), key('away_team_id')],
}
const index = buildIndex(league, null)
const plans = (question: string) => understand(question, index, { asOf: '2020-01-01', repeats: 'guess', top: 8 }).readings.map((reading) => reading.plan)
const written = (plan: Plan) => inlineParameters(compile(plan, league, 'sqlite', { output: 'batch' })).replace(/\s+/g, ' ')
const all = (question: string) => plans(question).map(written)

describe('keys, numbers and orders', () => {
  it('joins over the key whose own word was said', () => {
    expect(all('How many away games did each team play?')[0]).toContain('"away_team_id"')
    expect(all('How many home games did each team play?')[0]).toContain('"home_team_id"')
  })
  it('tests a column by an ordinal before it', () => expect(all('How many games were in the third season?').join()).toContain('"season" = 3'))
  it('takes the row of a number', () => expect(all('What is the city of team 12?').join()).toContain('"team_id" = 12'))
  it('may order groups by their figures', () => expect(plans('Show each city and the number of teams in descending order').some((plan) => /^m\d/.test(((plan as QueryPlan).order[0]?.by as { id?: string } | undefined)?.id ?? ''))).toBe(true))
  it('tells counted groups apart by what is shown, not by the key of the rows counted', () => expect(all('Which city has the most teams?')[0]).toMatch(/GROUP BY "city" ORDER BY COUNT\(/))
  it('takes the oldest by a date when there is no age', () => expect(all('Which team is the oldest?')[0]).toMatch(/ORDER BY (?:MIN\()?"founded"\)?(?! DESC)/))
  it('reads no where a column also says neither', () => expect(all('How many teams do not have floodlights?').join()).toContain(`"floodlights" = 'No'`))
  it('says the same thing once', () => expect(all('How many teams are from Leeds (city is Leeds)?')[0]).not.toContain(' OR '))
})

describe('small words that were left out', () => {
  it.each([['the most', ['lostSuperlative']], ['not', ['lostNegation']], ['than', ['lostComparison']], ['of the', []]])('%s', (text, lost) => {
    const tokens = tokenize(text)
    expect(partsLeft([...tokens.keys()], tokens)).toEqual(lost)
  })
})
