import type { Relationship } from '../../../shared/model/catalog.ts'
import type { Frame } from './frame.ts'
import type { Condition, Expression, QueryPlan, TableUse } from '../../../shared/model/plan.ts'
import type { IsoDate } from '../../../shared/model/value.ts'
import type { LanguageIndex } from '../index/language-index.ts'

/** Ids are unique in a whole plan, sub-plans included. */
export type Ids = { next: (prefix: string) => string; taken: string[]; /** The keys of instances that stand for a role, by id. */ roles: Map<string, number> }

/** The table instances a part of a plan may speak of. */
export type Scope = { index: LanguageIndex; ids: Ids; uses: Map<number, TableUse>; asOf: IsoDate; /** What it costs to join over a key, beside the usual. */ query?: (frame: Frame) => QueryPlan | null; prefer?: (relationship: Relationship, from: string, to: string) => number }

/** Fresh ids for one plan. */
export function freshIds(): Ids {
  const counters = new Map<string, number>()
  return {
    taken: [],
    roles: new Map(),
    next: (prefix) => {
      const number = (counters.get(prefix) ?? 0) + 1
      counters.set(prefix, number)
      return `${prefix}${number}`
    },
  }
}

/** A new instance of a table, or of the table whose rows play a role. */
export function useOf(at: number, index: LanguageIndex, ids: Ids): TableUse {
  const { name, role } = index.tables[at]!
  const id = ids.next('t')
  if (role === undefined) return { id, table: name }
  ids.roles.set(id, role.key)
  return { id, table: name, role: role.bare.join(' ') }
}

/** A column of the index, in the instance that stands for its table. */
export function columnIn(at: number, scope: Scope): Expression {
  const { table, name } = scope.index.columns[at]!
  return { kind: 'column', table: scope.uses.get(table)!.id, column: name }
}

export const number = (value: number): Expression => (Number.isInteger(value) ? { kind: 'literal', value: String(value), type: 'integer' } : { kind: 'literal', value, type: 'float' })

/** A literal to compare a column with. */
export function literalFor(value: number | string, at: number, scope: Scope): Expression {
  if (typeof value === 'string') return { kind: 'literal', value, type: scope.index.columns[at]!.kind === 'date' && /^\d{4}-\d\d-\d\d$/.test(value) ? 'date' : 'text' }
  return number(value)
}

/** All of some conditions. */
export const allOf = (conditions: readonly Condition[]): Condition => (conditions.length === 1 ? conditions[0]! : { kind: 'all', of: [...conditions] })
