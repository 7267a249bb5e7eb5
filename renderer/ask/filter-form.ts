import type { ColumnName, FilterChoice, FilterOperator } from '../../shared/model/plan-edit.ts'
import type { Cell } from '../../shared/model/value.ts'

/** What can be typed for a column: it decides the operators and how a value is read. */
export type FilterKind = 'text' | 'number' | 'integer' | 'date' | 'boolean'

const operators: Record<FilterKind, FilterOperator[]> = {
  text: ['is', 'isNot', 'contains', 'startsWith', 'isEmpty', 'isNotEmpty'],
  number: ['is', 'isNot', 'less', 'atMost', 'more', 'atLeast', 'between', 'isEmpty', 'isNotEmpty'],
  integer: ['is', 'isNot', 'less', 'atMost', 'more', 'atLeast', 'between', 'isEmpty', 'isNotEmpty'],
  date: ['is', 'isNot', 'less', 'atMost', 'more', 'atLeast', 'between', 'isEmpty', 'isNotEmpty'],
  boolean: ['is', 'isEmpty', 'isNotEmpty'],
}
const words: Record<FilterOperator, string> = {
  is: 'is', isNot: 'is not', contains: 'contains', startsWith: 'starts with', isEmpty: 'is empty', isNotEmpty: 'is not empty', less: 'is less than', atMost: 'is at most', more: 'is more than',
  atLeast: 'is at least', between: 'is between',
}
const dateWords: Partial<Record<FilterOperator, string>> = { is: 'is on', isNot: 'is not on', less: 'is before', atMost: 'is on or before', more: 'is after', atLeast: 'is on or after' }

/** The kind of a column's type, as the engine names it: "decimal", "timestamp". */
export function filterKind(type: string): FilterKind {
  if (/^bool/i.test(type)) return 'boolean'
  if (/date|timestamp/i.test(type)) return 'date'
  if (/int/i.test(type)) return 'integer'
  return /dec|numeric|float|double|real|number/i.test(type) ? 'number' : 'text'
}

export const operatorsOf = (kind: FilterKind): { value: FilterOperator; label: string }[] => operators[kind].map((value) => ({ value, label: (kind === 'date' ? dateWords[value] : undefined) ?? words[value] }))

/** How many values an operator takes. */
export function valuesTaken(operator: FilterOperator): 'none' | 'one' | 'two' | 'many' {
  if (operator === 'isEmpty' || operator === 'isNotEmpty') return 'none'
  if (operator === 'between') return 'two'
  return operator === 'is' || operator === 'isNot' ? 'many' : 'one'
}

export type FilterDraft = { column: ColumnName | null; kind: FilterKind; operator: FilterOperator; values: string[] }
type Read = { choice: FilterChoice; problem: null } | { choice: null; problem: string }

/** The filter a form describes, or what is still wrong with it in one sentence. */
export function readFilter({ column, kind, operator, values }: FilterDraft): Read {
  const wrong = (problem: string): Read => ({ choice: null, problem })
  if (column === null) return wrong('Choose a column.')
  const taken = valuesTaken(operator)
  const typed = taken === 'none' ? [] : values.map((value) => value.trim()).filter((value) => value !== '').slice(0, taken === 'one' ? 1 : taken === 'two' ? 2 : 500)
  if (taken === 'two' && typed.length < 2) return wrong('Give both ends.')
  if (taken !== 'none' && typed.length === 0) return wrong('Give a value.')
  const cells: Cell[] = []
  for (const text of typed) {
    const cell = readValue(text, kind)
    if (cell === null) return wrong(`“${text}” is not ${{ text: 'a text', number: 'a number', integer: 'a whole number', date: 'a date', boolean: 'yes or no' }[kind]}.`)
    cells.push(cell)
  }
  if (taken === 'two' && isAfter(kind, cells[0], cells[1])) return wrong('The first must not be after the second.')
  return { choice: { kind: 'column', column, operator, values: cells }, problem: null }
}

/** A value as the engine takes it; numbers stay digits. Null for what is none. */
function readValue(text: string, kind: FilterKind): Cell | null {
  switch (kind) {
    case 'text': return text
    case 'boolean': return /^(true|yes)$/i.test(text) ? true : /^(false|no)$/i.test(text) ? false : null
    case 'date': return isDate(text) ? text : null
    case 'integer': case 'number': {
      const digits = text.replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, '')
      return (kind === 'integer' ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/).test(digits) ? digits : null
    }
  }
}

/** Whether a text is a day that exists, as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text)
}

function isAfter(kind: FilterKind, low: Cell | undefined, high: Cell | undefined): boolean {
  return kind === 'date' ? String(low) > String(high) : Number(low) > Number(high)
}
