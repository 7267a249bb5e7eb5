import type { Catalog, Table } from '../../../shared/model/catalog.ts'
import type { CalendarName, Condition, Plan } from '../../../shared/model/plan.ts'
import type { ColumnName } from '../../../shared/model/plan-edit.ts'
import { Failure } from '../../../shared/model/failure.ts'
import type { IsoDate } from '../../../shared/model/value.ts'
import type { Glossary } from '../../terms/glossary.ts'

/** What an edit depends on beside the plan itself. */
export type EditSetting = { catalog: Catalog; glossary: Glossary | null; asOf: IsoDate; calendar: CalendarName }

/** The same while one edit is made: `fresh` gives ids that nothing in the whole plan has, `taken` are those that something has. */
export type Work = EditSetting & { fresh: (prefix: string) => string; taken: Set<string> }

/** Everything that has an id in a plan, sub-plans included, keeps its id to itself. */
export function workOn(plan: Plan, setting: EditSetting): Work {
  const taken = new Set<string>()
  const look = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(look)
    else if (typeof node === 'object' && node !== null) {
      if ('id' in node && typeof node.id === 'string') taken.add(node.id)
      Object.values(node).forEach(look)
    }
  }
  look(plan)
  const fresh = (prefix: string): string => {
    for (let number = 1; ; number++) {
      const id = `${prefix}${number}`
      if (taken.has(id)) continue
      taken.add(id)
      return id
    }
  }
  return { ...setting, fresh, taken }
}

export const edited = { origin: { from: 'edit' as const } }

/** Fails with PLAN_INVALID for a table that the database does not have. */
export function tableNamed(name: string, { catalog }: EditSetting): Table {
  const found = catalog.tables.find((table) => table.name === name)
  if (found === undefined) throw new Failure('PLAN_INVALID', `There is no table "${name}".`, { hint: 'Choose a table of this database.' })
  return found
}

/** Fails with PLAN_INVALID for a column that the database does not have. */
export function columnNamed({ table, column }: ColumnName, setting: EditSetting): Table['columns'][number] {
  const found = tableNamed(table, setting).columns.find((each) => each.name === column)
  if (found === undefined) throw new Failure('PLAN_INVALID', `"${table}" has no column "${column}".`, { hint: 'Choose a column of this table.' })
  return found
}

export function noSuchPart(path: string): Failure {
  return new Failure('PLAN_INVALID', `The plan has no part "${path}".`, { hint: 'The plan has changed since; try again.', detail: { path } })
}

export const allOf = (conditions: readonly Condition[]): Condition | undefined => (conditions.length < 2 ? conditions[0] : { kind: 'all', of: [...conditions] })
