import type { CompareOperator } from '../../../shared/model/plan.ts'
import type { IsoDate } from '../../../shared/model/value.ts'
import type { IndexedColumn } from '../../language/index/entries.ts'
import type { LanguageIndex } from '../../language/index/language-index.ts'
import { valueWords } from '../../language/tokens/folded.ts'
import type { FrameCondition } from '../../language/meaning/frame.ts'
import { addDays } from '../../plan/calendar.ts'
import { quoted } from '../digest.ts'
import type { Draft, DraftTest } from '../draft-schema.ts'
import { columnNamed, Misfit, termNamed } from './names.ts'

type AnyOf = Draft['where'][number]

/** Tests that must all hold. `tables` are the tables of the question, the one it is about first. Fails with Misfit. */
export function testsOf(all: readonly AnyOf[], tables: readonly string[], index: LanguageIndex): FrameCondition[] {
  return all.flatMap(({ any }) => {
    const tests = any.map((test) => testOf(test, tables, index))
    return tests.length === 0 ? [] : [tests.length === 1 ? tests[0]! : { kind: 'any' as const, of: tests }]
  })
}

const not = (of: FrameCondition): FrameCondition => ({ kind: 'not', of })

function testOf(test: DraftTest, tables: readonly string[], index: LanguageIndex): FrameCondition {
  if (test.is === 'term' || test.is === 'not term') {
    const term: FrameCondition = { kind: 'term', term: termNamed(test.column, tables, index) }
    return test.is === 'term' ? term : not(term)
  }
  const column = index.columns[columnNamed(test.column, index)]!
  const { at } = column
  switch (test.is) {
    case 'empty': return { kind: 'missing', column: at }
    case 'not empty': return not({ kind: 'missing', column: at })
    case 'above average': return { kind: 'average', column: at, operator: '>', name: 'avg', of: at, where: [] }
    case 'below average': return { kind: 'average', column: at, operator: '<', name: 'avg', of: at, where: [] }
    case 'contains': case 'starts': case 'ends': return { kind: 'text', column: at, match: test.is, pattern: one(test, column) }
    case 'between': return between(test, column)
    default: return compared(test, test.is, column, index)
  }
}

function one(test: DraftTest, column: IndexedColumn): string {
  const [value] = test.values
  if (value === undefined || test.values.length > 1) throw new Misfit(`The test of ${quoted(column.name)} needs one value.`)
  return value
}

const isDate = (column: IndexedColumn): boolean => column.kind === 'date' || column.kind === 'timestamp'

function between(test: DraftTest, column: IndexedColumn): FrameCondition {
  const [low, high] = test.values
  if (low === undefined || high === undefined || test.values.length > 2) throw new Misfit(`The test of ${quoted(column.name)} needs two values.`)
  if (isDate(column)) return { kind: 'within', column: column.at, from: dayOf(low, column), until: addDays(dayOf(high, column), 1) }
  return { kind: 'between', column: column.at, low: typed(low, column), high: typed(high, column) }
}

function compared(test: DraftTest, operator: CompareOperator, column: IndexedColumn, index: LanguageIndex): FrameCondition {
  const equal = operator === '=' || operator === '!='
  if (test.values.length === 0 || (test.values.length > 1 && !equal)) throw new Misfit(`The test of ${quoted(column.name)} needs ${equal ? 'at least one value' : 'one value'}.`)
  if (isDate(column)) return onDates(test.values, operator, column)
  if (column.kind === 'text' && equal) {
    const values: FrameCondition = { kind: 'values', column: column.at, values: test.values.map((value) => spelled(value, column, index)) }
    return operator === '=' ? values : not(values)
  }
  const tests = test.values.map((value): FrameCondition => ({ kind: 'compare', column: column.at, operator: equal ? '=' : operator, value: typed(value, column) }))
  const any: FrameCondition = tests.length === 1 ? tests[0]! : { kind: 'any', of: tests }
  return operator === '!=' ? not(any) : any
}

function onDates(values: readonly string[], operator: CompareOperator, column: IndexedColumn): FrameCondition {
  const spans = values.map((value): FrameCondition => {
    const { from, until } = stretch(value, column)
    const within = (start: IsoDate | null, end: IsoDate | null): FrameCondition => ({ kind: 'within', column: column.at, from: start, until: end })
    switch (operator) {
      case '=': case '!=': return within(from, until)
      case '<': return within(null, from)
      case '<=': return within(null, until)
      case '>': return within(until, null)
      case '>=': return within(from, null)
    }
  })
  const any: FrameCondition = spans.length === 1 ? spans[0]! : { kind: 'any', of: spans }
  return operator === '!=' ? not(any) : any
}

/** A day, a month or a year. */
function stretch(value: string, column: IndexedColumn): { from: IsoDate; until: IsoDate } {
  const year = /^[12]\d{3}$/.exec(value.trim())
  if (year !== null) return { from: `${year[0]}-01-01`, until: `${Number(year[0]) + 1}-01-01` }
  const month = /^([12]\d{3})-(0[1-9]|1[0-2])$/.exec(value.trim())
  if (month !== null) {
    const from = `${month[1]}-${month[2]}-01`
    return { from, until: `${addDays(from, 31).slice(0, 7)}-01` }
  }
  const day = dayOf(value, column)
  return { from: day, until: addDays(day, 1) }
}

/** The day that a value begins with. Fails with Misfit. */
export function dayOf(value: string, column: { name: string }): IsoDate {
  const [day = ''] = value.trim().split(/[ T]/)
  const time = /^[12]\d{3}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) throw new Misfit(`${quoted(column.name)} is compared with dates; write them as 2025-12-31.`)
  return day
}

function typed(value: string, column: IndexedColumn): number | string {
  if (column.kind === 'boolean') {
    if (!/^(true|false|yes|no|1|0)$/i.test(value.trim())) throw new Misfit(`${quoted(column.name)} is either true or false.`)
    return /^(true|yes|1)$/i.test(value.trim()) ? 'true' : 'false'
  }
  if (column.truth?.yes != null && /^(true|false|yes|no)$/i.test(value.trim())) return /^(true|yes)$/i.test(value.trim()) ? column.truth.yes : column.truth.no
  if (!column.numeric) return value
  const number = Number(value.trim().replaceAll(/(?<=\d)[,_](?=\d{3})/g, ''))
  if (value.trim() === '' || !Number.isFinite(number)) throw new Misfit(`${quoted(column.name)} holds numbers, and what it is compared with is none.`)
  return number
}

/** A value as the database writes it, where it does so in another case or with other marks. That stays here: it is not told to the model. */
function spelled(value: string, column: IndexedColumn, index: LanguageIndex): string {
  if (column.truth?.yes != null && /^(true|false|yes|no)$/i.test(value.trim())) return String(typed(value, column))
  const known = index.catalog.tables[column.table]?.columns[index.tables[column.table]!.columns.indexOf(column.at)]?.profile?.values ?? []
  if (known.includes(value)) return value
  const wanted = valueWords(value).join(' ')
  const alike = (index.values.exact.get(wanted) ?? []).filter((hit) => hit.column === column.at)
  return alike.length === 1 ? alike[0]!.value : value
}

