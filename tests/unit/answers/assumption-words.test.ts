import { expect, it } from 'vitest'
import { toldAssumptions } from '../../../electron/answers/assumption-words.ts'

it('tells what was assumed in sentences, each once, and leaves out what changes nothing', () => {
  expect(toldAssumptions(['countedByDefault', 'displayName', 'countedByDefault'])).toEqual({ assumed: ['Rows are counted, because no other number was named'], lost: [] })
})

it('warns of what was lost', () => {
  expect(toldAssumptions(['lostPeriod'])).toEqual({ assumed: [], lost: ['The period was not used: nothing asked about has a date it could apply to'] })
})

it('spells out a name that has no sentence', () => {
  expect(toldAssumptions(['fiscalYearStart', 'constructor', 'Years are calendar years']).assumed).toEqual(['Fiscal year start', 'Constructor', 'Years are calendar years'])
})
