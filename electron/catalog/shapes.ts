import type { Column, Table } from '../../shared/model/catalog.ts'
import type { Cell, ValueKind } from '../../shared/model/value.ts'
import { words } from './names.ts'

/** Values looked at per column; spread over all that are kept. */
const looked = 60

/** Some of what a column holds, as text, without nulls and blanks: spread over its distinct values where they are kept, else its extremes and samples. */
export function someValues(table: Table, column: Column): string[] {
  const { profile } = column
  const kept = profile?.values
  if (kept !== undefined && kept.length > 0) {
    const stride = Math.max(1, Math.floor(kept.length / looked))
    return kept.filter((value, at) => at % stride === 0 && value.trim() !== '')
  }
  const place = table.columns.indexOf(column)
  const cells: Cell[] = [profile?.min ?? null, profile?.max ?? null, ...table.sample.map((row) => row[place] ?? null)]
  return cells.filter((cell) => cell !== null && cell !== '').map(String)
}

const numberKinds = new Set<ValueKind>(['integer', 'decimal', 'float'])
export const isNumber = ({ type }: Column): boolean => numberKinds.has(type.kind)

const monthName = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)'
const clock = '(?:[ t]+\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?: ?[ap]\\.?m\\.?)?(?:z|[+-]\\d{2}:?\\d{2})?)?'
const isoDate = new RegExp(`^\\d{4}-(?:0\\d|1[0-2])-(?:[0-2]\\d|3[01])${clock}$`, 'i')
/** Whole dates as people write them: 2018-3-14, 03/14/2018 10:30, 14.03.2018, 14-MAR-2018, 14 March 2018, March 14, 2018. */
const wholeDate = new RegExp(
  `^(?:\\d{4}[-/.](?:0?\\d|1[0-2])[-/.](?:[0-2]?\\d|3[01])|(?:[0-2]?\\d|3[01])[-/.](?:[0-2]?\\d|3[01])[-/.](?:\\d{4}|\\d{2})|(?:[0-2]?\\d|3[01])[ -]${monthName}\\.?,?[ -]\\d{2,4}|${monthName}\\.? (?:[0-2]?\\d|3[01])(?:st|nd|rd|th)?,? \\d{4})${clock}$`, 'i',
)
/** Texts that speak of a date without being one: "April 17–18", "Feb 12–15, 2007", "Approved (awarded 05.12.12)". */
const speaksOfDate = new RegExp(`(?:^|[^a-z])${monthName}(?:[^a-z]|$)|\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}`, 'i')

const share = (values: readonly string[], test: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter((value) => test(value.trim())).length / values.length

const dateWords = new Set(['date', 'datetime', 'timestamp', 'dob', 'birthday', 'birthdate', 'bdate', 'deadline', 'day', 'hiredate', 'createdate', 'releasedate', 'updated', 'created', 'modified', 'dates', 'when', 'on', 'at'])
const saysDate = (column: Column): boolean => words(column.name).some((word) => dateWords.has(word) || (word.length > 4 && word.endsWith('date')))

/** True when all looked-at values are ISO dates or timestamps, which engines compare and cut by text. */
export const holdsIsoDates = (table: Table, column: Column): boolean => share(someValues(table, column), (value) => isoDate.test(value)) === 1

/** Whether a column holds dates, by its values where there are any, else by its type. Integers count as yyyymmdd or Unix time when they are named as dates. */
export function isDate(table: Table, column: Column): boolean {
  const { kind } = column.type
  const values = someValues(table, column)
  if (kind === 'date' || kind === 'timestamp') return values.length === 0 || share(values, (value) => wholeDate.test(value)) >= 0.5
  if (kind === 'integer') return saysDate(column) && share(values, (value) => (/^(?:1[89]|2[01])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(value) || /^1\d{9}(?:\d{3})?$/.test(value))) === 1
  if (kind !== 'text' && kind !== 'unknown') return false
  return share(values, (value) => wholeDate.test(value)) >= 0.9 || (saysDate(column) && share(values, (value) => speaksOfDate.test(value)) >= 0.6)
}

const yearHints = new Set(['year', 'yr', 'founded', 'built', 'opened', 'established', 'born', 'since', 'season', 'vintage', 'fy', 'date', 'launched', 'created', 'creation', 'started', 'joined', 'inaugurated', 'completed', 'elected', 'formed', 'hired', 'retired', 'published', 'released', 'began', 'ended'])
const isYearText = (value: string): boolean => /^(?:1[0-9]|2[01])\d{2}(?:\.0+)?$/.test(value)

/** Whether a column holds years: numbers or texts of four digits, under a name that speaks of years or of beginnings ("founded", "built"). */
export function isYear(table: Table, column: Column): boolean {
  if (/^year\b/i.test(column.declared)) return true
  if (!isNumber(column) && column.type.kind !== 'text' && column.type.kind !== 'unknown') return false
  const spelled = words(column.name)
  const values = someValues(table, column)
  if (values.length > 0) return spelled.some((word) => yearHints.has(word) || word.endsWith('year')) && share(values, isYearText) === 1
  return isNumber(column) ? spelled.at(-1) === 'year' || spelled.at(-1) === 'yr' : spelled.join('') === 'year'
}

const answers = [['0', '1'], ['n', 'y'], ['no', 'yes'], ['f', 't'], ['false', 'true'], ['off', 'on']]
const flagWords = new Set(['is', 'has', 'was', 'can', 'if', 'flag', 'yn', 'active', 'inactive', 'enabled', 'disabled', 'deleted', 'valid', 'available', 'allowed', 'visible', 'default', 'open', 'paid', 'approved'])
const saysFlag = (column: Column): boolean => words(column.name).some((word) => flagWords.has(word))

/** Whether a column answers yes or no: booleans, and texts or numbers with two such values. */
export function isFlag(table: Table, column: Column): boolean {
  const declared = column.type.kind === 'boolean' || /^(?:bool|bit\b|tinyint\(1\))/i.test(column.declared)
  const { profile } = column
  if (profile === undefined || profile.distinct === 0) return declared
  if (column.type.kind === 'boolean') return true
  // Two answers, and perhaps a blank.
  if (profile.distinct > 3) return false
  const values = new Set(someValues(table, column).map((value) => value.trim().toLowerCase()))
  const pair = answers.find((words) => [...values].every((value) => words.includes(value)))
  if (pair === undefined || values.size === 0) return false
  return declared || saysFlag(column) || (!isNumber(column) && values.size === 2 && pair[0] !== '0')
}

const numeral = /^[-+(]?[$€£¥]? ?[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[-+]?\d+)? ?%?\)?$/i

const isNumeral = (value: string): boolean => numeral.test(value) && /\d/.test(value) && !/^0\d/.test(value)

/** Whether a text column holds nothing but numbers to reckon with: "113", "1,285.50", "12 %"; not codes with leading zeros, nor 0 and 1 for two kinds. */
export function holdsNumerals(table: Table, column: Column): boolean {
  const values = someValues(table, column)
  return !values.every((value) => value === '0' || value === '1') && share(values, isNumeral) === 1
}

/** Whether at least half of a text column is numbers ("0.12", "0.3", "T"): nothing to call a row by. */
export const mostlyNumerals = (table: Table, column: Column): boolean => share(someValues(table, column), isNumeral) >= 0.5
