import type { Plan } from '../../shared/model/plan.ts'
import type { Field } from './fields.ts'
import type { Subject } from './frame.ts'

/** What the chart is called: the plan's title, or "Revenue and budget by region"; and the period that it covers. */
export function titleOf(fields: readonly Field[], plan: Plan | null): Omit<Subject, 'rows'> {
  const measures = fields.filter((field) => field.role.kind === 'measure').map((field) => field.label)
  const dimensions = fields.filter((field) => field.role.kind !== 'measure').map((field) => field.label)
  const period = plan?.kind === 'query' ? plan.period?.label : undefined
  const made = measures.length === 0 ? listed(dimensions) : dimensions.length === 0 ? listed(measures) : `${listed(measures)} by ${listed(dimensions)}`
  return { given: plan?.display?.title ?? null, made, notes: period === undefined ? [] : [period] }
}

/** "a", "a and b", "a, b and c". */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1] ?? ''}`
}
