import type { Cell } from '../../shared/model/value.ts'
import type { Field } from './fields.ts'

const given = /(^|[ _])(first|given)[ _]?name$|^forename$/i
const family = /(^|[ _])(last|family)[ _]?name$|^surname$/i

/** People are one category: a given and a family name side by side become one name, in a column of its own at the end of each row. */
export function wholeNames(fields: readonly Field[], rows: readonly Cell[][]): { fields: Field[]; rows: readonly Cell[][] } {
  const first = fields.find((field) => field.role.kind === 'category' && given.test(field.label))
  const last = fields.find((field) => field.role.kind === 'category' && family.test(field.label))
  if (first === undefined || last === undefined) return { fields: [...fields], rows }
  const whole: Field = { ...first, index: fields.length, id: `${first.id}+${last.id}`, label: 'Name' }
  return {
    fields: fields.filter((field) => field !== last).map((field) => (field === first ? whole : field)),
    rows: rows.map((row) => [...row.slice(0, fields.length), [row[first.index], row[last.index]].filter((part) => part != null).join(' ')]),
  }
}
