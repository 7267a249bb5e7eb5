import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { QueryProcess, type Ran } from './query-process.ts'
import { ordersRows, sameResult, type Rows } from './score.ts'

/** "right", or what is wrong with a statement's result. */
export type Verdict = string

const usualTimeout = 2_000

/** Compares statements with the reference of a question by running both on a SQLite file. What was once judged is kept in a folder. */
export class Judge {
  /** Statements that took too long. */
  slow = 0
  readonly #runner: QueryProcess
  readonly #path: string
  readonly #kept: { gold: string; verdicts: string }
  readonly #gold: Map<string, Rows | null>
  readonly #verdicts: Map<string, Verdict>

  constructor(path: string, database: string, cache: string, timeout = usualTimeout) {
    this.#runner = new QueryProcess(timeout)
    this.#path = path
    this.#kept = { gold: join(cache, `${database}.gold.json`), verdicts: join(cache, `${database}.verdicts.json`) }
    this.#gold = readMap(this.#kept.gold)
    this.#verdicts = readMap(this.#kept.verdicts)
  }

  /** The rows of a reference; null when it fails. */
  async wanted(reference: string): Promise<Rows | null> {
    const known = this.#gold.get(reference)
    if (known !== undefined) return known
    const result = await this.#runner.run(this.#path, reference)
    const rows = 'rows' in result ? result.rows : null
    this.#gold.set(reference, rows)
    return rows
  }

  /** What a statement finds; null when it fails. */
  async rows(sql: string): Promise<Rows | null> {
    const ran = await this.#runner.run(this.#path, sql)
    return 'rows' in ran ? ran.rows : null
  }

  async verdict(reference: string, sql: string): Promise<Verdict> {
    const key = createHash('sha256').update(`${reference}\u0000${sql}`).digest('base64').slice(0, 16)
    const known = this.#verdicts.get(key)
    if (known !== undefined) return known
    const wanted = await this.wanted(reference)
    const verdict = wanted === null ? 'no reference' : compared(wanted, await this.#runner.run(this.#path, sql), ordersRows(reference))
    if (verdict === 'error: timeout') this.slow += 1
    this.#verdicts.set(key, verdict)
    return verdict
  }

  /** Keeps what was judged and ends the process that ran it. */
  close(): void {
    this.#runner.close()
    writeFileSync(this.#kept.gold, JSON.stringify([...this.#gold]))
    writeFileSync(this.#kept.verdicts, JSON.stringify([...this.#verdicts]))
  }
}

function compared(wanted: Rows, result: Ran, ordered: boolean): Verdict {
  if ('error' in result) return `error: ${result.error.slice(0, 60)}`
  if (sameResult(wanted, result.rows, ordered)) return 'right'
  if (result.rows.length === 0) return 'empty result'
  if (result.rows[0]!.length !== wanted[0]!.length) return `columns ${result.rows[0]!.length} instead of ${wanted[0]!.length}`
  return result.rows.length === wanted.length ? 'wrong result' : 'other rows'
}

function readMap<T>(file: string): Map<string, T> {
  return new Map(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as [string, T][]) : [])
}
