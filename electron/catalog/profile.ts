import type { Cell } from '../../shared/model/value.ts'
import type { Profile } from '../../shared/model/catalog.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { DescribedTable, ProfiledTable, Source } from '../sources/source.ts'

/** What profiling learned of one table: a profile per column name, and sample rows in column order. */
export type TableProfile = { columns: Map<string, Profile>; sample: Cell[][] }

type ProfileOptions = {
  valueCap: number
  signal?: AbortSignal
  onProgress?: (done: number, of: number, table: string) => void
  onSkipped?: (table: string, failure: Failure) => void
}

/** Tables profiled at once: enough to hide a server's latency, few enough to leave its connections to the questions being asked. */
const concurrency = 4

const fatal = new Set(['CANCELLED', 'SOURCE_UNREACHABLE', 'DATABASE_GONE'])

function asFailure(error: unknown, table: string): Failure {
  if (error instanceof Failure) return error
  return new Failure('INTERNAL', `Reading the contents of "${table}" failed.`, { hint: 'The table can still be asked about. Read the source again to retry.', cause: error, retry: true })
}

export function cancelled(): Failure {
  return new Failure('CANCELLED', 'Reading the source was cancelled.', { hint: 'Start it again when you like.', retry: true })
}

function profileOf(profiled: ProfiledTable): TableProfile {
  const columns = profiled.columns.map(({ column, rows, distinct, nulls, min, max, values }): [string, Profile] => [
    column, { rows, distinct, nulls, min, max, ...(values === undefined ? {} : { values }) },
  ])
  return { columns: new Map(columns), sample: profiled.sample }
}

/**
 * Profiles tables, a few at a time. A table that cannot be profiled (no right to read it, too slow) is reported to `onSkipped` and left out of
 * the result. Fails with CANCELLED when the signal aborts, and with the source's failure when the source itself has gone.
 */
export async function profileTables(source: Source, database: string, tables: readonly DescribedTable[], options: ProfileOptions): Promise<Map<string, TableProfile>> {
  const { valueCap, signal } = options
  const profiles = new Map<string, TableProfile>()
  const waiting = tables.values()
  // One table's fatal failure stops the others too.
  const stop = new AbortController()
  const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal])
  let done = 0

  const worker = async (): Promise<void> => {
    for (const table of waiting) {
      if (both.aborted) return
      try {
        profiles.set(table.name, profileOf(await source.profile(database, table, { valueCap, signal: both })))
      } catch (error) {
        if (both.aborted) return
        const failure = asFailure(error, table.name)
        if (fatal.has(failure.code)) {
          stop.abort()
          throw failure
        }
        options.onSkipped?.(table.name, failure)
      }
      done += 1
      options.onProgress?.(done, tables.length, table.name)
    }
  }

  await Promise.all(Array.from({ length: concurrency }, worker))
  if (signal?.aborted === true) throw cancelled()
  return profiles
}
