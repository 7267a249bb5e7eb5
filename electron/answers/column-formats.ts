import type { Answer } from '../../shared/model/answer.ts'
import type { ColumnFormat } from '../../shared/model/column-format.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { ResultColumn } from '../../shared/model/result.ts'
import type { Cell } from '../../shared/model/value.ts'
import { fieldsOf, type Role } from '../charts/fields.ts'

const numberKinds = new Set(['integer', 'decimal', 'float'])
/** Units of which a reader wants two places; exports and copies have every digit. */
const roundedUnits = new Set(['money', 'percent', 'days', 'years'])

/**
 * How each column of a result is written for a reader, by its id. The plan says whether dates stand for periods and numbers for parts of the
 * calendar; `rows` are some of its rows: amounts that are all below one unit keep every digit.
 */
export function columnFormats(columns: readonly ResultColumn[], plan: Plan | null, rows: readonly Cell[][]): Record<string, ColumnFormat> {
  const roles = fieldsOf(columns.map((column) => ({ ...column, part: 'show' })), plan, rows).map((field) => field.role)
  return Object.fromEntries(columns.map((column, at) => [column.id, columnFormat(column, roles[at] ?? { kind: 'category' }, rows.map((row) => row[at] ?? null))]))
}

/** How one column is written; `cells` are some of its cells. */
export function columnFormat(column: ResultColumn, role: Role, cells: readonly Cell[]): ColumnFormat {
  if (role.kind === 'time') return { kind: 'time', grain: role.grain, calendar: role.calendar }
  if (role.kind === 'cycle' && role.part !== 'year') return { kind: 'cycle', part: role.part }
  if (!numberKinds.has(column.type.kind)) return { kind: 'text' }
  const percent = column.unit?.kind === 'percent'
  const rounds = column.unit !== undefined && roundedUnits.has(column.unit.kind) && (percent || !cells.some(isSmall))
  return { kind: 'number', places: rounds ? 2 : null, grouped: !isName(column, role), percent }
}

/** Numbers that name something (years, keys) are not amounts: no thousands are set apart. */
function isName(column: ResultColumn, role: Role): boolean {
  return role.kind === 'cycle' || (role.kind === 'category' && /(^|[ _])(id|key|code|no|nr|number|zip|year)$/i.test(column.label))
}

function isSmall(cell: Cell): boolean {
  const value = Math.abs(Number(cell))
  return value > 0 && value < 1
}

/** Which columns are additive measures, and which are groupings: what a click on a number needs to list the rows behind it. */
export function openingColumns(columns: readonly ResultColumn[], plan: Plan | null): Answer['opens'] {
  if (plan?.kind !== 'query') return { measures: {}, groups: {} }
  const shown = new Map([...plan.show, ...plan.context].map(({ id, value }) => [id, value.kind === 'ref' ? value.id : id]))
  const fields = fieldsOf(columns.map((column) => ({ ...column, part: 'show' })), plan, [])
  const measures = new Set(plan.measures.map(({ id }) => id))
  const groups = new Set(plan.by.map(({ id }) => id))
  const named = (wanted: ReadonlySet<string>, keep: (role: Role) => boolean): Record<string, string> => Object.fromEntries(fields.flatMap(({ id, role }) => {
    const target = shown.get(id) ?? id
    return wanted.has(target) && keep(role) ? [[id, target]] : []
  }))
  return { measures: named(measures, (role) => role.kind === 'measure' && role.additive), groups: named(groups, () => true) }
}
