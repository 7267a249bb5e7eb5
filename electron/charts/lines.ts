import { momentOf } from '../../shared/format/period-text.ts'
import type { Cell } from '../../shared/model/value.ts'
import { exactText } from './exact-text.ts'
import { numberOf } from './fields.ts'
import type { Field, Role } from './fields.ts'
import { dimensionTitle, frame, labelOf, missingNote, mostMarks, placeOf, tooltip } from './frame.ts'
import type { Drawn, Mark, Subject } from './frame.ts'
import { axisOf, measureAxis, sameUnit } from './measure-axis.ts'
import { missingPeriods, timeAxis, timeText } from './time-axis.ts'

/** What lines show over time (or over another ordered column): one measure, several of one unit, or one per series. */
export type LineParts = { along: Field; measures: readonly Field[]; series?: Field; area?: boolean; /** Several rows may fall on one point. */ repeats?: boolean }

/** Few enough points to mark each. */
const markedPoints = 24

type Point = { along: number | string; name: string; series: string; value: number | null; text: string; place?: Pick<Mark, 'r' | 'c'> }

/** A line with gaps where values or whole periods are missing; the subtitle counts them and says when the axis does not start at zero. */
export function drawLines({ along, measures, series, area = false, repeats = false }: LineParts, subject: Subject): Drawn {
  const [measure] = measures
  if (measure === undefined) return { no: 'there is no number to draw' }
  if (measures.some((other) => !sameUnit(measure, other))) return { no: 'the numbers are of different units' }
  const dated = subject.rows.filter((row) => isPlaced(row[along.index] ?? null, along))
  const points = pointsOf(along, measures, series, repeats, { ...subject, rows: dated })
  if (points === null) return { no: 'several rows fall on the same point' }
  if (new Set(points.map((point) => point.along)).size < 2) return { no: 'a line needs at least two points' }
  const empty = subject.sort?.by === 'y' ? [] : emptyPeriods(along, points)
  const marked = [...points, ...empty].sort((a, b) => (typeof a.along === 'number' && typeof b.along === 'number' ? a.along - b.along : 0))
  if (marked.length > mostMarks) return { no: `${marked.length.toLocaleString('en')} points are too many to read` }

  const split = series !== undefined || measures.length > 1
  const values = points.map((point) => point.value)
  const axis = measureAxis(measure.unit, values)
  const fromZero = area || startsAtZero(values)
  const gaps = values.some((value) => value === null) || empty.length > 0
  const perLine = points.length / new Set(points.map((point) => point.series)).size
  const encoding = {
    x: placement(dimensionTitle(subject, along), along, points, subject.sort),
    y: { field: 'f1', type: 'quantitative', stack: null, scale: { zero: fromZero, ...(!fromZero && { nice: true }) }, axis: { ...axisOf(axis), title: axis.unit || (split ? null : measure.label) } },
    ...(split && { color: { field: 'f2', type: 'nominal', sort: null, legend: { title: series?.label ?? null, symbolType: 'stroke', labelLimit: 220, columns: 4 } } }),
    tooltip: tooltip(['t0', along.label], ...(split ? [['f2', series?.label ?? 'Measure'] as [string, string]] : []), ['t1', series === undefined && split ? 'Value' : measure.label]),
  }
  const undated = subject.rows.length - dated.length
  const notes = [
    axis.unit, fromZero ? '' : 'Axis does not start at zero', missingNote(values.filter((value) => value === null).length),
    periodsNote(empty.length), undated === 0 ? '' : `${undated.toLocaleString('en')} without ${along.label} left out`,
  ]
  const kind = area ? 'area' : split ? 'grouped line' : 'line'
  return {
    kind,
    reason: kind === 'area' ? `An area shows how ${measure.label} builds up over ${along.label}.`
      : split ? `Lines compare ${series?.label ?? 'the measures'} over ${along.label}.` : `A line shows ${measure.label} over ${along.label}.`,
    spec: frame(subject, notes, marked.map((point): Mark => ({ f0: point.along, t0: point.name, f1: point.value, t1: point.text, ...(split && { f2: point.series }), ...point.place })), {
      mark: { type: area ? 'area' : 'line', ...(gaps || perLine <= markedPoints ? { point: true } : {}) },
      encoding,
    }),
  }
}

const isPlaced = (cell: Cell, along: Field): boolean => along.role.kind !== 'time' || momentOf(cell) !== null

/** One point per row and measure; null when two would stand on each other. */
function pointsOf(along: Field, measures: readonly Field[], series: Field | undefined, repeats: boolean, subject: Subject): Point[] | null {
  const seen = new Set<string>()
  const points: Point[] = []
  for (const row of subject.rows) {
    const cell = row[along.index] ?? null
    const part = series === undefined ? '' : labelOf(row[series.index] ?? null, series)
    const name = labelOf(cell, along)
    const place = along.role.kind === 'time' && subject.sort?.by !== 'y' ? momentOf(cell) ?? name : name
    const key = JSON.stringify([place, part])
    if (seen.has(key) && !repeats) return null
    seen.add(key)
    for (const measure of measures) {
      const value = row[measure.index] ?? null
      points.push({ along: place, name, series: series === undefined ? measure.label : part, value: numberOf(value), text: exactText(value, measure.unit), place: placeOf(subject, row, measure) })
    }
  }
  return points
}

/** A valueless point for every period without rows, in every line, so that the line breaks there. */
function emptyPeriods({ role }: Field, points: readonly Point[]): Point[] {
  if (role.kind !== 'time' || role.grain === null) return []
  const names = [...new Set(points.map((point) => point.series))]
  const moments = points.flatMap((point) => (typeof point.along === 'number' ? [point.along] : []))
  return missingPeriods(moments, role.grain).flatMap((moment) => names.map((series): Point =>
    ({ along: moment, name: timeText(new Date(moment).toISOString().slice(0, 10), role), series, value: null, text: 'no rows' })))
}

function placement(title: string | null, along: Field, points: readonly Point[], sort: Subject['sort']): Record<string, unknown> {
  const moments = points.flatMap((point) => (typeof point.along === 'number' ? [point.along] : []))
  return isTime(along.role) && moments.length === points.length
    ? { field: 'f0', type: 'temporal', ...(sort?.direction === 'desc' && { sort: 'descending' }), scale: { type: 'utc' }, axis: timeAxis(title, along.role, moments) }
    : { field: 'f0', type: 'ordinal', sort: null, axis: { title, labelAngle: 0, labelOverlap: 'parity', labelLimit: 120 } }
}

const isTime = (role: Role): role is Extract<Role, { kind: 'time' }> => role.kind === 'time'

/** A line of large numbers that hardly move would be flat on an axis from zero. */
function startsAtZero(values: readonly (number | null)[]): boolean {
  const present = values.filter((value) => value !== null)
  const [least, most] = [Math.min(...present), Math.max(...present)]
  return least <= 0 ? true : least <= 0.6 * most
}

const periodsNote = (count: number): string => (count === 0 ? '' : count === 1 ? '1 period has no rows' : `${count.toLocaleString('en')} periods have no rows`)
