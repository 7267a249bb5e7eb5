import type { Plan } from '../../shared/model/plan.ts'
import type { Field } from './fields.ts'
import type { Subject } from './frame.ts'

/** What the chart is called: the plan's title, or "Revenue and budget by region"; and the period that it covers. */
export function titleOf(fields: readonly Field[], plan: Plan | null): Pick<Subject, 'given' | 'made' | 'notes'> {
  const period = plan?.kind === 'query' ? plan.period?.label : undefined
  return { given: plan?.display?.title ?? null, made: madeOf(fields), notes: period === undefined ? [] : [period] }
}

/** The subject of a chart that shows these fields only. */
export function showingOnly(fields: readonly Field[], subject: Subject): Subject {
  return { ...subject, made: madeOf(fields) }
}

function madeOf(fields: readonly Field[]): string {
  const measures = fields.filter((field) => field.role.kind === 'measure').map((field) => field.label)
  const dimensions = fields.filter((field) => field.role.kind !== 'measure').map((field) => field.label)
  const [what, by] = measures.length === 0 ? [dimensions, []] : [measures, dimensions]
  const words = listed(what.map((label, at) => (at === 0 ? label : lowered(label))))
  return by.length === 0 ? words : `${words} by ${listed(by.map(lowered))}`
}

/** "Region" → "region" in the middle of a title; "EBITDA" and "SKU" stay. */
function lowered(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}

/** "a", "a and b", "a, b and c". */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1] ?? ''}`
}
