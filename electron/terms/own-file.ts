import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Failure } from '../../shared/model/failure.ts'

/** Whose vocabulary it is: a source as it is saved, and one of its databases. */
export type TermPlace = { sourceId: string; database: string }

/** The file of a user's own vocabulary: `<folder>/<source>/<database>.yaml`, whatever the two are called. */
export function ownFile(folder: string, place: TermPlace): string {
  return join(folder, safeName(place.sourceId), `${safeName(place.database)}.yaml`)
}

/** Names that Windows keeps for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/

/** A name that every file system takes and tells from others. Anything but plain lower-case words gets a digest, since "Shop" and "shop" are one file on some. */
function safeName(name: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,63}$/.test(name) && !reserved.test(name)) return name
  const readable = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40)
  return `${readable === '' ? 'name' : readable}.${createHash('sha256').update(name).digest('hex').slice(0, 16)}`
}

/** The text of the file; empty when there is none. */
export function readOwnFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR') return ''
    throw new Failure('FILE_UNREADABLE', `Your vocabulary file ${path} cannot be read.`, { hint: 'Make it readable for your account, then try again.', retry: true, detail: { path, code: codeOf(cause) }, cause })
  }
}

/**
 * Puts a new text in the place of the file at once, or leaves it as it was: written beside it, flushed to the disk, renamed. Only its owner may read
 * it. Fails with DISK_FULL or ACCESS_DENIED.
 */
export function writeOwnFile(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    replaceFile(path, text)
    flushFolder(dirname(path))
  } catch (cause) {
    const more = { retry: true, detail: { path, code: codeOf(cause) }, cause }
    if (codeOf(cause) === 'ENOSPC' || codeOf(cause) === 'EDQUOT') throw new Failure('DISK_FULL', 'The disk is full; the vocabulary was not changed.', { hint: 'Free some space, then save again.', ...more })
    throw new Failure('ACCESS_DENIED', `Your vocabulary file ${path} cannot be written; it was not changed.`, { hint: 'Make the file and its folder writable for your account, then save again.', ...more })
  }
}

function replaceFile(path: string, text: string): void {
  const part = `${path}.${process.pid}.part`
  const file = openSync(part, 'w', 0o600)
  try {
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

/** Windows cannot open a folder; there the rename is durable by itself. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const opened = openSync(folder, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)
