import { randomUUID } from 'node:crypto'
import { Failure } from '../../shared/model/failure.ts'
import { PageRequest } from '../../shared/model/result.ts'
import type { Page, ResultColumn, ResultFacts, Totals } from '../../shared/model/result.ts'
import type { Cell } from '../../shared/model/value.ts'
import { resultGone } from './faults.ts'
import type { Kept } from './keeper.ts'
import { buffersOf, packRows } from './pack.ts'
import { makeScratch, removeScratch } from './scratch.ts'
import { storageOf } from './storage.ts'
import type { Storage } from './storage.ts'
import { WorkerLine } from './worker-line.ts'

/** Rows sent to the worker at once; larger batches are cut, so that the caller's thread is never busy for long. */
const batchRows = 8_192
/** Batches under way before `append` waits. */
const batchesUnderWay = 4
/** Rows of one step of an export. */
const exportRows = 10_000

type Entry = {
  id: string
  number: number
  columns: ResultColumn[]
  storages: Storage[]
  misfitColumns: Set<number>
  rows: number
  bytes: number
  truncated: boolean
  growing: boolean
  /** Calls under way; a result's file is never closed beneath one. */
  calls: Set<Promise<unknown>>
  /** Readers of all rows; while there are any, the result is not dropped to make room. */
  readers: number
}

/** Fills one result. Exactly one of `finish` and `abandon` ends it. */
export type ResultWriter = {
  readonly id: string
  /** Appends rows in column order; waits while the worker is behind. Fails with DISK_FULL when they cannot be kept. */
  append(rows: readonly Cell[][]): Promise<void>
  /** Ends the result; `truncated` says that the source had more rows. */
  finish(end: { truncated: boolean }): Promise<ResultFacts>
  /** Forgets the result and its file. */
  abandon(): Promise<void>
}

/**
 * Opens the result store in a folder of its own under `folder`, on a worker thread that starts at `entry` (a host that bundles gives its path).
 * `maxBytes` bounds the files of finished results: the least recently used are dropped first, never one that grows or is being read.
 */
export async function openResults(options: { folder: string; maxBytes: number; entry?: URL | string }): Promise<ResultStore> {
  const folder = await makeScratch(options.folder)
  const line = await WorkerLine.open(options.entry ?? new URL('./results.worker.ts', import.meta.url), folder)
  return new ResultStore(line, folder, options.maxBytes)
}

/** Results kept by the engine. Every method fails with RESULT_GONE for a result that is no longer kept. */
export class ResultStore {
  readonly #line: WorkerLine
  readonly #folder: string
  readonly #maxBytes: number
  /** In order of use, the latest last. */
  readonly #entries = new Map<string, Entry>()
  #next = 0

  constructor(line: WorkerLine, folder: string, maxBytes: number) {
    this.#line = line
    this.#folder = folder
    this.#maxBytes = maxBytes
  }

  async begin(columns: readonly ResultColumn[]): Promise<ResultWriter> {
    const entry: Entry = {
      id: randomUUID(), number: this.#next++, columns: [...columns], storages: columns.map(storageOf), misfitColumns: new Set(),
      rows: 0, bytes: 0, truncated: false, growing: true, calls: new Set(), readers: 0,
    }
    await this.#line.call('begin', [entry.number, entry.storages])
    this.#entries.set(entry.id, entry)
    return this.#writer(entry)
  }

  /** Rows and bytes as far as they can be paged; `growing` until the writer finished. */
  facts(id: string): ResultFacts {
    const { columns, rows, truncated, growing, bytes } = this.#use(id)
    return { id, columns, rows, truncated, growing, bytes }
  }

  /** Rows as they came in, or sorted: nulls last, words without regard to case and accents, ties in the order they came. A growing or truncated result is not sorted. */
  async page(id: string, request: PageRequest): Promise<Page> {
    const { offset, count, sort } = PageRequest.parse(request)
    const entry = this.#use(id)
    if (sort.length > 0) refusePart(entry, 'sorted')
    const keys = sort.map(({ column, direction }) => ({ column: this.#column(entry, column), direction }))
    const rows = await this.#call(entry, () => this.#line.call('page', [entry.number, offset, count, keys]))
    return { offset, rows, total: entry.rows }
  }

  /**
   * Sum, least and greatest value and number of nulls per column: exact digit strings for integers and decimals, a number for floats, which is how
   * a float sum is told apart. Null for columns that are no numbers, are percentages or ratios, or hold cells that are not numbers. A growing or truncated result is not totalled.
   */
  async totals(id: string): Promise<Totals> {
    const entry = this.#use(id)
    refusePart(entry, 'totalled')
    const addable = entry.columns.flatMap((column, index) => (isAddable(column) && !entry.misfitColumns.has(index) ? [index] : []))
    const totals = await this.#call(entry, () => this.#line.call('totals', [entry.number, addable]))
    return Object.fromEntries(entry.columns.map((column, index) => [column.id, totals.get(index) ?? null]))
  }

  /** All rows in the order they came, a batch at a time; the result is not dropped to make room until the reader leaves. */
  async* rows(id: string): AsyncGenerator<Cell[][]> {
    const entry = this.#use(id)
    if (entry.growing) throw stillGrowing()
    entry.readers++
    try {
      for (let offset = 0; offset < entry.rows; offset += exportRows) {
        if (!this.#entries.has(id)) throw resultGone(id)
        yield await this.#call(entry, () => this.#line.call('page', [entry.number, offset, exportRows, []]))
      }
    } finally {
      entry.readers--
    }
  }

  /** Forgets a result at once; its file goes when the calls under way have ended. */
  async drop(id: string): Promise<void> {
    const entry = this.#use(id)
    this.#entries.delete(id)
    await Promise.allSettled(entry.calls)
    await this.#line.call('drop', [entry.number])
  }

  /** Drops everything and ends the worker. */
  async close(): Promise<void> {
    this.#entries.clear()
    await this.#line.close()
    await removeScratch(this.#folder)
  }

  #writer(entry: Entry): ResultWriter {
    const underWay: Promise<void>[] = []
    const isKept = (): void => { if (!this.#entries.has(entry.id)) throw resultGone(entry.id) }
    const note = ({ rows, bytes }: Kept): void => { Object.assign(entry, { rows, bytes }) }
    return {
      id: entry.id,
      append: async (rows) => {
        for (let from = 0; from < rows.length; from += batchRows) {
          isKept()
          const batch = packRows(rows.slice(from, from + batchRows), entry.storages)
          for (const column of batch.misfitColumns) entry.misfitColumns.add(column)
          const sent = this.#call(entry, () => this.#line.call('append', [entry.number, batch], buffersOf(batch)).then(note))
          // Its failure is thrown by the append or finish that waits for it.
          sent.catch(() => undefined)
          underWay.push(sent)
          if (underWay.length >= batchesUnderWay) await underWay.shift()
        }
      },
      finish: async ({ truncated }) => {
        isKept()
        await Promise.all(underWay)
        note(await this.#call(entry, () => this.#line.call('finish', [entry.number])))
        Object.assign(entry, { truncated, growing: false })
        await this.#makeRoom(entry)
        return this.facts(entry.id)
      },
      abandon: async () => { if (this.#entries.has(entry.id)) await this.drop(entry.id) },
    }
  }

  /** Finds a result and notes its use. */
  #use(id: string): Entry {
    const entry = this.#entries.get(id)
    if (entry === undefined) throw resultGone(id)
    this.#entries.delete(id)
    this.#entries.set(id, entry)
    return entry
  }

  async #call<Answer>(entry: Entry, start: () => Promise<Answer>): Promise<Answer> {
    const call = start()
    entry.calls.add(call)
    try {
      return await call
    } finally {
      entry.calls.delete(call)
    }
  }

  async #makeRoom(latest: Entry): Promise<void> {
    let bytes = [...this.#entries.values()].reduce((sum, entry) => sum + entry.bytes, 0)
    for (const entry of [...this.#entries.values()]) {
      if (bytes <= this.#maxBytes) return
      if (entry === latest || entry.growing || entry.readers > 0 || entry.calls.size > 0) continue
      bytes -= entry.bytes
      await this.drop(entry.id)
    }
  }

  #column(entry: Entry, id: string): number {
    const index = entry.columns.findIndex((column) => column.id === id)
    if (index < 0) throw new Failure('BAD_REQUEST', `This answer has no column "${id}".`, { hint: 'Sort by a column of the answer.' })
    return index
  }
}

const isAddable = ({ type, unit }: ResultColumn): boolean =>
  (type.kind === 'integer' || type.kind === 'decimal' || type.kind === 'float') && unit?.kind !== 'percent' && unit?.kind !== 'ratio'

const stillGrowing = (): Failure => new Failure('NOT_SUPPORTED', 'The rows of this answer are still arriving.', { hint: 'Wait until the last row is here.', retry: true })

/** Order and totals of a part would be taken for those of the whole. */
function refusePart(entry: Entry, what: 'sorted' | 'totalled'): void {
  if (entry.growing) throw stillGrowing()
  if (!entry.truncated) return
  throw new Failure('NOT_SUPPORTED', `Only the first ${entry.rows.toLocaleString('en')} rows are here, so they are not ${what}.`, {
    hint: 'Narrow the question, or ask for more rows.', detail: { rows: entry.rows },
  })
}
