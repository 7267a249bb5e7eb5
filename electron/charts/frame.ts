import type { ChartSpec } from '../../shared/model/chart.ts'
import type { Display } from '../../shared/model/plan.ts'
import type { Cell } from '../../shared/model/value.ts'
import { cleanText, exactText } from './exact-text.ts'
import type { Field } from './fields.ts'
import { cycleText, timeText } from './time-axis.ts'

/**
 * The rows to draw, the title the plan gives, the one made of the columns otherwise, and what else must be said ("January to December 2025").
 * `ordered` when somebody asked for the order that the rows are in, `sort` when that was said of an axis; `upright` when bars must not lie; `numbers` is each row's place in the result, from 0.
 */
export type Subject = { rows: readonly Cell[][]; numbers: ReadonlyMap<readonly Cell[], number>; ordered: boolean; sort: Display['sort'] | null; upright: boolean; given: string | null; made: string; notes: readonly string[] }

/** A chart that was drawn, or the reason why this kind cannot be. */
export type Drawn = ChartSpec | { no: string }

/** More marks than this say less than a table. */
export const mostMarks = 1_000

/** One mark: only names made here (f0, t1 …) are ever fields, so that no label from outside is read as a path. */
export type Mark = Record<string, string | number | null>

/** A spec with its data inline, a title, and a line below it for the unit, the period and what is missing. */
export function frame(subject: Subject, notes: readonly string[], marks: readonly Mark[], body: Record<string, unknown>): Record<string, unknown> {
  const below = [...notes, ...subject.notes].filter((note) => note !== '').map(cleanText).join(' · ')
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: { text: cleanText(subject.given ?? subject.made), ...(below !== '' && { subtitle: below }) },
    data: { values: marks },
    ...body,
  }
}

/** Where a mark comes from: its row (`r`) and column (`c`) in the result, so that a mark can be opened like the cell it stands for. */
export const placeOf = (subject: Subject, row: readonly Cell[], { index }: Field): Pick<Mark, 'r' | 'c'> => ({ r: subject.numbers.get(row) ?? null, c: index })

/** The name of a dimension along its axis: needless when the title, made of the columns, has it. */
export const dimensionTitle = (subject: Subject, { label }: Field): string | null => (subject.given === null ? null : label)

/** A cell as a label on an axis or in a legend. */
export function labelOf(cell: Cell, { role }: Field): string {
  if (role.kind === 'time') return timeText(cell, role)
  if (role.kind === 'cycle') return cycleText(cell, role.part)
  if (cell === null) return '(none)'
  if (typeof cell === 'boolean') return exactText(cell, { kind: 'none' })
  return cleanText(String(cell)) || '(empty)'
}

/** A note on values that are absent and therefore not drawn; empty when none is. */
export function missingNote(count: number): string {
  return count === 0 ? '' : count === 1 ? '1 value is missing' : `${count.toLocaleString('en')} values are missing`
}

/** The tooltip: name and exact text, pair by pair. */
export const tooltip = (...pairs: [field: string, title: string][]): Record<string, unknown>[] =>
  pairs.map(([field, title]) => ({ field, type: 'nominal', title: title === '' ? ' ' : title }))
