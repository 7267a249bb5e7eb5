import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { pieceBytes, type FileSource } from '../../shared/contract/files.ts'
import { Failure } from '../../shared/model/failure.ts'
import { codeOf } from './duckdb/datafiles.ts'
import { fileFailure } from './file.ts'
import { identifyPath } from './identify.ts'
import { legible } from './legible.ts'

/** Largest file that is taken in. */
const largest = 2 * 1024 ** 3
/** Uploads at once; each holds a file open. */
const most = 20
/** An upload that nothing was added to for so long is abandoned, in milliseconds. */
const patience = 3_600_000
const finished = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const unfinished = /^(\d+)-[0-9a-f-]{36}\.part$/

type Upload = { name: string; aside: string; handle: fs.FileHandle; bytes: number; received: number; busy: boolean; touchedAt: number }

/**
 * Files that are being taken in, piece by piece, from a browser. One that is finished stays under `<folder>/<id>/<name>` until it is forgotten; before, it lies
 * in a folder of its own beside them, which is renamed as the last act. `close` abandons what is unfinished.
 */
export class Uploads {
  readonly #folder: string
  readonly #clock: () => Date
  readonly #uploads = new Map<string, Upload>()
  readonly #sweeper: NodeJS.Timeout

  private constructor(folder: string, clock: () => Date) {
    this.#folder = folder
    this.#clock = clock
    this.#sweeper = setInterval(() => { void this.sweep() }, patience / 12).unref()
  }

  /** Makes the folder, and removes what uploads of a process that is gone left in it. Fails with ACCESS_DENIED or DISK_FULL. */
  static async open(folder: string, clock: () => Date = () => new Date()): Promise<Uploads> {
    await onDisk(folder, () => fs.mkdir(folder, { recursive: true, mode: 0o700 }))
    for (const name of await onDisk(folder, () => fs.readdir(folder))) {
      const aside = path.join(folder, name)
      if (await isLeftOver(aside)) await onDisk(aside, () => fs.rm(aside, { recursive: true, force: true }))
    }
    return new Uploads(folder, clock)
  }

  /** `name` is what the browser calls the file, `bytes` its size. Fails with TOO_LARGE, DISK_FULL, or BAD_REQUEST when too many are under way. */
  async begin({ name, bytes }: { name: string; bytes: number }): Promise<{ upload: string }> {
    if (!Number.isSafeInteger(bytes) || bytes < 0) throw new Failure('BAD_REQUEST', 'The size of the file is not known.', { hint: 'Choose the file again.' })
    if (bytes > largest) throw new Failure('TOO_LARGE', 'Files of more than 2 GB cannot be dropped here.', { hint: 'Open it from its place on this computer instead.', detail: { bytes, largest } })
    if (this.#uploads.size >= most) throw new Failure('BAD_REQUEST', `${most} files are being taken in already.`, { hint: 'Wait until some of them have arrived, then drop the others.', retry: true })
    const safe = safeName(name)
    const upload = randomUUID()
    const aside = path.join(this.#folder, `${process.pid}-${upload}.part`)
    const kept: Upload = await onDisk(this.#folder, async () => {
      const { bavail, bsize } = await fs.statfs(this.#folder)
      if (bytes > bavail * bsize) throw new Failure('DISK_FULL', `There is not enough space for ${safe} on the disk that holds ${this.#folder}.`, { hint: 'Free some space, then try again.', retry: true, detail: { bytes } })
      await fs.mkdir(aside, { mode: 0o700 })
      const handle = await fs.open(path.join(aside, safe), 'wx', 0o600)
      return { name: safe, aside, handle, bytes, received: 0, busy: false, touchedAt: this.#clock().getTime() }
    })
    this.#uploads.set(upload, kept)
    return { upload }
  }

  /** Adds the next piece; `offset` must be where the last one ended. After a failure the same piece can be sent again. Fails with BAD_REQUEST, TOO_LARGE or DISK_FULL. */
  async append(upload: string, offset: number, piece: Uint8Array): Promise<{ received: number }> {
    const kept = this.#found(upload)
    if (kept.busy || offset !== kept.received) throw new Failure('BAD_REQUEST', `The pieces of ${kept.name} did not arrive in their order.`, { hint: 'Drop the file again.', detail: { received: kept.received, offset } })
    if (piece.length > pieceBytes) throw new Failure('TOO_LARGE', `A piece of ${kept.name} is larger than 1 MB.`, { hint: 'Drop the file again.', detail: { bytes: piece.length } })
    if (offset + piece.length > kept.bytes) throw new Failure('TOO_LARGE', `${kept.name} is larger than it was when it was chosen.`, { hint: 'Wait until nothing writes to it any more, then drop it again.', detail: { bytes: kept.bytes } })
    kept.busy = true
    try {
      await onDisk(kept.name, () => written(kept.handle, piece, offset))
      kept.received += piece.length
      kept.touchedAt = this.#clock().getTime()
      return { received: kept.received }
    } finally {
      kept.busy = false
    }
  }

  /** Keeps the file and says what it can be opened as. One that is not whole stays unfinished (BAD_REQUEST); one of no known kind is removed (SOURCE_UNSUPPORTED). */
  async end(upload: string): Promise<FileSource> {
    const kept = this.#found(upload)
    if (kept.busy || kept.received !== kept.bytes) throw new Failure('BAD_REQUEST', `${kept.name} has not arrived whole.`, { hint: 'Drop the file again.', detail: { received: kept.received, bytes: kept.bytes } })
    this.#uploads.delete(upload)
    try {
      await onDisk(kept.name, () => kept.handle.sync())
      await kept.handle.close()
      await identifyPath(path.join(kept.aside, kept.name))
      const final = path.join(this.#folder, upload)
      await onDisk(kept.name, () => fs.rename(kept.aside, final))
      return await identifyPath(path.join(final, kept.name))
    } catch (error) {
      await abandoned(kept)
      throw error
    }
  }

  /** Removes a file that was taken in; any other path is left alone. */
  async forget(file: string): Promise<void> {
    const [id = '', name, ...deeper] = path.relative(this.#folder, file).split(path.sep)
    if (name === undefined || deeper.length > 0 || !finished.test(id)) return
    await onDisk(file, () => fs.rm(path.join(this.#folder, id), { recursive: true, force: true }))
  }

  /** Removes the uploads that nothing was added to for an hour. */
  async sweep(): Promise<void> {
    const before = this.#clock().getTime() - patience
    for (const [upload, kept] of this.#uploads) {
      if (kept.busy || kept.touchedAt > before) continue
      this.#uploads.delete(upload)
      await abandoned(kept)
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper)
    const open = [...this.#uploads.values()]
    this.#uploads.clear()
    await Promise.all(open.map(abandoned))
  }

  #found(upload: string): Upload {
    const kept = this.#uploads.get(upload)
    if (kept === undefined) throw new Failure('BAD_REQUEST', 'This upload is not known any more.', { hint: 'Drop the file again.' })
    return kept
  }
}

async function abandoned({ handle, aside }: Upload): Promise<void> {
  // It may be closed already; what counts is that the file goes.
  await handle.close().catch(() => undefined)
  await fs.rm(aside, { recursive: true, force: true })
}

/** A write may take fewer bytes than it was given. */
async function written(handle: fs.FileHandle, piece: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < piece.length;) done += (await handle.write(piece, done, piece.length - done, offset + done)).bytesWritten
}

/** Runs work in our own folder; what the system says becomes a Failure. */
async function onDisk<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Failure) throw error
    const code = codeOf(error)
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') throw new Failure('ACCESS_DENIED', `Quaestor may not write ${what} into its own folder.`, { hint: 'Make its data folder writable for your account.', detail: { code }, cause: error })
    throw fileFailure(code, what, String(error))
  }
}

/** Process ids are used again: what has lain there for a day belongs to nobody either. */
async function isLeftOver(aside: string): Promise<boolean> {
  const pid = Number(unfinished.exec(path.basename(aside))?.[1] ?? NaN)
  if (Number.isNaN(pid)) return false
  return pid === process.pid || !isRunning(pid) || (await fs.stat(aside)).mtimeMs < Date.now() - 24 * patience
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM means that the process lives and belongs to someone else.
    return codeOf(error) === 'EPERM'
  }
}

/** Names that Windows keeps for devices, with any ending (https://learn.microsoft.com/windows/win32/fileio/naming-a-file). */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i
/** Bytes of a name; file systems take 255. */
const longest = 200

/** A name that is one plain file name on every system and shows as what it is: no folders, control or direction characters, no hidden or device names. */
export function safeName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const plain = legible(last).replaceAll(/[<>:"|?*]/g, '_').replaceAll(/^[\s.]+|[\s.]+$/g, '')
  const name = reserved.test(plain) ? `_${plain}` : plain
  return shortened(name === '' ? 'file' : name)
}

/** Cut in front of its ending, so that it still says what it is. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= longest) return name
  const ending = /(\.\w{1,10}){1,2}$/.exec(name)?.[0] ?? ''
  let stem = ''
  for (const character of name.slice(0, name.length - ending.length)) {
    if (Buffer.byteLength(stem + character + ending) > longest) break
    stem += character
  }
  return stem + ending
}
