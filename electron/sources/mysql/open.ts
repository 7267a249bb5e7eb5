import { Failure } from '../../../shared/model/failure.ts'
import type { Dialect } from '../../../shared/model/value.ts'
import type { GuardedSql } from '../../guard/guarded.ts'
import { defaultLimits, type Limits, type Source, type SourceFacts, type StreamEvent } from '../source.ts'
import { readDatabases, readSchema, type Ask } from './describe.ts'
import { explaining, readEstimate } from './estimate.ts'
import { cancelled, explainer } from './failures.ts'
import { excessPrivileges } from './grants.ts'
import { killStatement } from './kill.ts'
import { Pool } from './pool.ts'
import { readProfile } from './profile.ts'
import { Session } from './session.ts'
import { collectRows, streamRows } from './stream.ts'
import { boundValue } from './values.ts'
import { addressOf, defaultPatience, type MysqlSecrets, type MysqlSpec, type Patience } from './wire.ts'

/** Discovery reads catalogs, not data: more rows than any question, a minute at most. */
const discoveryLimits: Limits = { ...defaultLimits, rows: 5_000_000, milliseconds: 60_000 }
/** The table or the database that a statement names is not there, or none is chosen. */
const perhapsDropped = new Set([1046, 1146])

type Statement = { database: string | null; sql: string; values: unknown[] }

/**
 * A server of the MySQL family: MySQL 5.7 and newer, MariaDB, TiDB. Connects when first asked; until then `dialect` is
 * "mysql", afterwards what the server is. Every method fails with a coded Failure.
 */
export function openMysql(spec: MysqlSpec, secrets: MysqlSecrets, patience: Patience = defaultPatience): Source {
  const address = addressOf(spec, secrets, patience)
  const explain = explainer(spec, secrets)
  const closing = new AbortController()
  const untilClosed = (signal?: AbortSignal): AbortSignal => (signal ? AbortSignal.any([signal, closing.signal]) : closing.signal)
  let dialect: Dialect = 'mysql'
  const pool = new Pool(spec.pool, async () => {
    const session = await Session.open(address)
    dialect = session.dialect
    return session
  })

  /** Runs work that needs no stream on a session of its own; aborting the signal gives the session up. */
  const withSession = async <T>(outer: AbortSignal | undefined, about: { database?: string }, work: (session: Session) => Promise<T>): Promise<T> => {
    const signal = untilClosed(outer)
    const session = await pool.acquire(signal).catch((error: unknown) => { throw explain(error, about) })
    try {
      return await abandonable(session, signal, work(session))
    } catch (error) {
      throw explain(error, about)
    } finally {
      pool.release(session)
    }
  }

  /** Streams one statement on a session that goes back to the pool as soon as the statement is over. */
  async function* run({ database, sql, values }: Statement, limits: Limits, outer: AbortSignal | undefined): AsyncGenerator<StreamEvent> {
    const signal = untilClosed(outer)
    const about = database === null ? {} : { database }
    const session = await pool.acquire(signal).catch((error: unknown) => { throw explain(error, about) })
    try {
      await abandonable(session, signal, (async () => {
        if (database !== null) await session.use(database)
        await session.allow(limits.milliseconds)
      })())
    } catch (error) {
      pool.release(session)
      throw explain(error, about)
    }
    yield* streamRows(session.wire, sql, values, {
      limits, signal, explain: (error, more) => explain(error, { ...about, ...more }),
      kill: (needed) => killStatement(address, session, needed),
      settled: () => pool.release(session),
    })
  }

  /** A missing table may mean that the whole database is gone, which is what a person needs to hear. */
  const withReason = async (error: unknown, database: string, signal: AbortSignal | undefined): Promise<unknown> => {
    if (!(error instanceof Failure) || !perhapsDropped.has(Number(error.detail?.errno))) return error
    try {
      await withSession(signal, { database }, (session) => session.use(database, true))
      return error
    } catch (reason) {
      return reason
    }
  }

  async function* stream(database: string, sql: GuardedSql, { limits, signal }: { limits: Limits; signal?: AbortSignal }): AsyncGenerator<StreamEvent> {
    try {
      yield* run(guardedStatement(database, sql, sql.text), limits, signal)
    } catch (error) {
      throw await withReason(error, database, signal)
    }
  }

  const asking = (database: string | null, signal: AbortSignal | undefined): Ask =>
    (sql, values = []) => collectRows(run({ database, sql, values }, discoveryLimits, signal))

  return {
    get dialect() { return dialect },

    test: (signal) => withSession(signal, {}, async (session): Promise<SourceFacts> => {
      const privileges = await excessPrivileges((sql) => session.wire.command(sql), session.dialect)
      const [protocol] = await session.wire.command("SHOW SESSION STATUS LIKE 'Ssl_version'")
      return { dialect: session.dialect, version: session.version, readOnly: privileges.length === 0, privileges, transport: transportOf(protocol?.[1]) }
    }),

    databases: (signal) => readDatabases(asking(null, signal)),

    describe: async (database, signal) => {
      // Being allowed in is asked first: information_schema shows a missing database as an empty one.
      await withSession(signal, { database }, (session) => session.use(database, true))
      return readSchema(asking(database, signal), database, dialect)
    },

    profile: (database, table, { valueCap, signal }) => readProfile(asking(database, signal), table, valueCap),

    estimate: async (database, sql, signal) => {
      try {
        return await readEstimate(run(guardedStatement(database, sql, explaining(sql.text, dialect)), discoveryLimits, signal))
      } catch (error) {
        throw await withReason(error, database, signal)
      }
    },

    stream,

    close: () => {
      closing.abort()
      return pool.close()
    },
  }
}

function guardedStatement(database: string, { parameters, dialect }: GuardedSql, sql: string): Statement {
  if (dialect === 'sqlite' || dialect === 'duckdb') {
    throw new Failure('INTERNAL', `A statement written for ${dialect} was sent to a MySQL server.`, { hint: 'Ask again; if it happens again, report it.', detail: { sql } })
  }
  return { database, sql, values: parameters.map(boundValue) }
}

/** Waits for the work, or for the signal: then the session's connection is cut, which ends the work too. */
async function abandonable<T>(session: Session, signal: AbortSignal, work: Promise<T>): Promise<T> {
  const abandon = (): void => session.wire.destroy(cancelled())
  if (signal.aborted) abandon()
  signal.addEventListener('abort', abandon, { once: true })
  try {
    return await work
  } finally {
    signal.removeEventListener('abort', abandon)
  }
}

/** "TLSv1.3" → "TLS 1.3"; null in plain text. */
function transportOf(protocol: unknown): string | null {
  const version = typeof protocol === 'string' ? /^TLSv([\d.]+)$/.exec(protocol)?.[1] : undefined
  return version === undefined ? null : `TLS ${version}`
}
