import type { Plan } from '../../shared/model/plan.ts'
import type { Cell } from '../../shared/model/value.ts'

/** So many readings are tried. */
const tried = 4

/** What a reading finds; null when that is not known, because it takes too long or fails. */
export type Finds = (plan: Plan) => Promise<Cell[][] | null>

/**
 * Readings with the first that finds something put first, when the best one finds nothing: a value was then most likely taken for one of the wrong
 * column. `empty` says that the best reading found nothing, whatever stands first now. Only readings that have to be looked at are run.
 */
export async function rowsFirst<Reading extends { plan: Plan }>(readings: readonly Reading[], finds: Finds): Promise<{ readings: Reading[]; empty: boolean }> {
  for (const [at, reading] of readings.slice(0, tried).entries()) {
    const rows = await finds(reading.plan)
    if (rows === null && at === 0) return { readings: [...readings], empty: false }
    if (rows !== null && !isNothing(rows)) return { readings: [reading, ...readings.filter((other) => other !== reading)], empty: at > 0 }
  }
  return { readings: [...readings], empty: readings.length > 0 }
}

/** No rows, or one that holds only nulls and zeros. */
const isNothing = (rows: Cell[][]): boolean => rows.length === 0 || (rows.length === 1 && rows[0]!.every((cell) => cell === null || cell === 0 || cell === '0'))
