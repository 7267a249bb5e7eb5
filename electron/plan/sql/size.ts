import { Failure } from '../../../shared/model/failure.ts'
import type { Sql } from './tree.ts'

/** Parts of one expression of a statement; a statement of a person has dozens. */
const most = 20_000
const known = new WeakMap<object, number>()

/** The expression, unless it is too long. One that stands in several places is one object in the tree and is written out in each, so a few steps can make billions. */
export function bounded(expression: Sql): Sql {
  if (sizeOf(expression) <= most) return expression
  throw new Failure('PLAN_INVALID', 'What is asked for is too long to be one query.', { hint: 'Ask for less at once.', detail: { most } })
}

function sizeOf(part: unknown): number {
  if (typeof part !== 'object' || part === null) return 0
  const size = known.get(part) ?? Object.values(part).reduce<number>((sum, each) => sum + sizeOf(each), 1)
  known.set(part, size)
  return size
}
