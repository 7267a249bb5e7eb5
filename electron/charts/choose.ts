import type { ChartSpec } from '../../shared/model/chart.ts'
import type { Display, Plan } from '../../shared/model/plan.ts'
import type { Cell } from '../../shared/model/value.ts'
import { drawBars } from './bars.ts'
import { fieldsOf, numberOf } from './fields.ts'
import type { ChartColumn, Field } from './fields.ts'
import type { Drawn, Subject } from './frame.ts'
import { drawAsked } from './asked.ts'
import { drawHeatmap, drawHistogram } from './grids.ts'
import { drawLines } from './lines.ts'
import { sameUnit } from './measure-axis.ts'
import { drawPie } from './pies.ts'
import { drawPoints } from './points.ts'
import { showingOnly, titleOf } from './title.ts'
import { wholeNames } from './whole-names.ts'

/** A chart and how well it suits, 0 to 1. */
export type RankedChart = { chart: ChartSpec; score: number }

/** A result and what it means. `rows` are all of its rows, in order (at most 5,000); with `truncated` they are only the first. */
export type ChartInput = { columns: readonly ChartColumn[]; plan: Plan | null; rows: readonly Cell[][]; truncated: boolean; /** Bars always stand, so that the names run along x. */ upright?: boolean }

type Scored = { score: number; drawn: Drawn }

/** Categories that can still be read one by one. */
const readableBars = 30
const readableLines = 8

/**
 * The charts that suit a result, best first; the last is always the table. The chart that the plan asks for comes first when it can be drawn, and
 * otherwise the first chart's reason says why it cannot. Pure: the same input gives the same charts.
 */
export function chooseCharts(input: ChartInput): RankedChart[] {
  if (input.rows.length === 0) return [table('There are no rows to draw.')]
  if (input.truncated) return [table(`Only the first ${input.rows.length.toLocaleString('en')} rows are here, and a chart of a part would mislead.`)]
  const { fields, rows } = wholeNames(fieldsOf(input.columns, input.plan, input.rows), input.rows)
  const asked = input.plan?.display
  const subject: Subject = {
    rows: byValue(rows, fields, asked), numbers: new Map(rows.map((row, at) => [row, at])), ordered: isOrdered(input.plan), sort: asked?.sort ?? null, upright: input.upright === true || asked?.upright === true,
    ...titleOf(fields, input.plan),
  }
  const found = suiting(fields, subject, input.plan)
    .flatMap(({ score, drawn: chart }) => ('no' in chart ? [] : [{ chart, score }]))
    .sort((a, b) => b.score - a.score)
  const kind = asked?.chart ?? (asked?.x === undefined ? undefined : anyKind(found))
  const drawn = asked === undefined || kind === undefined ? null : drawAsked(kind, asked, fields, subject)
  const others = [...found, table(found.length === 0 ? whyTable(fields, input.rows.length) : 'The rows as they are.')]
  if (drawn === null || (asked?.chart === undefined && 'no' in drawn)) return others
  if (!('no' in drawn)) return [{ chart: drawn, score: 1 }, ...others.filter(({ chart }) => chart.kind !== drawn.kind)]
  return others.map((ranked, at) => (at === 0 ? { ...ranked, chart: { ...ranked.chart, reason: `${refusal(asked?.chart, drawn.no)} ${ranked.chart.reason}` } } : ranked))
}

/** Where any chart will do: the kind that suits best, or bars where a table would. */
function anyKind([best]: readonly RankedChart[]): NonNullable<Display['chart']> {
  return best === undefined || best.chart.spec === null ? 'bar' : best.chart.kind
}

/** Rows in the order of their values, where that was asked for; a limit may have left them in another. */
function byValue(rows: readonly Cell[][], fields: readonly Field[], display: Display | undefined): readonly Cell[][] {
  const measure = display?.sort?.by === 'y' ? fields.find((field) => field.id === display.y) : undefined
  if (measure === undefined) return rows
  const falling = display?.sort?.direction === 'desc'
  const value = (row: readonly Cell[]): number => numberOf(row[measure.index]) ?? (falling ? -Infinity : Infinity)
  return rows.toSorted((one, two) => (falling ? value(two) - value(one) : value(one) - value(two)) || 0)
}

const table = (reason: string): RankedChart => ({ chart: { kind: 'table', reason, spec: null }, score: 0.1 })

const refusal = (kind: Display['chart'], why: string): string => `This cannot be drawn as a ${kind ?? 'chart'}: ${why}.`

function whyTable(fields: readonly Field[], rows: number): string {
  if (!fields.some((field) => field.numeric)) return 'A table, because there is no number to draw.'
  if (rows > readableBars) return `A table, because ${rows.toLocaleString('en')} rows are too many to tell apart in a chart.`
  return 'A table reads best here.'
}

/** Every kind that fits the roles of the columns, with its score. */
function suiting(fields: readonly Field[], subject: Subject, plan: Plan | null): Scored[] {
  const measures = fields.filter((field) => field.role.kind === 'measure')
  const times = fields.filter((field) => field.role.kind === 'time')
  const categories = fields.filter((field) => field.role.kind === 'category' || field.role.kind === 'cycle')
  const [measure] = measures
  const rows = subject.rows.length
  if (measure === undefined) return []
  if (rows === 1 && measures.length === 1 && times.length + categories.length === 0) {
    return [{ score: 1, drawn: { kind: 'number', reason: 'One value says it all.', spec: null } }]
  }
  const together = measures.filter((other) => sameUnit(leading(measures), other))
  const [time] = times
  const [category, second] = categories
  if (times.length === 1 && time !== undefined && categories.length === 0) return overTime(time, together, subject)
  if (times.length === 1 && time !== undefined && categories.length === 1 && category !== undefined) return splitOverTime(time, category, leading(measures), subject)
  if (times.length === 0 && categories.length === 1 && category !== undefined) return byCategory(category, measures, together, subject, plan)
  if (times.length === 0 && categories.length === 2 && category !== undefined && second !== undefined) return byTwo(category, second, leading(measures), subject)
  if (times.length + categories.length === 0) return numbersAlone(measures, subject)
  return []
}

/** The measure that a single-measure chart shows: the first asked for, values before shares of them. */
function leading(measures: readonly Field[]): Field {
  const [first] = measures
  if (first === undefined) throw new RangeError('no measures')
  return measures.find((field) => field.part === 'show') ?? first
}

function overTime(time: Field, all: readonly Field[], given: Subject): Scored[] {
  const totals = all.filter((field) => field.role.kind === 'measure' && field.role.running)
  // Beside its running total a measure is a flat line at the bottom.
  const together = totals.length === 1 ? totals : all
  const subject = together === all ? given : showingOnly([time, ...together], given)
  const running = together.length === 1 && together === totals
  const few = subject.rows.length <= 3
  return [
    { score: few ? 0.6 : 0.9, drawn: drawLines({ along: time, measures: together }, subject) },
    ...(running ? [{ score: 0.95, drawn: drawLines({ along: time, measures: together, area: true }, subject) }] : []),
    ...(subject.rows.length <= readableBars ? [{ score: few ? 0.8 : 0.5, drawn: drawBars({ category: time, measures: together }, subject) }] : []),
  ]
}

function splitOverTime(time: Field, category: Field, measure: Field, subject: Subject): Scored[] {
  const periods = count(subject, time)
  const series = count(subject, category)
  return [
    ...(series <= readableLines ? [{ score: periods <= 3 ? 0.5 : 0.9, drawn: drawLines({ along: time, measures: [measure], series: category }, subject) }] : []),
    ...(periods <= 4 && series <= readableBars ? [{ score: 0.8, drawn: drawBars({ category, measures: [measure], series: time }, subject) }] : []),
    ...(series <= readableBars && periods <= 60 ? [{ score: 0.6, drawn: drawHeatmap({ x: time, y: category, measure }, subject) }] : []),
  ]
}

function byCategory(category: Field, measures: readonly Field[], together: readonly Field[], subject: Subject, plan: Plan | null): Scored[] {
  const rows = subject.rows.length
  const measure = leading(measures)
  const ordered = plan !== null && plan.order.length > 0
  // SQL written by hand does not say what it aggregates; a name and one number are most likely a comparison.
  const meant = isAggregated(measure) || ordered || (plan === null && measures.length === 1)
  const share = measures.find((field) => field.role.kind === 'measure' && field.role.share)
  const [x, y] = measures.filter((field) => !isAggregated(field))
  // A few rows that nobody aggregated or ordered are read, not compared; and a single bar compares nothing.
  if (rows === 1 || (!meant && rows <= 4)) return []
  const bars = rows <= readableBars
  return [
    ...(bars && together.length > 1 && together.length <= 4 ? [{ score: meant ? 0.85 : 0.3, drawn: drawBars({ category, measures: together }, subject) }] : []),
    ...(bars ? [{ score: meant ? 0.8 : 0.4, drawn: drawBars({ category, measures: [measure] }, showingOnly([category, measure], subject)) }] : []),
    ...(share !== undefined && rows >= 2 && rows <= 6 ? [{ score: 0.9, drawn: drawPie({ category, measure: share }, showingOnly([category, share], subject)) }] : []),
    ...(x !== undefined && y !== undefined && rows >= 8 ? [{ score: 0.35, drawn: drawPoints({ x, y, name: category }, subject) }] : []),
  ]
}

function byTwo(first: Field, second: Field, measure: Field, subject: Subject): Scored[] {
  const [category, series] = count(subject, first) >= count(subject, second) ? [first, second] : [second, first]
  const colours = count(subject, series)
  const places = count(subject, category)
  const additive = measure.role.kind === 'measure' && measure.role.additive
  return [
    ...(colours <= readableLines && places <= readableBars && additive ? [{ score: 0.85, drawn: drawBars({ category, measures: [measure], series, stacked: true }, subject) }] : []),
    ...(colours <= 6 && places <= readableBars ? [{ score: 0.8, drawn: drawBars({ category, measures: [measure], series }, subject) }] : []),
    ...(colours <= readableBars && places <= 60 ? [{ score: 0.6, drawn: drawHeatmap({ x: series, y: category, measure }, subject) }] : []),
  ]
}

function numbersAlone(measures: readonly Field[], subject: Subject): Scored[] {
  const [x, y] = measures
  if (x === undefined || subject.rows.length < 8) return []
  if (y === undefined) return [{ score: 0.7, drawn: drawHistogram({ measure: x }, subject) }]
  return measures.length === 2 ? [{ score: 0.7, drawn: drawPoints({ x, y }, subject) }] : []
}

const isOrdered = (plan: Plan | null): boolean => plan?.order.some((order) => order.origin?.from !== 'default') ?? false

const isAggregated = (field: Field): boolean => field.role.kind === 'measure' && field.role.aggregated

const count = (subject: Subject, field: Field): number => new Set(subject.rows.map((row) => row[field.index] ?? null)).size
