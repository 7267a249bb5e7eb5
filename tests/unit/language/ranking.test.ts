import { describe, expect, it } from 'vitest'
import { candidatesOf } from '../../../electron/language/candidates.ts'
import { buildIndex } from '../../../electron/language/index/language-index.ts'
import type { Frame } from '../../../electron/language/meaning/frame.ts'
import { featuresOf } from '../../../electron/language/ranking/features.ts'
import { useOf } from '../../../electron/language/ranking/use.ts'
import { tokenize } from '../../../electron/language/tokens/tokens.ts'
import { shop } from './shop.ts'

const index = buildIndex(shop, null)
const at = (name: string) => index.columns.findIndex((column) => column.name === name)
const candidates = (question: string) => {
  const tokens = tokenize(question)
  return candidatesOf(tokens, index, { asOf: '2020-01-01', fiscalYearStart: 1, calendar: 'calendar' }, 'guess').map((candidate) => ({ frame: candidate.frame, features: featuresOf(candidate, tokens, new Map(), index) }))
}
const showing = (question: string, ...names: string[]) => {
  const found = candidates(question).filter(({ frame }) => JSON.stringify(frame.show.map((item) => (item.kind === 'column' ? item.column : -1))) === JSON.stringify(names.map(at)))
  expect(found).not.toEqual([])
  return found[0]!
}

describe('features of what was said', () => {
  it('knows what the words own: the names of owners are a column of owners', () => {
    const { features } = showing('What are the names of owners older than 30?', 'name')
    expect(features).toMatchObject({ 'place.of.table.same': 1, 'said.entity': 1, 'shown.asNamed': 0 })
    expect(features['unsaid.shown']).toBeUndefined()
  })
  it('counts a column that was named and plays no part', () => {
    const all = candidates('Show the name, age and country of each owner').map(({ frame, features }) => ({ columns: frame.show.length, idle: (features['idle.column'] ?? 0) + (features['place.left.list'] ?? 0) }))
    expect(all.some(({ columns, idle }) => columns === 3 && idle === 0)).toBe(true)
  })
  it('tells a list word from one after "of"', () => expect(showing('Show the name and age of all owners', 'name', 'age').features).toMatchObject({ 'place.shown.after.list': 1, 'place.shown.after.ask': 1, 'place.list.same': 1 }))
  it('sees a shown column that a test has settled', () => expect(showing('Show the country of owners in France', 'country').features['shown.settled']).toBe(1))
  it('sees that a row meets many related rows, unless those are the rows that are listed', () => {
    const all = candidates('What are the names of owners whose pets have a weight above 3?')
    const each = all.filter(({ frame }) => frame.notes.includes('eachRow'))
    const once = all.filter(({ frame }) => frame.entity === 0 && frame.by.length === 0 && frame.where.length > 0)
    expect([each.length > 0, once.length > 0]).toEqual([true, true])
    expect(each.every(({ features }) => features.manyPerRow === undefined)).toBe(true)
    expect(once.every(({ features }) => features.manyPerRow === 1)).toBe(true)
  })
  it('knows which rows a plural comes with', () => {
    expect(showing('What are the names of owners older than 30?', 'name').features['place.plural.list']).toBe(1)
    expect(showing('What is the name of the oldest owner?', 'name').features['place.singular.first']).toBe(1)
  })
})

describe('use of a frame', () => {
  const frame: Frame = { entity: 0, present: [], show: [{ kind: 'column', column: at('name') }], measures: [], by: [], where: [], having: [], order: [], limit: null, distinct: false, period: null, compare: [], split: null, notes: [] }
  it('includes what related rows are tested for', () => {
    const use = useOf({ ...frame, where: [{ kind: 'not', of: { kind: 'has', tables: [1], where: [{ kind: 'compare', column: at('weight'), operator: '>', value: 3 }] } }] }, index)
    expect([...use.tables].sort()).toEqual([0, 1])
    expect(use.columns.has(at('weight'))).toBe(true)
    expect(use.shown).toEqual([at('name')])
  })
  it('includes figures, orders and both sides of a split', () => {
    const measure = { name: 'sum' as const, column: at('cost'), table: 3, start: 0, end: 1 }
    const use = useOf({ ...frame, order: [{ by: { kind: 'measure', measure }, direction: 'asc' }], split: { operator: 'difference', left: [], right: [{ kind: 'missing', column: at('city') }] } }, index)
    expect([...use.columns].sort((left, right) => left - right)).toEqual([at('name'), at('city'), at('cost')])
  })
})
