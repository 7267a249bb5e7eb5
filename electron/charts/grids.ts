import { momentOf } from '../../shared/format/period-text.ts'
import { exactText } from './exact-text.ts'
import { numberOf } from './fields.ts'
import type { Field } from './fields.ts'
import { dimensionTitle, frame, labelOf, missingNote, mostMarks, placeOf, tooltip } from './frame.ts'
import type { Drawn, Mark, Subject } from './frame.ts'
import { axisOf, measureAxis } from './measure-axis.ts'

/** Two categories as a grid whose cells are coloured by one number; colours diverge at zero when numbers lie on both sides of it. */
export function drawHeatmap({ x, y, measure }: { x: Field; y: Field; measure: Field }, subject: Subject): Drawn {
  if (subject.rows.length > mostMarks) return { no: `${subject.rows.length.toLocaleString('en')} cells are too many to read` }
  const rows = x.role.kind === 'time' ? subject.rows.toSorted((a, b) => Number(momentOf(a[x.index])) - Number(momentOf(b[x.index]))) : subject.rows
  const marks = rows.map((row): Mark => ({
    f0: labelOf(row[x.index] ?? null, x), f2: labelOf(row[y.index] ?? null, y), f1: numberOf(row[measure.index]), t1: exactText(row[measure.index] ?? null, measure.unit), ...placeOf(subject, row, measure),
  }))
  if (new Set(marks.map((mark) => JSON.stringify([mark.f0, mark.f2]))).size < marks.length) return { no: 'several rows fall on the same cell' }
  const values = marks.map((mark) => (typeof mark.f1 === 'number' ? mark.f1 : null))
  const axis = measureAxis(measure.unit, values)
  const bothSides = values.some((value) => (value ?? 0) < 0) && values.some((value) => (value ?? 0) > 0)
  const { tickMinStep: _, tickCount: __, ...labels } = axisOf(axis)
  return {
    kind: 'heatmap',
    reason: `A grid shows where ${measure.label} is high and low over ${x.label} and ${y.label}.`,
    spec: frame(subject, [missingNote(values.filter((value) => value === null).length)], marks, {
      mark: { type: 'rect' },
      encoding: {
        x: { field: 'f0', type: 'nominal', sort: null, axis: { title: dimensionTitle(subject, x), labelAngle: 0, labelOverlap: 'parity', labelLimit: 110 } },
        y: { field: 'f2', type: 'nominal', sort: null, axis: { title: dimensionTitle(subject, y), labelLimit: 240, grid: false } },
        color: {
          field: 'f1', type: 'quantitative', scale: bothSides ? { range: 'diverging', domainMid: 0, nice: true } : { range: 'ramp', nice: true },
          legend: { title: measure.unit.kind === 'percent' ? measure.label : axis.unit || measure.label, orient: 'right', gradientLength: 160, ...labels },
        },
        tooltip: tooltip(['f0', x.label], ['f2', y.label], ['t1', measure.label]),
      },
    }),
  }
}

/** How often one number takes which values, in up to twenty bands. */
export function drawHistogram({ measure }: { measure: Field }, subject: Subject): Drawn {
  const marks = subject.rows.flatMap((row): Mark[] => {
    const value = numberOf(row[measure.index])
    return value === null ? [] : [{ f0: value }]
  })
  if (marks.length < 2) return { no: 'a distribution needs more values' }
  if (marks.length > mostMarks) return { no: `${marks.length.toLocaleString('en')} values are too many to draw at once` }
  const axis = measureAxis(measure.unit, marks.map((mark) => Number(mark.f0)))
  return {
    kind: 'histogram',
    reason: `Bands show how the values of ${measure.label} are spread.`,
    spec: frame({ ...subject, made: `Distribution of ${measure.label}` }, [axis.unit, missingNote(subject.rows.length - marks.length)], marks, {
      mark: { type: 'bar' },
      encoding: {
        x: { field: 'f0', type: 'quantitative', bin: { maxbins: 20 }, axis: { ...axisOf(axis), title: measure.label, grid: false } },
        y: { aggregate: 'count', type: 'quantitative', axis: { title: 'Rows', tickMinStep: 1 } },
        tooltip: [{ field: 'f0', bin: { maxbins: 20 }, type: 'quantitative', title: measure.label }, { aggregate: 'count', type: 'quantitative', title: 'Rows' }],
      },
    }),
  }
}
