import type { Display } from '../../shared/model/plan.ts'
import { drawBars } from './bars.ts'
import { numberOf } from './fields.ts'
import type { Field } from './fields.ts'
import type { Drawn, Subject } from './frame.ts'
import { drawHeatmap, drawHistogram } from './grids.ts'
import { drawLines } from './lines.ts'
import { sameUnit } from './measure-axis.ts'
import { drawPie } from './pies.ts'
import { drawPoints } from './points.ts'

type Kind = NonNullable<Display['chart']>
const missing = (what: string): Drawn => ({ no: `it needs ${what}` })

/** The kind of chart that the plan asks for, over the columns it names (by id or label); columns it does not name are taken in order, by role. */
export function drawAsked(kind: Kind, display: Display, fields: readonly Field[], subject: Subject): Drawn {
  const named = (name: string | undefined): Field | undefined => asNumbers(fields.find((field) => field.id === name) ?? fields.find((field) => field.label === name), subject)
  const free = (taken: (Field | undefined)[]): Field[] => fields.filter((field) => !taken.some((other) => other?.index === field.index))
  const points = kind === 'scatter' || kind === 'grouped scatter'
  const numbers = fields.filter((field) => field.numeric)
  const x = named(display.x)
  const color = named(display.color)
  const upward = named(display.y) ?? pickMeasure(free([x, color]), points && x === undefined)
  if (kind === 'table') return { kind, reason: 'A table was asked for.', spec: null }
  if (kind === 'number') return subject.rows.length === 1 && numbers.length > 0 ? { kind, reason: 'One value says it all.', spec: null } : missing('a single value')
  if (upward?.numeric !== true) return missing('a column of numbers')
  if (kind === 'histogram' && !isByName(upward, x)) return drawHistogram({ measure: x?.numeric === true ? x : upward }, subject)
  const along = x ?? free([upward, color]).find((field) => !points || field.numeric)
  if (along === undefined) return missing(points ? 'two columns of numbers' : 'a second column')
  const split = kind === 'heatmap' || kind.includes(' ')
  const series = color ?? (x !== undefined && named(display.y) !== undefined && !split ? undefined : free([upward, along]).find((field) => field.role.kind !== 'measure'))
  const together = [upward, ...free([upward, along, series]).filter((field) => field.role.kind === 'measure' && sameUnit(upward, field))]
  switch (kind) {
    case 'histogram':
    case 'bar': return series === undefined ? drawBars({ category: along, measures: [upward] }, subject) : splitBars(along, upward, series, suitsStack(upward, along, series, subject), subject)
    case 'grouped bar': return series === undefined ? (together.length > 1 ? drawBars({ category: along, measures: together }, subject) : missing('a second category')) : splitBars(along, upward, series, false, subject)
    case 'stacked bar': return series === undefined ? (together.length > 1 ? drawBars({ category: along, measures: together, stacked: true }, subject) : missing('a second category')) : splitBars(along, upward, series, true, subject)
    case 'line': return drawLines({ along, repeats: true, measures: series === undefined && display.y === undefined ? together : [upward], ...(series !== undefined && { series }) }, ordered(subject, along))
    case 'grouped line': return series === undefined && together.length < 2 ? missing('a second category') : drawLines({ along, repeats: true, measures: series === undefined ? together : [upward], ...(series !== undefined && { series }) }, ordered(subject, along))
    case 'area': return drawLines({ along, measures: [upward], area: true }, ordered(subject, along))
    case 'pie': return series === undefined ? drawPie({ category: along, measure: upward }, subject) : { no: 'it shows one category, and there are two' }
    case 'scatter': return along.numeric ? drawPoints({ x: along, y: upward, ...(color === undefined ? name(fields, along, upward) : { series: color }) }, subject) : missing('two columns of numbers')
    case 'grouped scatter': return !along.numeric ? missing('two columns of numbers') : series === undefined ? missing('a category to colour by') : drawPoints({ x: along, y: upward, series }, subject)
    case 'heatmap': return series === undefined ? missing('two categories') : drawHeatmap({ x: along, y: series, measure: upward }, subject)
  }
}

/** A column that was asked for by name and holds nothing but numbers, though as text, is drawn as numbers. */
function asNumbers(field: Field | undefined, { rows }: Subject): Field | undefined {
  if (field === undefined || field.numeric || field.role.kind !== 'category') return field
  const cells = rows.map((row) => row[field.index] ?? null).filter((cell) => cell !== null)
  return cells.length > 0 && cells.every((cell) => typeof cell !== 'boolean' && numberOf(cell) !== null) ? { ...field, numeric: true } : field
}

/** The measure that goes upward: the first, or the second where numbers alone are shown and the first lies along the bottom; for want of measures any number. */
function pickMeasure(fields: readonly Field[], points: boolean): Field | undefined {
  const measures = fields.filter((field) => field.role.kind === 'measure')
  const numbers = measures.length > 0 ? measures : fields.filter((field) => field.numeric)
  const second = points || fields.every((field) => numbers.includes(field))
  return (second ? numbers[1] : undefined) ?? numbers[0]
}

const splitBars = (category: Field, measure: Field, series: Field | undefined, stacked: boolean, subject: Subject): Drawn =>
  drawBars({ category, measures: [measure], ...(series !== undefined && { series }), stacked }, subject)

/** A histogram of figures that each have a name is a bar for each. */
const isByName = (measure: Field, along: Field | undefined): boolean =>
  along !== undefined && ((measure.role.kind === 'measure' && measure.role.aggregated) || !along.numeric)

/** Parts are put on each other when they can be added up, or when nothing was put together yet, or when every bar has one part. */
function suitsStack({ role }: Field, along: Field, series: Field, { rows }: Subject): boolean {
  if (role.kind !== 'measure' || role.additive || !role.aggregated) return true
  const parts = Map.groupBy(rows, (row) => row[along.index] ?? null)
  return [...parts.values()].every((bar) => new Set(bar.map((row) => row[series.index] ?? null)).size === 1)
}

/** Lines run forward in numbers and years whatever the order of the rows. */
function ordered(subject: Subject, along: Field): Subject {
  if (along.role.kind === 'time' || !along.numeric || subject.sort !== null) return subject
  return { ...subject, rows: subject.rows.toSorted((a, b) => Number(a[along.index]) - Number(b[along.index])) }
}

function name(fields: readonly Field[], x: Field, y: Field): { name: Field } | undefined {
  const field = fields.find((other) => other !== x && other !== y && other.role.kind === 'category')
  return field === undefined ? undefined : { name: field }
}
