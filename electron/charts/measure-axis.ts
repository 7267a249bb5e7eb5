import type { Unit } from '../../shared/model/value.ts'
import type { Field } from './fields.ts'

type Scale = { factor: number; word: string; expression: string }

const scales: Scale[] = [
  { factor: 1e9, word: 'billion', expression: "format(datum.value / 1e9, ',.3~f')" },
  { factor: 1e6, word: 'million', expression: "format(datum.value / 1e6, ',.3~f')" },
  { factor: 1e3, word: 'thousand', expression: "format(datum.value / 1e3, ',.3~f')" },
]

/** How the numbers of one axis are labelled: in thousands, millions or billions when they are large, which the unit then says. */
export type MeasureAxis = { unit: string; labels: { format: string } | { labelExpr: string }; whole: boolean }

/** Chooses labels for values of one unit; `values` are what the axis has to reach. */
export function measureAxis(unit: Unit, values: readonly (number | null)[]): MeasureAxis {
  const reach = values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0)
  if (unit.kind === 'percent') return { unit: '%', labels: { format: ',.3~%' }, whole: false }
  const name = unitName(unit)
  const scale = scales.find(({ factor }) => reach >= 10 * factor || (factor >= 1e6 && reach >= 2 * factor))
  if (scale !== undefined && unit.kind !== 'ratio') return { unit: [name, scale.word].filter((part) => part !== '').join(' '), labels: { labelExpr: scale.expression }, whole: false }
  const whole = values.every((value) => value === null || Number.isInteger(value))
  return { unit: name, labels: { format: ',.4~f' }, whole }
}

/** "USD", "days", "kg", or nothing. */
function unitName(unit: Unit): string {
  switch (unit.kind) {
    case 'money': return unit.currency ?? ''
    case 'days': case 'years': return unit.word ?? unit.kind
    case 'percent': return '%'
    case 'quantity': case 'count': case 'ratio': case 'none': return unit.word ?? ''
  }
}

/** "Revenue, USD million"; the label alone when there is no unit to say, or when it says the unit itself ("Margin %", "Days to pay"). */
export const axisTitle = (label: string, axis: MeasureAxis): string =>
  [label, ...(axis.unit === '' || label.toLowerCase().split(' ').includes(axis.unit) ? [] : [axis.unit])].filter((part) => part !== '').join(', ')

/** The Vega-Lite axis of a measure. Counts get no ticks between whole numbers. */
export const axisOf = (axis: MeasureAxis): Record<string, unknown> => ({ ...axis.labels, tickCount: 5, ...(axis.whole && { tickMinStep: 1 }) })

/** Measures share an axis when their numbers are of one kind. */
export const sameUnit = (a: Field, b: Field): boolean => a.unit.kind === b.unit.kind && a.unit.currency === b.unit.currency && a.unit.word === b.unit.word
