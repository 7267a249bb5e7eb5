import { exactText } from './exact-text.ts'
import { numberOf } from './fields.ts'
import type { Field } from './fields.ts'
import { frame, labelOf, missingNote, placeOf, tooltip } from './frame.ts'
import type { Drawn, Mark, Subject } from './frame.ts'
import { measureAxis } from './measure-axis.ts'

/** More slices than this cannot be told apart. */
const mostSlices = 30

/** Parts of a whole as slices, clockwise in the order of the result, each named with its share. Negative parts are refused. */
export function drawPie({ category, measure }: { category: Field; measure: Field }, subject: Subject): Drawn {
  const cells = subject.rows.map((row) => row[measure.index] ?? null)
  const values = cells.map(numberOf)
  if (values.some((value) => (value ?? 0) < 0)) return { no: 'parts of a whole cannot be negative' }
  const whole = values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
  if (whole <= 0) return { no: 'the parts add up to nothing' }
  if (values.length > mostSlices) return { no: `${values.length.toLocaleString('en')} slices are too many to tell apart` }
  const seen = new Map<string, number>()
  const marks = subject.rows.map((row, at): Mark => {
    const name = labelOf(row[category.index] ?? null, category)
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    const value = values[at] ?? null
    const share = value === null ? 'no value' : `${((value / whole) * 100).toFixed(1)} %`
    return { f0: times === 1 ? name : `${name} (${times})`, f1: value, t1: exactText(cells[at] ?? null, measure.unit), f2: at, t2: share, f3: (value ?? 0) / whole >= 0.05 ? share : '', ...placeOf(subject, row, measure) }
  })
  const axis = measureAxis(measure.unit, [whole])
  const theta = { field: 'f1', type: 'quantitative', stack: true }
  const order = { field: 'f2', type: 'quantitative', sort: 'ascending' }
  const told = tooltip(['f0', category.label], ['t1', measure.label], ['t2', 'Share'])
  return {
    kind: 'pie',
    reason: `Slices show what part of the whole each ${category.label} is.`,
    spec: frame(subject, [measure.unit.kind === 'percent' ? '' : axis.unit, missingNote(values.filter((value) => value === null).length)], marks, {
      encoding: { theta, order },
      layer: [
        {
          mark: { type: 'arc', outerRadius: { expr: 'min(width, height) / 2 - 34' }, padAngle: 0.012, cornerRadius: 2 },
          encoding: { color: { field: 'f0', type: 'nominal', sort: null, legend: { title: null, orient: 'right', labelLimit: 220 } }, tooltip: told },
        },
        { mark: { type: 'text', radius: { expr: 'min(width, height) / 2 - 14' } }, encoding: { text: { field: 'f3', type: 'nominal' } } },
      ],
    }),
  }
}
