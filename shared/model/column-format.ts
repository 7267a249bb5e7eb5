import * as z from 'zod'
import { CalendarName, Grain } from './plan.ts'

/** How the cells of a column are written for a reader: settled once by the engine, so that grid, terminal, chart and file agree. */
export const ColumnFormat = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text') }),
  /** At most `places` digits after the point (null: all of them), thousands set apart when `grouped`; a `percent` is stored as a fraction. */
  z.object({ kind: z.literal('number'), places: z.int().nullable(), grouped: z.boolean(), percent: z.boolean() }),
  /** The start date of a period, written as the period: "Mar 2025"; a plain date when `grain` is null. */
  z.object({ kind: z.literal('time'), grain: Grain.nullable(), calendar: CalendarName }),
  /** A part of the calendar as a number: month 3 is "Mar". */
  z.object({ kind: z.literal('cycle'), part: z.enum(['year', 'quarter', 'month', 'week', 'day', 'weekday']) }),
])
export type ColumnFormat = z.infer<typeof ColumnFormat>
