import type { CompareOperator } from '../../../shared/model/plan.ts'
import type { ConditionPiece, Operand, Value } from '../grammar/piece.ts'
import { isInLocalCurrency, namedColumns } from '../index/amounts.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import type { IndexedColumn } from '../index/entries.ts'
import { askedAdjectives, type Adjective } from '../lexicon.ts'
import type { PeriodWords } from '../periods/period.ts'
import type { FrameCondition, FrameHaving } from './frame.ts'
import { chosen, type Choice } from './slots.ts'
import { metricMeasure } from './tables.ts'

/** What a condition piece means: a test of rows, a test of groups, or both null when it means nothing here. */
export type ReadCondition = { where: FrameCondition | null; having: FrameHaving | null; table: number | null; start: number; end: number }

export const flipped: Record<CompareOperator, CompareOperator> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=', '!=': '!=' }

/** Reads one condition piece. `tables` are the tables the question speaks of, the entity first: bare tests look for their column there. */
export function readCondition(piece: ConditionPiece, choice: Choice, tables: readonly number[], index: LanguageIndex): ReadCondition {
  const nothing: ReadCondition = { where: null, having: null, table: null, start: piece.start, end: piece.end }
  const target = chosen(choice, piece.of)
  const { test } = piece
  if (test.kind === 'compare' && test.operand.kind === 'times') {
    const counted = target?.kind === 'table' ? target.at : relatedRows(tables, index)
    return counted === null ? nothing : { ...nothing, having: { measure: { name: 'count', column: null, table: counted, start: piece.start, end: piece.end }, operator: test.operator, value: test.operand.value }, table: counted }
  }
  if (target?.kind === 'metric') {
    const measure = metricMeasure(target.at, index, piece.start, piece.end)
    if (test.kind === 'between' && test.low.kind === 'number' && test.high.kind === 'number') return { ...nothing, having: { measure, low: test.low.value, high: test.high.value }, table: measure.table }
    if (test.kind !== 'compare') return nothing
    if (test.operand.kind === 'number') return { ...nothing, having: { measure, operator: test.operator, value: test.operand.value }, table: measure.table }
    if (test.operand.kind === 'aggregate') return { ...nothing, having: { measure, operator: test.operator, average: test.operand.name }, table: measure.table }
    return nothing
  }
  const named = target?.kind === 'table' ? numberedRow(piece, target.at, index) : null
  if (named !== null) return { ...nothing, where: named, table: index.columns[named.column]!.table }
  if (piece.aggregate !== null && test.kind === 'compare' && test.operand.kind === 'aggregate' && target?.kind === 'column') {
    const other = chosen(choice, test.operand.of)
    const { table } = index.columns[target.at]!
    const of = other?.kind === 'column' && index.columns[other.at]!.numeric ? other.at : target.at
    return { ...nothing, having: { measure: { name: piece.aggregate, column: target.at, table, start: piece.start, end: piece.end }, operator: test.operator, overall: test.operand.name, of }, table }
  }
  if (piece.aggregate !== null || target?.kind === 'table') {
    const measure = target?.kind === 'table' ? { name: piece.aggregate ?? 'count', column: null, table: target.at } as const
      : target?.kind === 'column' ? { name: piece.aggregate!, column: target.at, table: index.columns[target.at]!.table } : null
    if (measure === null) return nothing
    const placed = { ...measure, start: piece.start, end: piece.end }
    if (test.kind === 'between' && test.low.kind === 'number' && test.high.kind === 'number') return { ...nothing, having: { measure: placed, low: test.low.value, high: test.high.value }, table: measure.table }
    if (test.kind === 'compare' && test.operand.kind === 'number') return { ...nothing, having: { measure: placed, operator: test.operator, value: test.operand.value }, table: measure.table }
    const display = target?.kind === 'table' ? index.tables[target.at]!.display[0] : undefined
    if (display !== undefined && piece.aggregate === null) return { ...nothing, where: onColumn(piece, index.columns[display]!, false, choice, index), table: target!.at }
    return nothing
  }
  if (target?.kind === 'column') {
    const column = index.columns[target.at]!
    const counted = column.role === 'text' || column.role === 'name' || column.role === 'code' || column.role === 'foreign'
    if (counted && test.kind === 'compare' && test.operand.kind === 'number' && test.operator !== '=' && test.operator !== '!=' && !numericText(column)) {
      return { ...nothing, having: { measure: { name: 'countDistinct', column: column.at, table: column.table, start: piece.start, end: piece.end }, operator: test.operator, value: test.operand.value }, table: column.table }
    }
    return { ...nothing, where: onColumn(piece, column, false, choice, index), table: column.table }
  }
  const aged = ageOf(piece, tables, index)
  if (aged !== null) return { ...nothing, where: aged, table: index.columns[aged.column]!.table }
  const found = piece.adjective !== null ? columnFor(piece.adjective, tables, index) : (bareColumn(piece, tables, index) ?? bareAmount(piece, tables, index))
  if (found === null) return nothing
  return { ...nothing, where: onColumn(piece, index.columns[found.column]!, found.inverse, choice, index), table: index.columns[found.column]!.table }
}

/** "Department 80", "room 12": the row of that number. */
function numberedRow(piece: ConditionPiece, table: number, index: LanguageIndex): Extract<FrameCondition, { kind: 'compare' }> | null {
  const { test, of } = piece
  if (of?.start !== piece.start || of.end !== piece.end - 1 || piece.aggregate !== null || test.kind !== 'compare' || test.operator !== '=' || test.operand.kind !== 'number') return null
  const [key, ...more] = index.tables[table]!.key
  return key === undefined || more.length > 0 || !index.columns[key]!.numeric ? null : { kind: 'compare', column: key, operator: '=', value: test.operand.value }
}

/** A bare test beside another ("below 600 or above 900") is of the same column. */
export function readAgain(piece: ConditionPiece, column: number, choice: Choice, index: LanguageIndex): FrameCondition | null {
  return piece.of === null && piece.adjective === null && piece.test.kind !== 'missing' && piece.test.kind !== 'text' ? onColumn(piece, index.columns[column]!, false, choice, index) : null
}

/** The rows that "so many times" counts: those of a second table that was named, else of the largest table that points to the first. */
function relatedRows(tables: readonly number[], index: LanguageIndex): number | null {
  const [first, ...others] = tables
  if (first === undefined) return null
  const named = others.find((table) => !index.single[first]![table]! && index.distances[first]![table] !== Infinity)
  const children = index.tables[first]!.pointing.map((at) => index.columns[at]!.table).filter((table) => table !== first)
  return named ?? children.sort((left, right) => index.tables[right]!.rows - index.tables[left]!.rows)[0] ?? first
}

/** "older than 90 days": how long before the as-of date the row's own date lies. */
function ageOf(piece: ConditionPiece, tables: readonly number[], index: LanguageIndex): Extract<FrameCondition, { kind: 'aged' }> | null {
  if (piece.adjective === null || piece.test.kind !== 'compare' || piece.test.operand.kind !== 'span') return null
  const { value, grain } = piece.test.operand
  const column = tables.map((table) => index.tables[table]!.time).find((time) => time !== null)
  if (column === undefined || (piece.adjective.ask !== 'howOld' && !piece.adjective.columns.includes('age') && !piece.adjective.temporal)) return null
  const days = value * { day: 1, week: 7, month: 30, quarter: 91, half: 182, year: 365 }[grain]
  return { kind: 'aged', column, operator: piece.adjective.temporal ? flipped[piece.test.operator] : piece.test.operator, days }
}

/** The column an adjective speaks of ("older" → age, or birth date turned round), looked for in the tables in turn. */
export function columnFor(adjective: Adjective, tables: readonly number[], index: LanguageIndex): { column: number; inverse: boolean } | null {
  for (const table of [...tables, ...parentsOf(tables, index)]) {
    const own = byVocabulary(index.tables[table]!.columns, index).map((at) => index.columns[at]!)
    if (adjective.temporal) {
      const dated = own.find((column) => column.role === 'date' && adjective.columns.some((word) => column.words.includes(word))) ?? own.find((column) => column.role === 'date' || column.role === 'year')
      if (dated !== undefined) return { column: dated.at, inverse: false }
      continue
    }
    for (const word of adjective.columns) {
      const direct = own.find((column) => column.numeric && column.role !== 'id' && column.role !== 'foreign' && column.words.includes(word)) ?? own.find((column) => column.words.includes(word) && column.role !== 'foreign')
      if (direct !== undefined) return { column: direct.at, inverse: false }
    }
    for (const word of adjective.inverse) {
      const turned = own.find((column) => column.words.some((mine) => mine.startsWith(word)))
      if (turned !== undefined) return { column: turned.at, inverse: true }
    }
  }
  // The oldest order is the one that was placed first.
  const time = adjective.ask === 'howOld' ? (tables.map((table) => index.tables[table]!.time).find((at) => at !== null) ?? null) : null
  return time === null ? null : { column: time, inverse: true }
}

/** The amount that rows of a table have of their own: what "invoices over 10,000" and "top 10 invoices" go by. */
export function ownAmount(table: number, index: LanguageIndex): number | null {
  const size = askedAdjectives.get('howBig')
  const found = size === undefined ? null : columnFor(size, [table], index)
  return found === null || found.inverse || index.columns[found.column]!.table !== table ? null : found.column
}

/** The tables one key up from these: a person's height is that of the entrepreneur. */
const parentsOf = (tables: readonly number[], index: LanguageIndex): number[] => tables.flatMap((table) => index.parents[table]!.filter((other) => !tables.includes(other)))

/** Columns that the vocabulary names come first: they are the ones people mean; amounts of several currencies last, for they cannot be added up. */
function byVocabulary(columns: readonly number[], index: LanguageIndex): number[] {
  const named = namedColumns(index)
  return [...columns].sort((left, right) => Number(named.has(right)) - Number(named.has(left)) || Number(isInLocalCurrency(left, index)) - Number(isInLocalCurrency(right, index)) || left - right)
}

function bareColumn(piece: ConditionPiece, tables: readonly number[], index: LanguageIndex): { column: number; inverse: boolean } | null {
  const { test } = piece
  const operand = test.kind === 'compare' ? test.operand : test.kind === 'between' ? test.low : null
  if (test.kind === 'text') {
    const display = tables.flatMap((table) => index.tables[table]!.display)[0]
    return display === undefined ? null : { column: display, inverse: false }
  }
  const year = operand?.kind === 'number' && operand.value >= 1000 && operand.value <= 2100
  if (operand?.kind === 'period' || year) return timeColumn(tables, index)
  return null
}

/** "invoices over 100,000", "bills between 1,000 and 5,000". */
function bareAmount({ test }: ConditionPiece, [table]: readonly number[], index: LanguageIndex): { column: number; inverse: boolean } | null {
  const operand = test.kind === 'compare' && test.operator !== '=' && test.operator !== '!=' ? test.operand : test.kind === 'between' ? test.low : null
  const column = operand?.kind !== 'number' || table === undefined || index.glossary === null ? null : ownAmount(table, index)
  return column === null ? null : { column, inverse: false }
}

/** The date or year column that a bare period applies to. */
export function timeColumn(tables: readonly number[], index: LanguageIndex): { column: number; inverse: boolean } | null {
  for (const table of tables) {
    const { time, columns } = index.tables[table]!
    const year = columns.find((at) => index.columns[at]!.role === 'year')
    const column = time ?? year
    if (column !== undefined && column !== null) return { column: year ?? column, inverse: false }
  }
  return null
}

function onColumn(piece: ConditionPiece, column: IndexedColumn, inverse: boolean, choice: Choice, index: LanguageIndex): FrameCondition | null {
  const { test } = piece
  if (test.kind === 'missing') return { kind: 'missing', column: column.at }
  if (test.kind === 'text') return { kind: 'text', column: column.at, match: test.match, pattern: test.pattern }
  if (test.kind === 'between') {
    if (test.low.kind === 'period' && test.high.kind === 'period') return between(column, test.low.period, test.high.period)
    const low = literal(test.low, column)
    const high = literal(test.high, column)
    return low === null || high === null ? null : { kind: 'between', column: column.at, low, high }
  }
  const operator = inverse ? flipped[test.operator] : test.operator
  const { operand } = test
  if (operand.kind === 'aggregate') {
    const other = chosen(choice, operand.of)
    const of = other?.kind === 'column' && index.columns[other.at]!.numeric ? other.at : column.at
    return { kind: 'average', column: column.at, operator, name: operand.name, of, where: [] }
  }
  if (operand.kind === 'period') return onPeriod(column, operator, operand.period)
  if (operand.kind === 'value') return valueTest(operand.value, column.at, operator)
  if (operand.kind === 'number' && column.role === 'date' && operand.value >= 1000 && operand.value <= 2100) return onPeriod(column, operator, yearPeriod(operand.value))
  const value = literal(operand, column)
  return value === null ? null : { kind: 'compare', column: column.at, operator, value }
}

function literal(operand: Operand, column: IndexedColumn): number | string | null {
  if (operand.kind === 'number' && column.kind === 'text' && column.role !== 'id' && column.role !== 'foreign' && !/\d/.test(`${column.min ?? ''}${column.max ?? ''}`)) return null
  if (operand.kind === 'number') return column.numeric || column.role === 'year' ? operand.value : column.kind === 'text' ? (numericText(column) ? operand.value : operand.text) : operand.value
  if (operand.kind === 'text') return column.numeric && operand.text !== '' && !Number.isNaN(Number(operand.text)) ? Number(operand.text) : operand.text
  if (operand.kind === 'period') return column.numeric ? operand.period.year : (operand.period.from ?? operand.period.until)
  return null
}

const numericText = (column: IndexedColumn) => column.kind === 'text' && /^[\d.,]+$/.test(String(column.min ?? '')) && /^[\d.,]+$/.test(String(column.max ?? ''))

/** A test for a value found in the data: equality with its spelling there, or containment when the words are only part of it. */
export function valueTest(value: Value, column: number, operator: CompareOperator): FrameCondition | null {
  const hit = value.hits.find((other) => other.column === column)
  if (hit === undefined) return null
  const test: FrameCondition = value.whole ? { kind: 'values', column, values: [hit.value] } : { kind: 'text', column, match: 'contains', pattern: value.text }
  return operator === '!=' ? { kind: 'not', of: test } : operator === '=' ? test : null
}

const yearPeriod = (year: number): PeriodWords => ({ from: `${String(year).padStart(4, '0')}-01-01`, until: `${String(year + 1).padStart(4, '0')}-01-01`, label: String(year), grain: 'year', year, month: null, instant: false, fiscal: false })

/** "in", "before", "since" a period, on a date, a year, or a date kept as text. */
export function onPeriod(column: IndexedColumn, operator: CompareOperator, period: PeriodWords): FrameCondition | null {
  if (column.role !== 'date' && column.role !== 'year' && column.kind !== 'date' && column.kind !== 'timestamp' && !(column.numeric && period.year !== null)) return null
  if (column.numeric) {
    if (period.year === null) return null
    return { kind: 'compare', column: column.at, operator, value: period.year }
  }
  const iso = column.kind !== 'text' || /^\d{4}-\d{2}/.test(String(column.min ?? ''))
  if (!iso) {
    if (column.role === 'year' && period.year !== null) return { kind: 'compare', column: column.at, operator, value: String(period.year) }
    if (operator === '=' && period.year !== null) return { kind: 'text', column: column.at, match: 'contains', pattern: String(period.year) }
    return null
  }
  switch (operator) {
    case '=': return { kind: 'within', column: column.at, from: period.from, until: period.until }
    case '!=': return { kind: 'not', of: { kind: 'within', column: column.at, from: period.from, until: period.until } }
    case '<': return { kind: 'within', column: column.at, from: null, until: period.from }
    case '<=': return { kind: 'within', column: column.at, from: null, until: period.until }
    case '>': return { kind: 'within', column: column.at, from: period.until, until: null }
    case '>=': return { kind: 'within', column: column.at, from: period.from, until: null }
  }
}

function between(column: IndexedColumn, low: PeriodWords, high: PeriodWords): FrameCondition | null {
  if (column.numeric) return low.year === null || high.year === null ? null : { kind: 'between', column: column.at, low: low.year, high: high.year }
  return { kind: 'within', column: column.at, from: low.from, until: high.until }
}
