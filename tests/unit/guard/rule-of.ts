import { Failure } from '../../../shared/model/failure.ts'
import type { Dialect } from '../../../shared/model/value.ts'
import { guard } from '../../../electron/guard/guard.ts'

/** The rule by which the guard refuses a text, or null when it lets it run. */
export function ruleOf(sql: string, dialect: Dialect): unknown {
  try {
    guard(sql, dialect)
    return null
  } catch (failure) {
    if (!(failure instanceof Failure) || failure.code !== 'REFUSED_BY_GUARD') throw failure
    return failure.detail?.rule
  }
}
