import type { ResultColumn } from '../../../shared/model/result.ts'

/** The heading of a column with what its numbers measure: "Revenue (USD)". A file has no other place to say it, and a cell is to stay a number. */
export function heading({ label, unit }: ResultColumn): string {
  const measure = unit?.kind === 'money' ? unit.currency : unit?.kind === 'days' || unit?.kind === 'years' ? unit.kind : unit?.word
  return measure === undefined || measure === '' || label.toLowerCase().includes(measure.toLowerCase()) ? label : `${label} (${measure})`
}
