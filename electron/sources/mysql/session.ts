import type { Dialect } from '../../../shared/model/value.ts'
import { quoteName } from './quote.ts'
import { Wire, type Address } from './wire.ts'

/**
 * What every session is set to, whatever the server's own settings are.
 *
 * The mode agrees with how electron/guard reads a statement of the family: `"x"` is a text (no ANSI_QUOTES), a backslash
 * escapes (no NO_BACKSLASH_ESCAPES), `||` joins texts (PIPES_AS_CONCAT). NO_UNSIGNED_SUBTRACTION lets the difference
 * of two unsigned columns be negative instead of an error. The strict modes are left out because they concern writing alone.
 */
const sqlMode = 'PIPES_AS_CONCAT,NO_UNSIGNED_SUBTRACTION'
/**
 * Refuses a column whose value within a group would be picked at random. Not for MariaDB, which takes no account of keys
 * (GROUP BY the primary key does not free the other columns) and applies the mode of the session to the inside of views,
 * so that views which work for everybody else would fail: three of the seven of the sakila database do.
 */
const fullGroups = ',ONLY_FULL_GROUP_BY'
/** The default of 1 kB cuts a list off without a word. */
const groupConcatBytes = 16 * 1024 * 1024

const settingsOf = (dialect: Dialect): string[] => [
  'SET NAMES utf8mb4',
  `SET SESSION sql_mode = '${sqlMode}${dialect === 'mariadb' ? '' : fullGroups}', SESSION time_zone = '+00:00', SESSION autocommit = 1, SESSION group_concat_max_len = ${groupConcatBytes}, `
  + `SESSION div_precision_increment = 4, SESSION default_week_format = 0, SESSION lc_time_names = 'en_US'`,
  // TiDB ignores the statement or refuses it as a no-op: there the guard and the grants stand alone.
  ...(dialect === 'tidb' ? [] : ['SET SESSION TRANSACTION READ ONLY']),
]

/** One prepared connection and what is set on it. */
export class Session {
  readonly wire: Wire
  /** The server's number for it, as digits: TiDB's have 64 bits. */
  readonly id: string
  readonly dialect: Dialect
  readonly version: string
  #database: string | null = null
  #milliseconds = 0

  private constructor(wire: Wire, id: string, version: string) {
    this.wire = wire
    this.id = id
    this.version = version
    this.dialect = dialectOf(version)
  }

  static async open(address: Address): Promise<Session> {
    const wire = await Wire.open(address)
    try {
      const [facts] = await wire.command('SELECT VERSION(), CONNECTION_ID()')
      const [version, id] = facts ?? []
      const session = new Session(wire, String(id), printable(String(version)))
      for (const setting of settingsOf(session.dialect)) await wire.command(setting)
      return session
    } catch (error) {
      wire.destroy(error instanceof Error ? error : new Error('The session could not be prepared.'))
      throw error
    }
  }

  /** Makes a database current. `afresh` asks the server even if it is: it may have been dropped since. */
  async use(database: string, afresh = false): Promise<void> {
    if (this.#database === database && !afresh) return
    this.#database = null
    await this.wire.command(`USE ${quoteName(database)}`)
    this.#database = database
  }

  /** The server's own deadline for each statement from now on. */
  async allow(milliseconds: number): Promise<void> {
    if (this.#milliseconds === milliseconds) return
    await this.wire.command(this.dialect === 'mariadb'
      ? `SET SESSION max_statement_time = ${(milliseconds / 1_000).toFixed(3)}`
      : `SET SESSION max_execution_time = ${Math.ceil(milliseconds)}`)
    this.#milliseconds = milliseconds
  }
}

/** MariaDB says "10.11.6-MariaDB-…" and TiDB "8.0.11-TiDB-v7.5.1"; everything else is taken for MySQL. */
function dialectOf(version: string): Dialect {
  if (/\btidb\b/i.test(version)) return 'tidb'
  return /mariadb/i.test(version) ? 'mariadb' : 'mysql'
}

/** The version is text of a stranger: one short line without control characters. */
function printable(version: string): string {
  return version.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 80)
}
