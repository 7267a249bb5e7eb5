import fs from 'node:fs'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from 'node:sqlite'
import { authorizers, type Authorizers } from './authorize.ts'
import { FaultError } from '../child/protocol.ts'

const mebibyte = 1024 * 1024
/** A longer text or blob fails with "string or blob too big"; with these SQLite's memory stays within reason, for its own heap limit is compiled out of Node. */
const limits = { length: 32 * mebibyte, sqlLength: 2 * mebibyte, attach: 0, likePatternLength: 5_000, vdbeOp: 5_000_000, triggerDepth: 1 }
const busyMilliseconds = 2_000
const header = Buffer.from('SQLite format 3\0', 'latin1')

/** What must stay the same for an open connection to go on serving. */
type State = { inode: bigint; size: bigint; modified: bigint; immutable: boolean }

function sizeOf(path: string): number | null {
  return fs.statSync(path, { throwIfNoEntry: false })?.size ?? null
}

/**
 * Looks at the file before SQLite does. A file in WAL mode that nobody has open is read as immutable, for SQLite would leave a -wal and a -shm
 * beside it even when it only reads; a -wal with content but without its -shm was left by a crash or a copy and cannot be read without writing.
 */
function readState(path: string): State {
  const stat = fs.statSync(path, { bigint: true })
  const descriptor = fs.openSync(path, 'r')
  const head = Buffer.alloc(20)
  try {
    fs.readSync(descriptor, head, 0, head.length, 0)
  } finally {
    fs.closeSync(descriptor)
  }
  if (stat.size === 0n) throw new FaultError({ at: 'state', reason: 'empty' })
  if (!head.subarray(0, header.length).equals(header)) throw new FaultError({ at: 'state', reason: 'foreign' })
  const walMode = head[18] === 2 || head[19] === 2
  const shared = sizeOf(`${path}-shm`) !== null
  if (walMode && !shared && (sizeOf(`${path}-wal`) ?? 0) > 0) throw new FaultError({ at: 'state', reason: 'unfinished' })
  return { inode: stat.ino, size: stat.size, modified: stat.mtimeNs, immutable: walMode && !shared }
}

function open(path: string, immutable: boolean): DatabaseSync {
  const url = pathToFileURL(path)
  url.searchParams.set('mode', 'ro')
  if (immutable) url.searchParams.set('immutable', '1')
  // Double quotes always name a column: were they also text, a misspelt column would silently become a constant and the number wrong.
  const database = new DatabaseSync(url, {
    readOnly: true, allowExtension: false, enableDoubleQuotedStringLiterals: false, defensive: true,
    readBigInts: true, returnArrays: false, timeout: busyMilliseconds, limits,
  })
  database.exec('PRAGMA trusted_schema=OFF; PRAGMA query_only=ON; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA cache_size=-16000')
  return database
}

/** One user file, open read-only and locked down. It is opened again by itself when the file on disk has been replaced or changed. */
export class LockedDatabase {
  readonly #path: string
  #open: { database: DatabaseSync; rules: Authorizers; state: State } | null = null

  constructor(path: string) {
    this.#path = path
  }

  /** Runs `work` with the rules for statements from outside. */
  asking<T>(work: (database: DatabaseSync) => T): T {
    return this.#under('ask', work)
  }

  /** Runs `work` with the rules for our own literals, which may read the schema. */
  discovering<T>(work: (database: DatabaseSync) => T): T {
    return this.#under('discover', work)
  }

  /** Fails when the file changed under an immutable connection: what was read may be torn. Call it after the last row. */
  proveUnchanged(): void {
    if (this.#open?.state.immutable === true && !this.#sameState(this.#open.state)) throw new FaultError({ at: 'state', reason: 'changed' })
  }

  #under<T>(rules: keyof Authorizers, work: (database: DatabaseSync) => T): T {
    const current = this.#current()
    current.database.setAuthorizer(current.rules[rules])
    return work(current.database)
  }

  #sameState(state: State): boolean {
    const now = readState(this.#path)
    return now.inode === state.inode && now.size === state.size && now.modified === state.modified && now.immutable === state.immutable
  }

  #current() {
    if (this.#open !== null && this.#sameState(this.#open.state)) return this.#open
    this.#open?.database.close()
    this.#open = null
    const state = readState(this.#path)
    const database = open(this.#path, state.immutable)
    this.#open = { database, rules: authorizers(database), state }
    return this.#open
  }
}
