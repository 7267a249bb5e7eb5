import type { Unit } from '../../shared/model/value.ts'
import type { Definition } from '../../shared/model/vocabulary.ts'

/** What a term stands for; a metric is a number worked out from rows. */
export type Meaning = 'metric' | 'filter' | 'value' | 'column' | 'table'
export type UnitChoice = Unit['kind']

/** The fields of the form as they are typed. */
export type DefinitionFields = {
  word: string; synonyms: string; description: string; meaning: Meaning
  expression: string; filter: string; time: string; unit: UnitChoice; currency: string; good: '' | 'up' | 'down'; balance: '' | 'flow' | 'snapshot'
  column: string; is: string; table: string
}

export function emptyDefinition(word: string): DefinitionFields {
  return { word, synonyms: '', description: '', meaning: 'metric', expression: '', filter: '', time: '', unit: 'none', currency: '', good: '', balance: '', column: '', is: '', table: '' }
}

export function fieldsOfDefinition(definition: Definition): DefinitionFields {
  if (definition.kind === 'metric') {
    const { name, synonyms, description = '', expression, filter = '', time = '', unit, good = '', balance = '' } = definition.metric
    return { ...emptyDefinition(name), synonyms: synonyms.join(', '), description, expression, filter, time, unit: unit?.kind ?? 'none', currency: unit?.currency ?? '', good, balance }
  }
  const { phrase, synonyms, description = '', table, column, value, metric, filter, of } = definition.term
  const meaning: Meaning = value !== undefined ? 'value' : column !== undefined ? 'column' : table !== undefined ? 'table' : metric !== undefined ? 'metric' : 'filter'
  return { ...emptyDefinition(phrase), synonyms: synonyms.join(', '), description, meaning, filter: filter ?? '', column: value?.column ?? column ?? '', is: value?.is ?? '', table: table ?? of ?? '' }
}

const list = (text: string): string[] => text.split(/[,;\n]/).map((word) => word.trim()).filter((word) => word !== '')
const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim())

/** The definition to check or save, or the field that is still empty and what belongs there. */
export function definitionOf(fields: DefinitionFields): { definition: Definition } | { missing: keyof DefinitionFields; says: string } {
  const word = fields.word.trim()
  if (word === '') return { missing: 'word', says: 'Enter the word or phrase.' }
  const named = { synonyms: list(fields.synonyms), ...(given(fields.description) === undefined ? {} : { description: given(fields.description) }) }
  switch (fields.meaning) {
    case 'metric': {
      if (fields.expression.trim() === '') return { missing: 'expression', says: 'Say how it is worked out, such as sum(orders.amount).' }
      if (fields.unit === 'money' && fields.currency !== '' && !/^[A-Z]{3}$/.test(fields.currency)) return { missing: 'currency', says: 'Three capital letters, such as EUR.' }
      const unit: Unit | undefined = fields.unit === 'none' ? undefined : { kind: fields.unit, ...(fields.unit === 'money' && fields.currency !== '' ? { currency: fields.currency } : {}) }
      return {
        definition: {
          kind: 'metric', metric: {
            name: word, ...named, expression: fields.expression.trim(), filter: given(fields.filter), time: given(fields.time), unit, good: fields.good === '' ? undefined : fields.good, balance: fields.balance === '' ? undefined : fields.balance,
          },
        },
      }
    }
    case 'filter': return fields.filter.trim() === '' ? { missing: 'filter', says: 'Say which rows, such as orders.paid_on is null.' } : { definition: { kind: 'term', term: { phrase: word, ...named, filter: fields.filter.trim(), of: given(fields.table) } } }
    case 'value': {
      if (fields.column.trim() === '') return { missing: 'column', says: 'Choose the column.' }
      return fields.is === '' ? { missing: 'is', says: 'Enter the value as it is in the column.' } : { definition: { kind: 'term', term: { phrase: word, ...named, value: { column: fields.column.trim(), is: fields.is } } } }
    }
    case 'column': return fields.column.trim() === '' ? { missing: 'column', says: 'Choose the column.' } : { definition: { kind: 'term', term: { phrase: word, ...named, column: fields.column.trim() } } }
    case 'table': return fields.table.trim() === '' ? { missing: 'table', says: 'Choose the table.' } : { definition: { kind: 'term', term: { phrase: word, ...named, table: fields.table.trim() } } }
  }
}
