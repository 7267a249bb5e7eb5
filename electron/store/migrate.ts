import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { damaged, tooNew } from './failures.ts'

/** Stands in the header of every store, so that no other SQLite file is taken for one: "Quae". */
const applicationId = 0x51756165

function pragma(database: DatabaseSync, name: 'application_id' | 'user_version' | 'schema_version'): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name])
}

function checkOurs(database: DatabaseSync, path: string, known: number): number {
  const version = pragma(database, 'user_version')
  const empty = version === 0 && pragma(database, 'schema_version') === 0
  if (!empty && pragma(database, 'application_id') !== applicationId) throw damaged(path, 'it belongs to another program')
  if (version > known) throw tooNew(path, version, known)
  return version
}

/** The version in the file's header (https://www.sqlite.org/fileformat.html#the_database_header), read without SQLite, which would leave a log beside it. */
function headerVersion(path: string): number {
  const header = Buffer.alloc(72)
  const file = openSync(path, 'r')
  try {
    readSync(file, header, 0, header.length, 0)
  } finally {
    closeSync(file)
  }
  return header.readUInt32BE(68) === applicationId ? header.readUInt32BE(60) : 0
}

/**
 * Looks at an existing file without changing a byte of it. Fails with STORE_TOO_NEW when it has taken steps that are not known here, with
 * STORE_DAMAGED when it is no store or not whole.
 */
export function inspect(path: string, known: number): void {
  const written = headerVersion(path)
  if (written > known) throw tooNew(path, written, known)
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 })
  try {
    checkOurs(database, path, known)
    const verdict = database.prepare('PRAGMA quick_check(1)').get()?.quick_check
    if (verdict !== 'ok') throw damaged(path, String(verdict))
  } finally {
    database.close()
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Catalogs can be read again, and hold values of the user's data, before version 3 in the clear: no copy of them is left lying about. */
function leaveOutCatalogs(path: string): void {
  const copy = new DatabaseSync(path)
  try {
    const kept = copy.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'catalogs'").get() !== undefined
    if (kept) copy.exec('PRAGMA journal_mode = MEMORY; PRAGMA secure_delete = ON; DELETE FROM catalogs')
  } finally {
    copy.close()
  }
}

/** Copies the committed state of the file through a connection of its own, so that a writer's lock can be held meanwhile. */
function backUp(path: string, version: number, at: Date): void {
  const target = `${path}.before-${version + 1}-${at.toISOString().replaceAll(/[:.]/g, '-')}`
  const unfinished = `${target}.part`
  rmSync(unfinished, { force: true })
  const reader = new DatabaseSync(path, { readOnly: true })
  try {
    // An existing empty file is taken, and keeps its mode; one that SQLite makes could be read by other accounts.
    closeSync(openSync(unfinished, 'wx', 0o600))
    reader.prepare('VACUUM INTO ?').run(unfinished)
  } finally {
    reader.close()
  }
  leaveOutCatalogs(unfinished)
  syncFile(unfinished)
  renameSync(unfinished, target)
}

/**
 * Takes the steps the file has not taken yet, all or none, after copying it to "<path>.before-<version>-<time>". Safe when two processes start at
 * once: the second waits for the first and finds nothing left to do.
 */
export function migrate(database: DatabaseSync, path: string, migrations: readonly string[], clock: () => Date): void {
  if (checkOurs(database, path, migrations.length) === migrations.length) return
  database.exec('BEGIN IMMEDIATE')
  try {
    const version = checkOurs(database, path, migrations.length)
    if (version > 0 && version < migrations.length) backUp(path, version, clock())
    for (const step of migrations.slice(version)) database.exec(step)
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`)
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
