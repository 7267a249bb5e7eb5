import { describe, expect, it } from 'vitest'
import { lemma, stem } from '../../../electron/language/tokens/lemma.ts'
import { numbersIn, tokenize } from '../../../electron/language/tokens/tokens.ts'

const words = (text: string) => tokenize(text).map((token) => token.lower)
const numbers = (text: string) => numbersIn(tokenize(text)).map((number) => [number.value, number.shape])

describe('tokens', () => {
  it('takes quoted spans whole and splits negations', () => {
    expect(words('Who doesn\'t own "R-22 x" or \'Al Bo\'?')).toEqual(['who', 'does', 'not', 'own', 'r-22 x', 'or', 'al bo', '?'])
  })
  it('drops possessives and keeps apostrophes from opening quotes', () => expect(words("the students' pets and Ann's dog")).toEqual(['the', 'students', 'pets', 'and', 'ann', 'dog']))
  it('splits hyphens but not dates, codes and e-mail', () => expect(words('first-grade 2018-03-17 8/6/2013 AK-123 e-mail')).toEqual(['first', 'grade', '2018-03-17', '8/6/2013', 'ak-123', 'email']))
  it('remembers where words stand', () => {
    const question = 'Names of “Big Cats”, please'
    for (const token of tokenize(question)) expect(question.slice(token.start, token.end).toLowerCase()).toContain(token.lower)
  })
})

describe('numbers', () => {
  it.each([
    ['1.5m', [[1_500_000, 'number']]], ['10k', [[10_000, 'number']]], ['$1,200.50', [[1200.5, 'money']]], ['3 million', [[3_000_000, 'number']]], ['5%', [[5, 'percent']]],
    ['twenty five', [[25, 'number']]], ['two hundred', [[200, 'number']]], ['2nd', [[2, 'ordinal']]], ['twice', [[2, 'times']]], ['1.1 m2', [[1.1, 'number']]],
  ])('%s', (text, wanted) => expect(numbers(text)).toEqual(wanted))
})

describe('lemmas', () => {
  it.each([['countries', 'country'], ['boxes', 'box'], ['people', 'person'], ['statuses', 'status'], ['houses', 'house'], ['classes', 'class'], ['ids', 'id'], ['analysis', 'analysis']])('%s', (word, wanted) => expect(lemma(word)).toBe(wanted))
  it('brings one family of words together', () => expect(new Set(['manages', 'manager', 'managing', 'management'].map(stem)).size).toBe(1))
})
