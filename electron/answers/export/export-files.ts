import { randomUUID } from 'node:crypto'
import { open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../shared/model/failure.ts'
import { makeScratch, removeScratch } from '../../results/scratch.ts'
import type { ResultStore } from '../../results/result-store.ts'
import { exportCsv } from './csv.ts'
import type { ExportProgress, ExportRequest } from './export-request.ts'
import { exportName } from './file-name.ts'
import { exportXlsx } from './xlsx.ts'

export type FinishedFile = { id: string; name: string; bytes: number; type: string }
/** `file` comes with the last event. */
export type ExportEvent = ExportProgress & { file: FinishedFile | null }

const types = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }
const pieceBytes = 1024 * 1024
const keptMs = 10 * 60_000

type Kept = { path: string; bytes: number; timer: NodeJS.Timeout }

/** Finished exports in a folder of this process, each until its last piece was read or nobody has read it for a while. */
export class ExportFiles {
  readonly #folder: string
  readonly #keptMs: number
  readonly #files = new Map<string, Kept>()

  private constructor(folder: string, milliseconds: number) {
    this.#folder = folder
    this.#keptMs = milliseconds
  }

  /** Makes a folder under `root`, and removes those that processes left behind. `keptMs` is for how long a file waits for its reader. */
  static async open(root: string, options: { keptMs?: number } = {}): Promise<ExportFiles> {
    return new ExportFiles(await makeScratch(root), options.keptMs ?? keptMs)
  }

  /** Makes a file; leaving the loop cancels and leaves nothing. Fails as `exportCsv` and `exportXlsx` fail. */
  async* make(results: ResultStore, request: ExportRequest & { format: 'csv' | 'xlsx' }): AsyncGenerator<ExportEvent> {
    const facts = results.facts(request.id)
    const id = randomUUID()
    const path = join(this.#folder, id)
    for await (const progress of request.format === 'csv' ? exportCsv(results, request, path) : exportXlsx(results, request, path)) yield { ...progress, file: null }
    const { size } = await stat(path)
    this.#files.set(id, { path, bytes: size, timer: this.#wait(id) })
    yield { rows: facts.rows, of: facts.rows, file: { id, name: exportName(request.title, request.format, facts), bytes: size, type: types[request.format] } }
  }

  /** At most 1 MB from `offset` on; after the last piece the file is forgotten. Fails with RESULT_GONE. */
  async read(id: string, offset: number): Promise<{ piece: Uint8Array<ArrayBuffer>; last: boolean }> {
    const file = this.#files.get(id)
    if (file === undefined) throw gone()
    clearTimeout(file.timer)
    file.timer = this.#wait(id)
    const piece = await bytesAt(file.path, offset, Math.max(0, Math.min(pieceBytes, file.bytes - offset)))
    const last = offset + piece.length >= file.bytes
    if (last) await this.#forget(id)
    return { piece, last }
  }

  async close(): Promise<void> {
    for (const { timer } of this.#files.values()) clearTimeout(timer)
    this.#files.clear()
    await removeScratch(this.#folder)
  }

  #wait(id: string): NodeJS.Timeout {
    return setTimeout(() => { void this.#forget(id) }, this.#keptMs).unref()
  }

  async #forget(id: string): Promise<void> {
    const file = this.#files.get(id)
    if (file === undefined) return
    clearTimeout(file.timer)
    this.#files.delete(id)
    await rm(file.path, { force: true })
  }
}

async function bytesAt(path: string, offset: number, count: number): Promise<Uint8Array<ArrayBuffer>> {
  const piece = new Uint8Array(count)
  const handle = await open(path, 'r')
  try {
    const { bytesRead } = await handle.read(piece, 0, count, offset)
    if (bytesRead < count) throw gone()
    return piece
  } finally {
    await handle.close()
  }
}

const gone = (): Failure => new Failure('RESULT_GONE', 'This exported file is no longer kept.', { hint: 'Export it again.', retry: true })
