import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { Failure } from '../../../shared/model/failure.ts'

/**
 * A file that takes its name only when it is complete: it is written beside its place and renamed by `keep`. `close` removes it unless it was kept.
 * Every method fails with DISK_FULL, or with ACCESS_DENIED when the place cannot be written to.
 */
export class AsideFile {
  readonly #path: string
  readonly #part: string
  readonly #handle: FileHandle
  #open = true
  #kept = false

  private constructor(path: string, part: string, handle: FileHandle) {
    this.#path = path
    this.#part = part
    this.#handle = handle
  }

  static async create(path: string): Promise<AsideFile> {
    const part = `${path}.part`
    return new AsideFile(path, part, await told(path, open(part, 'w', 0o600)))
  }

  async write(content: string | Uint8Array): Promise<void> {
    await told(this.#path, this.#handle.appendFile(content))
  }

  async keep(): Promise<void> {
    await told(this.#path, this.#handle.sync())
    await this.#end()
    await told(this.#path, rename(this.#part, this.#path))
    this.#kept = true
  }

  async close(): Promise<void> {
    await this.#end()
    if (!this.#kept) await rm(this.#part, { force: true })
  }

  async #end(): Promise<void> {
    if (!this.#open) return
    this.#open = false
    await told(this.#path, this.#handle.close())
  }
}

async function told<Result>(path: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    const more = { detail: { path, code }, cause }
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Failure('DISK_FULL', `The disk is full; ${basename(path)} could not be written.`, { hint: 'Free some space, then export again.', retry: true, ...more })
    throw new Failure('ACCESS_DENIED', `${basename(path)} could not be written.`, { hint: 'Choose a folder that is there and that you may write to.', retry: true, ...more })
  }
}
