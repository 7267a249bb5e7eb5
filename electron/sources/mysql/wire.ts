import { connect, type Socket } from 'node:net'
import { getCACertificates } from 'node:tls'
import { createConnection, type Connection, type ConnectionOptions, type FieldPacket, type QueryError } from 'mysql2'
import type { SourceSpec } from '../../../shared/model/source.ts'

export type MysqlSpec = Extract<SourceSpec, { kind: 'mysql' }>
export type MysqlSecrets = { password?: string }

/** How long to wait, in milliseconds, for a connection and for the answer to a statement of our own. */
export type Patience = { connect: number; command: number }
export const defaultPatience: Patience = { connect: 10_000, command: 10_000 }

/** How to reach one server; made once per source so that connections share a TLS context. */
export type Address = { spec: MysqlSpec; secrets: MysqlSecrets; patience: Patience; ssl: ConnectionOptions['ssl'] }

/** What a running statement hears, in order: `fields` once, `row` for each, then `end` or `fail`, exactly one of the two. */
export type Replies = {
  fields: (fields: FieldPacket[] | undefined) => void
  row: (row: unknown[]) => void
  end: () => void
  fail: (error: Error) => void
}

/** Bytes of the answer to a statement of ours; grants and variables are a thousandth of it. */
const longestReply = 16 * 1024 * 1024
/** A greeting is about a hundred bytes. What claims to be much longer or shorter speaks another protocol, or means harm. */
const greetingBytes = { least: 40, most: 4_096 }

export function addressOf(spec: MysqlSpec, secrets: MysqlSecrets, patience: Patience): Address {
  return { spec, secrets, patience, ssl: transportOf(spec) }
}

function transportOf({ tls, ca }: MysqlSpec): ConnectionOptions['ssl'] {
  if (tls === 'off') return undefined
  if (tls === 'encrypt') return { rejectUnauthorized: false, minVersion: 'TLSv1.2' }
  const trusted = [...getCACertificates('default'), ...getCACertificates('system'), ...(ca === undefined ? [] : [ca])]
  return { rejectUnauthorized: true, verifyIdentity: true, minVersion: 'TLSv1.2', ca: trusted }
}

/** Every option the driver gets; nothing of a specification is passed through. */
function options({ spec, secrets, patience, ssl }: Address, socket: Socket): ConnectionOptions {
  return {
    host: spec.host, port: spec.port, user: spec.user, password: secrets.password, stream: () => socket, ssl,
    connectTimeout: patience.connect, charset: 'utf8mb4_unicode_ci', compress: false, multipleStatements: false,
    // The default flags offer LOCAL INFILE, with which a server can ask for any file of this machine.
    flags: ['-LOCAL_FILES', '-ODBC', '-IGNORE_SPACE'],
    // Integers come as numbers where a number is exact and as strings beyond; values.ts makes all of them strings.
    // With bigNumberStrings the driver would divide each by ten until nothing is left, at four times the cost.
    rowsAsArray: true, supportBigNumbers: true, bigNumberStrings: false, dateStrings: true, jsonStrings: true, decimalNumbers: false,
    timezone: 'Z', trace: false, maxPreparedStatements: 16,
  }
}

/**
 * One connection to a server, greeted and logged in. Its socket is our own: the driver's `destroy` only says goodbye
 * and waits for the other side, while this one is gone at once, and counts what arrives. Errors of the driver that have
 * no listener elsewhere end here, so that none is ever unhandled.
 */
export class Wire {
  readonly #connection: Connection
  readonly #socket: Socket
  readonly #patience: Patience
  readonly #waiting = new Set<(error: Error) => void>()
  #broken: Error | null = null

  private constructor(connection: Connection, socket: Socket, patience: Patience) {
    this.#connection = connection
    this.#socket = socket
    this.#patience = patience
    connection.on('error', (error: Error) => this.destroy(error))
    socket.on('close', () => this.destroy(lost()))
  }

  /** Fails with the driver's own error; failures.ts makes it plain. */
  static async open(address: Address): Promise<Wire> {
    const socket = dial(address.spec)
    const wire = new Wire(createConnection(options(address, socket)), socket, address.patience)
    await wire.#asked<unknown>(address.patience.connect, (done) => wire.#connection.connect((error) => done(error, undefined)))
    return wire
  }

  get broken(): boolean { return this.#broken !== null }

  /** Bytes received since the connection began, as they come over the wire. */
  get received(): number { return this.#socket.bytesRead }

  /** Runs a literal of ours in the text protocol, for what cannot be prepared. Rows come as arrays; a reply that does not end breaks the connection. */
  command(sql: string, milliseconds = this.#patience.command): Promise<unknown[][]> {
    const before = this.received
    return this.#asked<unknown[][]>(milliseconds, (done) => {
      const rows: unknown[][] = []
      const running = this.#connection.query({ sql, rowsAsArray: true })
      running.on('result', (row: unknown) => {
        // What changes something is answered with an object.
        if (Array.isArray(row) && !this.broken) rows.push(row)
        if (this.received - before > longestReply) this.destroy(Object.assign(new Error('The reply does not end.'), { code: 'NOT_MYSQL' }))
      })
      running.on('error', (error: QueryError) => done(error, rows))
      running.on('end', () => done(null, rows))
    })
  }

  async ping(milliseconds: number): Promise<void> {
    await this.#asked<unknown>(milliseconds, (done) => this.#connection.ping((error) => done(error, undefined)))
  }

  /**
   * Prepares and runs a statement. The prepared statement is dropped after it ends: it would stay bound to the database
   * that was current when it was prepared, and count against the server's limit.
   */
  execute(sql: string, values: unknown[], replies: Replies): void {
    if (this.#broken) { replies.fail(this.#broken); return }
    let over = false
    const finish = (error: Error | null): void => {
      if (over) return
      over = true
      this.#waiting.delete(finish)
      if (!this.#broken) this.#connection.unprepare(sql)
      if (error) replies.fail(error)
      else replies.end()
    }
    this.#waiting.add(finish)
    const running = this.#connection.execute({ sql, values })
    running.on('fields', replies.fields)
    running.on('result', replies.row)
    running.on('error', (error: Error) => {
      // An error with a number is the server's answer; any other means that the two sides no longer understand each other.
      if (isServerError(error)) finish(error)
      else this.destroy(error)
    })
    running.on('end', () => finish(null))
  }

  pause(): void { this.#connection.pause() }
  resume(): void { if (!this.#broken) this.#connection.resume() }

  /** Says goodbye, so that the server does not log an aborted connection, and waits for it at most half a second. */
  async end(): Promise<void> {
    if (this.#broken) return
    await this.#asked<unknown>(500, (done) => this.#connection.end((error) => done(error, undefined))).catch(() => undefined)
    this.destroy(lost())
  }

  /** Ends the connection at once; whatever waits for it fails with the reason. */
  destroy(reason: Error): void {
    if (this.#broken) return
    this.#broken = reason
    this.#connection.destroy()
    this.#socket.destroy()
    for (const fail of this.#waiting) fail(reason)
    this.#waiting.clear()
  }

  #asked<T>(milliseconds: number, ask: (done: (error: QueryError | null, value: T) => void) => void): Promise<T> {
    if (this.#broken) return Promise.reject(this.#broken)
    return new Promise<T>((resolve, reject) => {
      const overdue = setTimeout(() => this.destroy(Object.assign(new Error('The server does not answer.'), { code: 'ETIMEDOUT' })), milliseconds)
      const fail = (error: Error): void => { clearTimeout(overdue); this.#waiting.delete(fail); reject(error) }
      this.#waiting.add(fail)
      ask((error, value) => {
        if (error) {
          fail(error)
          if (!isServerError(error)) this.destroy(error)
          return
        }
        clearTimeout(overdue)
        this.#waiting.delete(fail)
        resolve(value)
      })
    })
  }
}

/** Whether the error is an answer of a server that goes on listening. */
function isServerError(error: Error): boolean {
  return 'errno' in error && typeof error.errno === 'number' && error.errno > 0 && !('fatal' in error && error.fatal === true)
}

function lost(): Error {
  return Object.assign(new Error('The connection was closed.'), { code: 'PROTOCOL_CONNECTION_LOST' })
}

function dial({ host, port }: MysqlSpec): Socket {
  const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 })
  // The driver passes no server name for an address, and Node then compares the certificate with `_host` of the socket,
  // which it sets for names only, and with "localhost" failing that. So the address is put where Node looks for it.
  Object.defineProperty(socket, '_host', { value: host, writable: true })
  socket.once('data', (first: Buffer) => {
    if (first.length >= 5 && !isGreeting(first)) socket.destroy(Object.assign(new Error('What answers is not a MySQL server.'), { code: 'NOT_MYSQL' }))
  })
  return socket
}

/** A packet of sensible length, numbered 0, that says protocol 10, or an error. */
function isGreeting(first: Buffer): boolean {
  const length = first.readUIntLE(0, 3)
  return length <= greetingBytes.most && first[3] === 0 && ((first[4] === 10 && length >= greetingBytes.least) || first[4] === 255)
}
