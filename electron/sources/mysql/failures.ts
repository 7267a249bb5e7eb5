import { Failure, type FailureCode } from '../../../shared/model/failure.ts'
import { legible } from '../legible.ts'
import type { MysqlSecrets, MysqlSpec } from './wire.ts'

/** Turns whatever the driver, Node or the server throws into a Failure; a Failure passes as it is. */
export type Explain = (error: unknown, about?: { database?: string; sql?: string }) => Failure

type Wording = { code: FailureCode; message: string; hint: string; retry?: boolean }
type Facts = { code: string; errno: number; sqlState: string; text: string }

const longestServerText = 500

export function cancelled(): Failure {
  return new Failure('CANCELLED', 'The query was cancelled.', { hint: 'Ask again when you need the answer.' })
}

export function overdue(milliseconds: number): Failure {
  const seconds = Math.max(1, Math.round(milliseconds / 1_000))
  return new Failure('TIMEOUT', `The query did not finish within ${seconds} second${seconds === 1 ? '' : 's'}, so it was stopped.`, {
    hint: 'Ask for a shorter period or fewer rows, or allow more time.', retry: true,
  })
}

export function tooLarge(bytes: number): Failure {
  return new Failure('TOO_LARGE', `A single row of the answer is larger than the ${bytes} bytes allowed.`, { hint: 'Leave out the columns that hold long texts or files.' })
}

/** The failures of one source: its sentences name the server, and no text of the server that repeats the password gets through. */
export function explainer(spec: MysqlSpec, secrets: MysqlSecrets): Explain {
  return (error, about = {}) => {
    if (error instanceof Failure) return error
    const facts = factsOf(error, secrets.password)
    const { code, message, hint, retry } = wordingOf(facts, spec, about.database)
    const detail = {
      host: spec.host, port: spec.port, user: spec.user,
      ...(about.database === undefined ? {} : { database: about.database }),
      ...(about.sql === undefined ? {} : { sql: about.sql }),
      ...(facts.errno > 0 ? { errno: facts.errno, sqlState: facts.sqlState } : {}),
      server: facts.text,
    }
    // The driver's error is not handed on: it carries the statement and, from a hostile server, anything else.
    return new Failure(code, message, { hint, retry, detail, cause: new Error(facts.code === '' ? facts.text : `${facts.code}: ${facts.text}`) })
  }
}

function factsOf(error: unknown, password: string | undefined): Facts {
  const parts: Record<string, unknown> = typeof error === 'object' && error !== null ? { ...error } : {}
  const message = error instanceof Error ? error.message : String(error)
  const hide = (text: string): string => (password ? text.replaceAll(password, '•••') : text)
  return {
    code: typeof parts.code === 'string' ? parts.code : '',
    // Node's own errors have a negative one.
    errno: typeof parts.errno === 'number' && parts.errno > 0 ? parts.errno : 0,
    sqlState: typeof parts.sqlState === 'string' ? parts.sqlState.slice(0, 5) : '',
    // Marks that show nothing may stand inside the password, so it is looked for again without them.
    text: hide(legible(hide(message).replaceAll(/\p{Cc}+/gu, ' '))).slice(0, longestServerText),
  }
}

function wordingOf({ code, errno, text }: Facts, spec: MysqlSpec, database: string | undefined): Wording {
  const server = `${spec.host}:${spec.port}`
  return byNumber(errno, server, spec.user, database, text) ?? byName(code, server, text)
}

/** What the server says by number; the same numbers in MySQL, MariaDB and TiDB unless noted. */
function byNumber(errno: number, server: string, user: string, database: string | undefined, text: string): Wording | null {
  switch (errno) {
    case 1045: case 1698: case 1251: case 1862: case 3118: case 4151:
      return { code: 'ACCESS_DENIED', message: `The server ${server} did not accept user "${user}" with this password.`, hint: 'Check the user name and the password.' }
    case 1129: case 1130:
      return { code: 'ACCESS_DENIED', message: `The server ${server} does not accept connections from this computer.`, hint: 'Ask the administrator of the database to allow this computer.' }
    case 1044:
      return { code: 'ACCESS_DENIED', message: `User "${user}" may not use the database${database === undefined ? '' : ` "${database}"`}.`, hint: 'Ask the administrator for the right to read it.' }
    case 1142: case 1143: case 1227: case 1370: case 1345: case 1356:
      return { code: 'ACCESS_DENIED', message: `User "${user}" may not read all that the query needs.`, hint: 'Ask the administrator for the right to read these tables.' }
    case 1049:
      return { code: 'DATABASE_GONE', message: `The database${database === undefined ? '' : ` "${database}"`} does not exist on ${server}.`, hint: 'Choose another database, or ask whether it was renamed.' }
    case 3159:
      return { code: 'TLS_REFUSED', message: `The server ${server} accepts encrypted connections only.`, hint: 'Turn encryption on for this source.' }
    case 1040: case 1203: case 1226:
      return { code: 'SOURCE_UNREACHABLE', message: `The server ${server} has no connection left to give.`, hint: 'Try again in a moment, or make the pool of this source smaller.', retry: true }
    case 1053: case 1077: case 1079: case 1927: case 3169: case 4031:
      return { code: 'CONNECTION_LOST', message: `The server ${server} closed the connection.`, hint: 'Try again; it will connect anew.', retry: true }
    // MariaDB's own number for max_statement_time, for which the driver knows no name; 3024 is MySQL's and TiDB's.
    case 1969: case 3024:
      return { code: 'TIMEOUT', message: 'The query took longer than allowed, so the database stopped it.', hint: 'Ask for a shorter period or fewer rows, or allow more time.', retry: true }
    case 1317:
      return { code: 'CANCELLED', message: 'The query was stopped in the database.', hint: 'Ask again, or ask the administrator why it was stopped.', retry: true }
    case 1153: case 1162: case 1301:
      return { code: 'TOO_LARGE', message: 'A value of the answer is larger than the server sends.', hint: 'Leave out the columns that hold long texts or files.' }
    case 1193:
      return { code: 'SOURCE_UNSUPPORTED', message: `The server ${server} is of a version that Quaestor does not know how to keep read-only.`, hint: 'MySQL 5.7 or newer, MariaDB 10.3 or newer, or TiDB is needed.' }
    case 0: return null
    default: return { code: 'QUERY_FAILED', message: `The database could not run the query: ${text}`, hint: 'Check the query. If the tables changed, read the database again.' }
  }
}

const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EINVAL'])
const lost = new Set(['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'])
const transport = new Set(['HANDSHAKE_SSL_ERROR', 'HANDSHAKE_NO_SSL_SUPPORT'])

/** What Node and the driver say by name. */
function byName(code: string, server: string, text: string): Wording {
  if (unreachable.has(code)) {
    return { code: 'SOURCE_UNREACHABLE', message: `Nothing answers at ${server}.`, hint: 'Check the address and the port, and that the server runs and can be reached from here.', retry: true }
  }
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT') {
    return { code: 'TLS_REFUSED', message: `The server ${server} does not offer encryption.`, hint: 'Ask the administrator to turn it on. Plain text is safe on this computer only.' }
  }
  if (transport.has(code) || /^(?:ERR_TLS|ERR_SSL|ERR_OSSL|ERR_CRYPTO|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED)/.test(code)) {
    return { code: 'TLS_REFUSED', message: `The identity of ${server} could not be proved: ${text}`, hint: 'Add the certificate of the authority that signed the server\'s, or connect by the name that the certificate carries.' }
  }
  if (lost.has(code)) return { code: 'CONNECTION_LOST', message: `The connection to ${server} was lost.`, hint: 'Try again; it will connect anew.', retry: true }
  if (code === 'AUTH_SWITCH_PLUGIN_ERROR' || code === 'MYSQL_CLEAR_PASSWORD_NOT_ENABLED') {
    return { code: 'ACCESS_DENIED', message: `The server ${server} asks for a way to log in that Quaestor does not offer.`, hint: 'Use an account with a password, over an encrypted connection.' }
  }
  if (text.startsWith('Can\'t add new command when connection is in closed state')) {
    return { code: 'CONNECTION_LOST', message: `The connection to ${server} was lost.`, hint: 'Try again; it will connect anew.', retry: true }
  }
  return { code: 'SOURCE_UNSUPPORTED', message: `What answers at ${server} does not behave like a MySQL server.`, hint: 'Check the address and the port.' }
}
