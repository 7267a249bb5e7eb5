import { exactText } from './exact-text.ts'
import { numberOf } from './fields.ts'
import type { Field } from './fields.ts'
import { frame, labelOf, missingNote, mostMarks, tooltip } from './frame.ts'
import type { Drawn, Mark, Subject } from './frame.ts'
import { axisOf, axisTitle, measureAxis } from './measure-axis.ts'

export type PointParts = { x: Field; y: Field; series?: Field; name?: Field }

/** One point per row: two numbers against each other, coloured by a category, named in the tooltip. Rows without both numbers are left out and counted. */
export function drawPoints({ x, y, series, name }: PointParts, subject: Subject): Drawn {
  if (subject.rows.length > mostMarks) return { no: `${subject.rows.length.toLocaleString('en')} points are too many to read` }
  const marks = subject.rows.flatMap((row): Mark[] => {
    const [across, up] = [numberOf(row[x.index]), numberOf(row[y.index])]
    if (across === null || up === null) return []
    return [{
      f0: across, t0: exactText(row[x.index] ?? null, x.unit), f1: up, t1: exactText(row[y.index] ?? null, y.unit),
      ...(series !== undefined && { f2: labelOf(row[series.index] ?? null, series) }), ...(name !== undefined && { f3: labelOf(row[name.index] ?? null, name) }),
    }]
  })
  if (marks.length === 0) return { no: 'no row has both numbers' }
  const encoded = (field: 'f0' | 'f1', of: Field): Record<string, unknown> => {
    const axis = measureAxis(of.unit, marks.map((mark) => Number(mark[field])))
    return { field, type: 'quantitative', scale: { zero: false, nice: true }, axis: { ...axisOf(axis), title: axisTitle(of.label, axis), grid: true } }
  }
  return {
    kind: series === undefined ? 'scatter' : 'grouped scatter',
    reason: `Points set ${y.label} against ${x.label}${series === undefined ? '' : `, coloured by ${series.label}`}.`,
    spec: frame({ ...subject, made: `${y.label} against ${x.label}` }, [missingNote(subject.rows.length - marks.length)], marks, {
      mark: { type: 'point', opacity: 0.8 },
      encoding: {
        x: encoded('f0', x), y: encoded('f1', y),
        ...(series !== undefined && { color: { field: 'f2', type: 'nominal', sort: null, legend: { title: series.label, labelLimit: 220, columns: 4 } } }),
        tooltip: tooltip(...(name === undefined ? [] : [['f3', name.label] as [string, string]]), ...(series === undefined ? [] : [['f2', series.label] as [string, string]]), ['t0', x.label], ['t1', y.label]),
      },
    }),
  }
}
