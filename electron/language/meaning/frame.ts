import type { CompareOperator, Grain } from '../../../shared/model/plan.ts'
import type { Aggregate } from '../grammar/piece.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import type { IsoDate } from '../../../shared/model/value.ts'
import type { PeriodWords } from '../periods/period.ts'

/** A question's meaning over positions of the index, before instances and joins are settled. */
export type Frame = {
  /** The table whose rows are meant. */
  entity: number | null
  /** Tables that must be joined although nothing of them is shown or tested. */
  present: number[]
  show: FrameShown[]
  measures: FrameMeasure[]
  by: FrameGroup[]
  where: FrameCondition[]
  having: FrameHaving[]
  /** One test of groups is enough. */
  eitherHaving?: boolean
  order: FrameOrder[]
  limit: number | null
  limitPlace?: Place
  /** Groupings, or in a list shown columns, within each of which the limit holds, by position. */
  per?: number[]
  distinct: boolean
  /** The time the question speaks of; applied to each measure's own date, else to these columns. */
  period: { words: PeriodWords; columns: number[]; said?: Place } | null
  compare: FrameComparison[]
  /** No time was said: the one that runs up to the as-of date, or the last whole one. */
  recent?: { grain: Grain; columns: number[] }
  /** Set when the question asks for two answers in one: the other side repeats this frame with these conditions instead of the split ones. */
  split: { operator: 'union' | 'intersection' | 'difference'; left: FrameCondition[]; right: FrameCondition[] } | null
  /** Keys whose own words were said, of several between the same tables: "treasurer votes". */
  keys?: readonly number[]
  /** Named decisions taken on the way, for ranking and explanation. */
  notes: string[]
}
export type FrameShown = { kind: 'column'; column: number } | { kind: 'measure'; measure: number } | { kind: 'group'; group: number }
/** `column` null counts rows of `table`. */
export type FrameMeasure = { name: Aggregate; column: number | null; table: number; metric?: number; /** Only what falls into this period. */ period?: PeriodWords; /** Where that is said. */ said?: Place; /** What another metric is restricted to holds for this too: IT costs against the budget of IT. */ narrowed?: number; /** Only rows that pass. */ where?: FrameCondition[]; /** A part of another figure: of the same rows, those that pass. */ part?: true; /** "Average revenue": of what, is yet to be said. */ averaged?: true; /** Stretches of time are counted, not dates. */ grain?: Grain; /** Worked out of `column` and another of the row; of dates, the days from the first to the other. */ formula?: { operator: '+' | '-' | '*' | 'days'; other: number }; start: number; end: number }
/** `key` tells apart groups of equal display; with a grain the group is a stretch of time. */
export type FrameGroup = { column: number; key: number[]; grain?: Grain; fiscal?: true; place?: Place }
/** Derived from the first measure; a change from the first two, the second less the first where `reversed`. Start and end are the words it comes from. */
export type FrameComparison = { start: number; end: number } & (
  | { kind: 'share' | 'running' }
  | { kind: 'change'; percent: boolean; asked: boolean; reversed: boolean }
  /** Every figure so much earlier; `asked` when the change is what was asked for. */
  | { kind: 'earlier'; grain: Grain; percent: boolean; asked: boolean }
  /** The first two figures, one divided by the other or added to it. */
  | { kind: 'ratio'; operator: '/' | '+'; percent: boolean; per?: string }
)
export type FrameOrder = { by: { kind: 'column'; column: number } | { kind: 'measure'; measure: FrameMeasure }; direction: 'asc' | 'desc'; place?: Place }
export type FrameHaving = { measure: FrameMeasure; operator: CompareOperator; /** Of the same group. */ other: FrameMeasure } | { measure: FrameMeasure; operator: CompareOperator; value: number } | { measure: FrameMeasure; low: number; high: number } | { measure: FrameMeasure; operator: CompareOperator; average: Aggregate } | { measure: FrameMeasure; operator: CompareOperator; /** Of a column over all rows. */ overall: Aggregate; of: number }

/** Which words, by token. */
export type Place = { start: number; end: number }

export type FrameCondition = { /** The words it comes from. */ place?: Place } & (
  | { kind: 'compare'; column: number; operator: CompareOperator; value: number | string }
  | { kind: 'values'; column: number; values: string[] }
  | { kind: 'text'; column: number; match: 'contains' | 'starts' | 'ends'; pattern: string }
  | { kind: 'between'; column: number; low: number | string; high: number | string }
  | { kind: 'within'; column: number; from: IsoDate | null; until: IsoDate | null }
  /** So many days, weeks, months or years before the as-of date. */
  | { kind: 'aged'; column: number; operator: CompareOperator; days: number }
  | { kind: 'missing'; column: number }
  | { kind: 'average'; column: number; operator: CompareOperator; name: Aggregate; of: number; where: FrameCondition[] }
  /** Two columns of the joined rows. */
  | { kind: 'columns'; column: number; operator: CompareOperator; other: number }
  /** The same in this column as rows that pass other tests: "in the same city as Bob". */
  | { kind: 'alike'; column: number; where: FrameCondition[] }
  /** One of the values with the most (or fewest) rows: "the product with the most complaints", inside a question about something else. */
  | { kind: 'most'; column: number; measure: FrameMeasure; direction: 'asc' | 'desc'; count: number }
  | { kind: 'has'; tables: number[]; where: FrameCondition[]; count?: { operator: CompareOperator; value: number } }
  | { kind: 'not'; of: FrameCondition }
  | { kind: 'all' | 'any'; of: FrameCondition[] }
  | { kind: 'term'; term: number }
)

/** The columns a condition tests in the outer query (those inside `has` are its own affair). */
export function conditionColumns(condition: FrameCondition): number[] {
  switch (condition.kind) {
    case 'has': case 'term': return []
    case 'not': return conditionColumns(condition.of)
    case 'all': case 'any': return condition.of.flatMap(conditionColumns)
    case 'columns': return [condition.column, condition.other]
    default: return [condition.column]
  }
}

/** Decisions that the words leave open; each combination gives another frame. */
export type Decisions = { display: 'name' | 'key'; extreme: 'measure' | 'row' | 'rows'; group: 'auto' | 'none'; both: 'intersection' | 'any' | 'plain' | 'group'; distinct: boolean; clauseColumns: boolean; numbers: 'sum' | 'show'; bridge: boolean; /** A bare order is that of the figures. */ byFigure: boolean; /** "Revenue per invoice" is one figure, not a list of invoices. */ perRow: boolean; /** A row for each related row that fits, rather than each row once. */ repeat: boolean; /** Tests after a comparison with an average are about those that are averaged. */ within: boolean; /** "Or" parts all that was said before it, rather than the last test alone: "either from Spain and old, or a cat". */ wide: boolean; /** "Studios that have not made …": all studios less those that have. */ apart: boolean }

/** Adds a grouping unless it is there already. */
export function pushGroup(frame: Frame, group: FrameGroup): void {
  if (!frame.by.some((other) => other.column === group.column && other.grain === group.grain && other.fiscal === group.fiscal)) frame.by.push(group)
}

/**
 * What tells the groups of a shown column apart: the key of its table when the column names its rows, or when the question is about those rows;
 * nothing when the column is what is grouped by ("category", "country"), or when the rows of its own table are counted: each would be one.
 */
export function groupKey(at: number, measured: number | undefined, frame: Frame, index: LanguageIndex, counts = false): number[] {
  const column = index.columns[at]!
  const table = index.tables[column.table]!
  if (counts && column.table === measured) return []
  const names = column.role === 'name' || column.role === 'id' || table.display.includes(at)
  return names || (column.table === frame.entity && column.table !== measured) ? table.key : []
}

/** Rows of a table, to be counted. */
export const rowsOf = (table: number, start: number, end: number): FrameMeasure => ({ name: 'count', column: null, table, start, end })
