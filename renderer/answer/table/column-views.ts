import { cellText, headingText, isRightAligned, plainFormat } from '../../../shared/format/cell-text.ts'
import type { Answer } from '../../../shared/model/answer.ts'
import type { ColumnFormat } from '../../../shared/model/column-format.ts'
import type { Plan } from '../../../shared/model/plan.ts'
import type { ResultColumn } from '../../../shared/model/result.ts'
import type { Cell } from '../../../shared/model/value.ts'

export type Negatives = 'minus' | 'parentheses'

/** How one column of a result is shown. */
export type ColumnView = {
  /** Its place in a row of the result. */
  at: number
  column: ResultColumn
  format: ColumnFormat
  heading: string
  right: boolean
  /** The additive measure whose rows can be listed; null when they cannot. */
  measure: string | null
  /** Which way a change is good: numbers of it are coloured. */
  good: 'up' | 'down' | null
}

/** The columns of an answer as they are shown, in the order of the result. */
export function columnViews({ result, formats, opens, plan }: Pick<Answer, 'result' | 'formats' | 'opens' | 'plan'>): ColumnView[] {
  return result.columns.map((column, at) => {
    const format = formats[column.id] ?? plainFormat(column)
    return {
      at, column, format, heading: headingText(column) || `Column ${at + 1}`, right: isRightAligned(format),
      measure: Object.hasOwn(opens.measures, column.id) ? opens.measures[column.id] ?? null : null, good: goodWay(column.id, plan),
    }
  })
}

/** Columns of which nothing but the type is known, of a result that is still growing. */
export function plainColumnViews(columns: readonly ResultColumn[]): ColumnView[] {
  return columns.map((column, at) => ({ at, column, format: plainFormat(column), heading: headingText(column) || `Column ${at + 1}`, right: isRightAligned(plainFormat(column)), measure: null, good: null }))
}

/** A change against something else has a good direction when its measure has one. */
function goodWay(id: string, plan: Plan | null): ColumnView['good'] {
  if (plan?.kind !== 'query') return null
  const shown = [...plan.show, ...plan.context].find((each) => each.id === id)?.value
  const comparison = plan.compare.find((each) => each.id === (shown?.kind === 'ref' ? shown.id : id))
  if (comparison?.kind !== 'change') return null
  return plan.measures.find((measure) => measure.id === comparison.of)?.goodDirection ?? null
}

/** Whether a change is favourable; null for what has no good direction or is zero. */
export function toneOf(cell: Cell, { good }: ColumnView): 'good' | 'bad' | null {
  const value = good === null || cell === null ? 0 : Number(cell)
  return !(Math.abs(value) > 0) ? null : value > 0 === (good === 'up') ? 'good' : 'bad'
}

/** Every digit or character of a cell, when what is shown leaves some out; otherwise null. `shownLength` is how many characters fit. */
export function fullText(cell: Cell, { format }: ColumnView, negatives: Negatives, shownLength: number): string | null {
  const shown = cellText(cell, format, negatives)
  const exact = format.kind === 'number' ? cellText(cell, { ...format, places: null }, negatives) : shown
  return exact !== shown || shown.length > shownLength ? exact.slice(0, 2_000) : null
}

/** Rows that tell nothing of each other are numbered: lists, and SQL written by hand. */
export const isList = (plan: Plan | null, rows: number): boolean => rows > 1 && (plan?.kind !== 'query' || plan.by.length === 0)

/** The value of each grouping in a row, by grouping id, which is what names the row when its number is opened. */
export function groupsOf(cells: readonly Cell[], columns: readonly ResultColumn[], groups: Answer['opens']['groups']): Record<string, Cell> {
  return Object.fromEntries(columns.flatMap((column, at) => (Object.hasOwn(groups, column.id) ? [[groups[column.id] ?? '', cells[at] ?? null] as const] : [])))
}

const room = 26
/** Tabular figures and capitals take more than a usual letter, marks and the thinnest letters less. */
const widthOfText = (text: string): number => {
  const wide = text.replace(/[^A-Z0-9\-+@%mw]/g, '').length
  const thin = text.replace(/[^.,:;'|! ijlt]/g, '').length
  return wide * 8.4 + thin * 4.4 + (text.length - wide - thin) * 7.1
}

/** A width in pixels that fits the heading and most of the first rows: between 72 and 340. */
export function widthOf(view: ColumnView, rows: readonly (readonly Cell[])[], negatives: Negatives): number {
  const longest = Math.max(0, ...rows.slice(0, 100).map((row) => widthOfText(cellText(row[view.at] ?? null, view.format, negatives))))
  return Math.round(Math.min(340, Math.max(72, view.heading.length * 6.4 + room + 16, longest + room)))
}
