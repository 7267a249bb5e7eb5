import { Failure } from '../../shared/model/failure.ts'
import type { Expression, QueryPlan } from '../../shared/model/plan.ts'
import { columnNamed, tableNamed } from '../catalog/lookup.ts'
import { folded } from '../catalog/names.ts'
import type { Limits } from '../sources/source.ts'
import type { Knowledge } from './question.ts'
import { shortQuery } from './short-query.ts'

const most = 100
const limits: Limits = { rows: most, milliseconds: 2_000, bytes: 1024 * 1024 }

/**
 * Up to 100 distinct values of a text column that contain `text`, whatever its case, in order: from the profile where it has all of them, else asked
 * of the source within two seconds. Fails with BAD_REQUEST for a column that is not there or holds no text, TIMEOUT, CANCELLED, or as the source fails.
 */
export async function columnValues(knowledge: Pick<Knowledge, 'context'>, wanted: { table: string; column: string; text: string }, signal: AbortSignal): Promise<string[]> {
  const { context } = knowledge
  const table = tableNamed(context.catalog, wanted.table)
  const column = table === undefined ? undefined : columnNamed(table, wanted.column)
  if (table === undefined || column === undefined) throw new Failure('BAD_REQUEST', `There is no column ${wanted.table}.${wanted.column} in this database.`, { hint: 'Choose a column of this database.' })
  const known = column.profile?.values
  if (known !== undefined) return known.filter((value) => folded(value).includes(folded(wanted.text))).slice(0, most)
  if (column.type.kind !== 'text') throw new Failure('BAD_REQUEST', `${table.name}.${column.name} holds no text.`, { hint: 'Write the value yourself.' })
  const rows = await shortQuery(valuesPlan(table.name, column.name, wanted.text), context, limits, signal)
  return rows.flatMap(([value]) => (typeof value === 'string' ? [value] : []))
}

function valuesPlan(table: string, column: string, text: string): QueryPlan {
  const value: Expression = { kind: 'column', table: 't1', column }
  return {
    kind: 'query', tables: [{ id: 't1', table }], joins: [], show: [{ id: 's1', label: column, value }], context: [], measures: [], by: [],
    where: text === '' ? { kind: 'not', of: { kind: 'isNull', of: value } } : { kind: 'text', match: 'contains', of: value, pattern: text },
    order: [{ by: value, direction: 'asc' }], limit: { count: most, ties: 'cut' }, distinct: true, compare: [], calendar: 'calendar',
  }
}
