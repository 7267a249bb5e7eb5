import { describe, expect, it } from 'vitest'
import { definitionOf, emptyDefinition, fieldsOfDefinition } from '../../../../renderer/glossary/definition-fields.ts'
import { nameBefore } from '../../../../renderer/glossary/name-before.ts'
import { Definition } from '../../../../shared/model/vocabulary.ts'

const definitions: Definition[] = [
  { kind: 'metric', metric: { name: 'revenue', synonyms: ['sales', 'turnover'], expression: 'sum(lines.net)', filter: "lines.status != 'void'", time: 'orders.day', unit: { kind: 'money', currency: 'EUR' } } },
  { kind: 'term', term: { phrase: 'unpaid', synonyms: [], filter: 'orders.paid_on is null' } },
  { kind: 'term', term: { phrase: 'Britain', synonyms: ['UK'], value: { column: 'customers.country', is: 'United Kingdom' } } },
  { kind: 'term', term: { phrase: 'client name', synonyms: [], column: 'customers.name' } },
  { kind: 'term', term: { phrase: 'clients', synonyms: [], table: 'customers', description: 'Who buys' } },
]

describe('the form of a definition', () => {
  it.each(definitions)('gives back what it was filled with', (definition) => {
    const made = definitionOf(fieldsOfDefinition(definition))
    expect('definition' in made && Definition.parse(made.definition)).toEqual(definition)
  })

  it.each([
    [{ ...emptyDefinition('') }, 'word'],
    [{ ...emptyDefinition('revenue') }, 'expression'],
    [{ ...emptyDefinition('revenue'), expression: 'sum(a.b)', unit: 'money', currency: 'euro' } as const, 'currency'],
    [{ ...emptyDefinition('unpaid'), meaning: 'filter' } as const, 'filter'],
    [{ ...emptyDefinition('Britain'), meaning: 'value' } as const, 'column'],
    [{ ...emptyDefinition('Britain'), meaning: 'value', column: 'a.b' } as const, 'is'],
    [{ ...emptyDefinition('clients'), meaning: 'table' } as const, 'table'],
  ])('names the field that is still missing', (fields, missing) => { expect(definitionOf(fields)).toMatchObject({ missing }) })
})

describe('the name before the cursor', () => {
  it.each([
    ['sum(invoi', 9, { name: 'invoi', from: 4 }],
    ['sum(invoices.am', 15, { name: 'invoices.am', from: 4 }],
    ['sum(invoices.', 13, { name: 'invoices.', from: 4 }],
    ['sum(', 4, null],
    ["a = 'x", 6, null],
  ])('%s', (text, cursor, found) => { expect(nameBefore(text, cursor)).toEqual(found) })
})
