import type { Cell } from '../../shared/model/value.ts'
import { exactText } from './exact-text.ts'
import { numberOf } from './fields.ts'
import type { Field } from './fields.ts'
import { dimensionTitle, frame, labelOf, missingNote, mostMarks, placeOf, tooltip } from './frame.ts'
import type { Drawn, Mark, Subject } from './frame.ts'
import { axisOf, axisTitle, measureAxis, sameUnit } from './measure-axis.ts'
import type { MeasureAxis } from './measure-axis.ts'

/** What bars show: one measure, several measures of one unit side by side, or one measure split by a second category. */
export type BarParts = { category: Field; measures: readonly Field[]; series?: Field; stacked?: boolean }

/** Room for labels below upright bars, in characters over the whole width. */
const labelRoom = 90
/** More upright bars than this are laid on their side. */
const uprightBars = 12

type Bar = { category: string; series: string; value: number | null; text: string; place: Pick<Mark, 'r' | 'c'> }

/**
 * Bars in the order of the result, or of time; the largest stack first where nobody asked for an order. On their side when their names are long or
 * many. Nulls leave a gap that the subtitle counts.
 */
export function drawBars({ category, measures, series, stacked = false }: BarParts, subject: Subject): Drawn {
  const [measure] = measures
  if (measure === undefined) return { no: 'there is no number to draw' }
  if (measures.some((other) => !sameUnit(measure, other))) return { no: 'the numbers are of different units' }
  const bars = barsOf(category, measures, series, stacked, subject)
  if (bars === null) return { no: 'several rows fall on the same bar' }
  if (bars.length > mostMarks) return { no: `${bars.length.toLocaleString('en')} bars are too many to read` }
  if (stacked && bars.some(({ value }) => (value ?? 0) < 0)) return { no: 'parts of a whole cannot be negative' }

  const split = series !== undefined || measures.length > 1
  const axis = measureAxis(measure.unit, reachOf(bars, stacked))
  const names = stacked ? stackNames(bars, category, subject) : [...new Set(bars.map((bar) => bar.category))]
  const upright = subject.upright || isUpright(category, names)
  const [along, across, offset] = upright ? ['x', 'y', 'xOffset'] : ['y', 'x', 'yOffset']
  const parts = [...new Set(bars.map((bar) => bar.series))]
  const encoding = {
    [along]: { field: 'f0', type: 'nominal', sort: null, scale: { domain: names, ...(names.length < 4 && { paddingOuter: 0.8, paddingInner: 0.4 }) }, axis: nameAxis(dimensionTitle(subject, category), names, upright) },
    [across]: { field: 'f1', type: 'quantitative', stack: stacked ? 'zero' : null, axis: valueAxis(axis, measures, upright) },
    ...(split && { color: { field: 'f2', type: 'nominal', sort: null, scale: { domain: parts }, legend: { title: series?.label ?? null, labelLimit: 220, columns: 4 } } }),
    ...(split && !stacked && { [offset]: { field: 'f2', type: 'nominal', sort: null, scale: { domain: parts } } }),
    ...(stacked && { order: { field: 'f3', type: 'quantitative', sort: 'ascending' } }),
    tooltip: split
      ? tooltip(['f0', category.label], ...(series === undefined ? [] : [['f2', series.label] as [string, string]]), ['t1', series === undefined ? 'Value' : measure.label])
      : tooltip(['f0', category.label], ['t1', measure.label]),
  }
  const marks = bars.map((bar): Mark => ({ f0: bar.category, f1: bar.value, t1: series === undefined && split ? `${bar.series}: ${bar.text}` : bar.text, ...(split && { f2: bar.series }), ...(stacked && { f3: parts.indexOf(bar.series) }), ...bar.place }))
  // Beside each other, every bar takes a step of its own.
  const step = split && !stacked ? 13 : 24
  const bar = { mark: { type: 'bar' }, encoding }
  const belowZero = bars.some(({ value }) => (value ?? 0) < 0)
  return {
    kind: !split ? 'bar' : stacked ? 'stacked bar' : 'grouped bar',
    reason: reasonOf(category, measure, series, stacked, measures.length),
    spec: frame(subject, [axis.unit, missingNote(bars.filter(({ value }) => value === null).length)], marks, {
      ...(!upright && { height: { step }, autosize: { type: 'fit-x', contains: 'padding' } }),
      ...(belowZero ? { layer: [bar, { mark: { type: 'rule' }, encoding: { [across]: { datum: 0 } } }] } : bar),
    }),
  }
}

/** One bar per row and measure; null when two rows of a split chart would cover each other (in a stack they pile up). Equal names of a plain chart are numbered. */
function barsOf(category: Field, measures: readonly Field[], series: Field | undefined, stacked: boolean, subject: Subject): Bar[] | null {
  const seen = new Map<string, number>()
  const bars: Bar[] = []
  for (const row of subject.sort === null ? inTimeOrder(subject.rows, category) : subject.rows) {
    const name = labelOf(row[category.index] ?? null, category)
    const part = series === undefined ? '' : labelOf(row[series.index] ?? null, series)
    const place = JSON.stringify([name, part])
    const times = (seen.get(place) ?? 0) + 1
    seen.set(place, times)
    if (times > 1 && series !== undefined && !stacked) return null
    for (const measure of measures) {
      const cell = row[measure.index] ?? null
      bars.push({ category: times === 1 || series !== undefined ? name : `${name} (${times})`, series: series === undefined ? measure.label : part, value: numberOf(cell), text: exactText(cell, measure.unit), place: placeOf(subject, row, measure) })
    }
  }
  return bars
}

/** What the value axis has to reach: the values, or the sums of the stacks. */
function reachOf(bars: readonly Bar[], stacked: boolean): (number | null)[] {
  return stacked ? [...stackSums(bars).values()] : bars.map((bar) => bar.value)
}

/** Stacks in the order that was asked for; else in time, or the largest first where nobody asked for an order. */
function stackNames(bars: readonly Bar[], category: Field, { sort, ordered }: Subject): string[] {
  const names = [...new Set(bars.map((bar) => bar.category))]
  if (sort?.by !== 'y' && (sort !== null || ordered || isOfTime(category))) return names
  const sums = stackSums(bars)
  const falling = sort?.direction === 'asc' ? -1 : 1
  return names.sort((a, b) => falling * ((sums.get(b) ?? 0) - (sums.get(a) ?? 0)))
}

function stackSums(bars: readonly Bar[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { category, value } of bars) sums.set(category, (sums.get(category) ?? 0) + (value ?? 0))
  return sums
}

const isOfTime = ({ role }: Field): boolean => role.kind === 'time' || role.kind === 'cycle'

/** Years and months run from left to right, whichever is the largest. */
function inTimeOrder(rows: readonly Cell[][], category: Field): readonly Cell[][] {
  if (!isOfTime(category)) return rows
  const place = (row: readonly Cell[]): string => String(row[category.index] ?? '').padStart(20, '0')
  return rows.toSorted((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0))
}

function isUpright(category: Field, names: readonly string[]): boolean {
  if (isOfTime(category)) return true
  const longest = Math.max(0, ...names.map((name) => name.length))
  return names.length <= uprightBars && longest * names.length <= labelRoom
}

function nameAxis(title: string | null, names: readonly string[], upright: boolean): Record<string, unknown> {
  return upright
    ? { title, labelAngle: 0, labelLimit: Math.max(60, Math.floor(620 / names.length)), labelOverlap: names.length > uprightBars ? 'parity' : false }
    : { title, labelLimit: 240, domain: false, ticks: false }
}

function valueAxis(axis: MeasureAxis, measures: readonly Field[], upright: boolean): Record<string, unknown> {
  const label = measures.length === 1 ? measures[0]?.label ?? '' : ''
  return { ...axisOf(axis), title: upright ? axis.unit || label || null : axisTitle(label, axis) || null, grid: true, domain: false }
}

function reasonOf(category: Field, measure: Field, series: Field | undefined, stacked: boolean, measures: number): string {
  if (series !== undefined) {
    return stacked ? `Stacked bars: ${measure.label} can be added up, so each ${category.label} is one bar made of its ${series.label}.`
      : `Grouped bars compare ${measure.label} by ${category.label} and ${series.label}.`
  }
  return measures > 1 ? `Grouped bars set ${measures} numbers of one unit beside each other for each ${category.label}.` : `Bars compare ${measure.label} by ${category.label}.`
}
