import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../../shared/model/catalog.ts'
import { buildIndex } from '../../../electron/language/index/language-index.ts'
import { relatedTo } from '../../../electron/language/lexicon.ts'
import { valueWords } from '../../../electron/language/tokens/folded.ts'
import { understand } from '../../../electron/language/understand.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { inlineParameters } from '../../../electron/plan/inline.ts'
import { shop, table } from './shop.ts'

/** Values as people never say them: codes, accents, short months. */
const office: Catalog = {
  ...shop, relationships: [],
  tables: [table('branch', 20, [['branch_id', 'integer', ['1', '20']], ['branch_name', 'text', ['Zürich', 'São Paulo', 'Łódź']], ['state', 'text', ['CA', 'TX', 'WA']], ['country', 'text', ['CHE', 'BRA', 'CIV']], ['currency', 'text', ['EUR', 'USD', 'CHF']], ['opened', 'text', ['Jan', 'Feb', 'Sep']]])],
}
const firstOf = (question: string, catalog: Catalog) => understand(question, buildIndex(catalog, null), { asOf: '2020-01-01' }).readings[0]!
const sql = (question: string, catalog = office) => inlineParameters(compile(firstOf(question, catalog).plan, catalog, 'sqlite', { output: 'batch' })).replace(/\s+/g, ' ')

describe('values under other names', () => {
  it.each([
    ['How many branches are in California?', `"state" = 'CA'`],
    ['How many Brazilian branches are there?', `"country" = 'BRA'`],
    ['How many branches are in the Ivory Coast?', `"country" = 'CIV'`],
    ['List the branches with currency euro', `"currency" = 'EUR'`],
    ['How many branches opened in September?', `"opened" = 'Sep'`],
    ['What is the state of the branch Zurich?', `"branch_name" = 'Zürich'`],
    ['What is the state of the branch Zu\u0308rich?', `"branch_name" = 'Zürich'`],
    ['What is the state of the branch "Sao Paulo"?', `"branch_name" = 'São Paulo'`],
    ['What is the state of the branch Lodz?', `"branch_name" = 'Łódź'`],
  ])('%s', (question, expected) => expect(sql(question)).toContain(expected))

  it('takes no small word for a code', () => expect(sql('Which branches are in or near Texas?')).not.toMatch(/'(?:IN|OR|CHE)'/))
  it('takes no marks for a currency', () => expect(sql('List the branches with currency "?!"')).not.toMatch(/'(?:EUR|USD|CHF)'/))
  it('folds accents however they are written', () => expect(valueWords('ZU\u0308RICH-Straße')).toEqual(['zurich', 'strasse']))
})

describe('words near in meaning', () => {
  it('stand in for what nothing else names, and the answer says so', () => {
    const reading = firstOf('How many proprietors are there in Germany?', shop)
    expect(sql('How many proprietors are there in Germany?', shop)).toBe(`SELECT COUNT(*) AS "number_of_owner" FROM "owner" WHERE "country" = 'Germany'`)
    expect(reading.assumed).toContain('“proprietors” is read as owner')
  })
  it('take two words for one, and one for two', () => {
    const cinemas: Catalog = { ...shop, relationships: [], tables: [table('cinema', 9, [['cinema_id', 'integer', ['1', '9']], ['last_name', 'text', ['Ng', 'Ray']]]), table('movie', 9, [['movie_id', 'integer', ['1', '9']], ['title', 'text', ['Alien', 'Brazil']]])] }
    expect(sql('How many movie theaters do we have?', cinemas)).toContain('FROM "cinema"')
    expect(sql('List the surnames', cinemas)).toBe('SELECT "last_name" FROM "cinema"')
  })
  it('never outweigh a name that was said', () => expect(firstOf('How many owners are there?', shop).assumed.join()).not.toContain('is read as'))
  it('do not bring opposites together', () => {
    for (const [word, opposite] of [['buy', 'sell'], ['arrive', 'depart'], ['minimum', 'maximum']] as const) expect(relatedTo(word).map((each) => each.word)).not.toContain(opposite)
  })
  it('are looked up as plain data: a word such as "constructor" finds nothing strange', () => expect(relatedTo('__proto__')).toEqual([]))
})

it('an "and" between two nouns belongs to neither, even where a name holds one', () => {
  const school: Catalog = { ...shop, relationships: [], tables: [table('authors_and_tutors', 9, [['author_id', 'integer', ['1', '9']], ['first_name', 'text', ['Ann', 'Bob']]]), table('student', 9, [['student_id', 'integer', ['1', '9']], ['first_name', 'text', ['Cy', 'Di']]])] }
  expect(sql('List the student id and first name', school)).toBe('SELECT "student_id", "first_name" FROM "student"')
})

it('"since June" begins in June and does not end with it, even where a column is called so', () => {
  const members: Catalog = { ...shop, tables: shop.tables.map((each) => (each.name === 'pet' ? { ...each, columns: [...each.columns, { ...each.columns.find(({ name }) => name === 'birth_date')!, name: 'since_date' }] } : each)) }
  expect(sql('Which pets have no visits since June 2019?', members)).toContain(`>= '2019-06-01'`)
  expect(sql('Which pets have no visits since June 2019?', members)).not.toContain(`< '2019-07-01'`)
})

it('the number of a thing that has only an id is its id', () => expect(sql('Show the owner number and age of owners in Spain', shop)).toBe(`SELECT "owner_id", "age" FROM "owner" WHERE "country" = 'Spain'`))

describe('columns that say no, or which kind', () => {
  const chips: Catalog = { ...shop, relationships: [], tables: [table('chip', 14, [['chip_id', 'integer', ['1', '14']], ['model', 'text', ['X1', 'X2', 'X3']], ['wifi', 'text', ['802.11b', '802.11g', 'No']]])] }
  it('reads what has none, and what has any kind', () => {
    expect(sql('How many chips do not have wifi?', chips)).toContain(`"wifi" = 'No'`)
    expect(sql('How many chips have wifi?', chips)).toContain(`"wifi" <> 'No'`)
  })
})

describe('ends of a way', () => {
  const trips: Catalog = { ...shop, relationships: [], tables: [table('trip', 50, [['trip_id', 'integer', ['1', '50']], ['origin', 'text', ['Lyon', 'Paris', 'Nice']], ['destination', 'text', ['Lyon', 'Paris', 'Rome']], ['price', 'decimal', ['10', '90']]])] }
  it.each([
    ['How many trips are there from Lyon?', `"origin" = 'Lyon'`],
    ['How many trips arrive in Lyon?', `"destination" = 'Lyon'`],
    ['What is the average price of trips from Lyon to Paris?', `"origin" = 'Lyon' AND "destination" = 'Paris'`],
  ])('%s', (question, expected) => expect(sql(question, trips)).toContain(expected))
})

it('an order that is said in two words orders once', () => {
  expect(sql('How many pets are there for each species, ordered from most to least?', shop)).toMatch(/ORDER BY "number_of_pet" DESC(?:, "species")?$/)
})
