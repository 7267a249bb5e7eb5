import { open, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import type { Catalog } from '../../shared/model/catalog.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Cell, IsoDate } from '../../shared/model/value.ts'
import { shortQuery } from '../agents/short-query.ts'
import { comparedRows, tryReadings } from '../agents/try-readings.ts'
import { discover } from '../catalog/discover.ts'
import { buildIndex, type LanguageIndex } from '../language/index/language-index.ts'
import { understand } from '../language/understand.ts'
import { compile } from '../plan/compile.ts'
import { inlineParameters } from '../plan/inline.ts'
import { openSource } from '../sources/open.ts'
import type { Limits, Source } from '../sources/source.ts'
import { drawAnswer } from './chart-batch.ts'

const Item = z.object({ id: z.union([z.string(), z.number()]), db_id: z.string().regex(/^[\w.-]+$/) }).loose()
type Item = z.infer<typeof Item>

/** A line of the output. `sql` is SQLite with its values inlined, empty only when the question was refused. */
type Line = {
  id: Item['id']
  sql: string
  confidence: number
  ms: number
  outcome: 'answered' | 'clarify' | 'refused'
  alternatives: string[]
  clarification?: { question: string; options: string[] }
  message?: string
  chart?: string
  spec?: Record<string, unknown> | null
  data?: Cell[][]
}

/** So many readings of a question are tried. */
export const triedReadings = 10
/** Time must not decide what is answered: of 20,000 readings that were timed nearly all take less than half a second, and those that take three hardly ever end. */
const trial: Limits = { rows: comparedRows, milliseconds: 3_000, bytes: 1024 * 1024 }
/** From here on a question is answered without asking back. */
const sureEnough = 0.735

/** What becomes of a question, given what the words alone came to and how sure the engine is after trying. */
export function outcomeOf(words: 'answered' | 'clarify' | 'refused', confidence: number): Line['outcome'] {
  return confidence >= sureEnough ? 'answered' : words === 'refused' ? 'refused' : 'clarify'
}

type Database = { source: Source; catalog: Catalog; index: LanguageIndex; name: string }

/**
 * Answers every question of a JSON list of `{id, db_id, question}` and writes one JSON line each, in order. `databases` holds a `<db_id>.sqlite`
 * for each, opened read-only. No network and no state between questions. Every reading is tried on the data before one is answered. With `charts` each answer is also run and drawn.
 * A database that cannot be read refuses its questions. Fails with FILE_MISSING or FILE_UNREADABLE for the list.
 */
export async function questionBatch(options: { questions: string; charts?: boolean; databases: string; out: string; field: string; top: number; asOf: IsoDate }): Promise<void> {
  const items = await readItems(options.questions)
  const out = await open(options.out, 'w').catch((cause: unknown) => {
    throw new Failure('FILE_UNREADABLE', `${options.out} cannot be written.`, { hint: 'Choose another file for the output.', cause })
  })
  let current = null as { id: string; database: Database | Failure } | null
  try {
    for (const item of items) {
      if (current?.id !== item.db_id) {
        await close(current?.database)
        current = { id: item.db_id, database: await openDatabase(options.databases, item.db_id) }
      }
      const { database } = current
      const { line, plan } = database instanceof Failure ? refused(item, database.message) : await answer(item, database, options)
      if (options.charts === true && plan !== null && !(database instanceof Failure)) {
        const { chart, spec, data } = await drawAnswer(plan, database.source, database.catalog, database.name)
        Object.assign(line, { chart, spec, data })
      }
      await out.write(`${JSON.stringify(line)}\n`)
    }
  } finally {
    await close(current?.database)
    await out.close()
  }
}

async function close(database: Database | Failure | undefined): Promise<void> {
  if (database !== undefined && !(database instanceof Failure)) await database.source.close()
}

function refused(item: Item, message: string, ms = 0): { line: Line; plan: null } {
  return { line: { id: item.id, sql: '', confidence: 0, ms, outcome: 'refused', alternatives: [], message }, plan: null }
}

async function readItems(file: string): Promise<Item[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Failure('FILE_MISSING', `${file} cannot be opened.`, { hint: 'Check the name of the file.', cause })
  })
  try {
    return z.array(Item).parse(JSON.parse(text))
  } catch (cause) {
    throw new Failure('FILE_UNREADABLE', `${file} is not a list of questions.`, { hint: 'Give a list such as [{"id": 1, "db_id": "shop", "question": "How many customers?"}].', cause })
  }
}

/** A database that cannot be read refuses its own questions and no others. */
async function openDatabase(directory: string, id: string): Promise<Database | Failure> {
  const folder = join(tmpdir(), 'quaestor-batch')
  let source: Source | null = null
  try {
    source = await openSource({ kind: 'sqlite', path: join(directory, `${id}.sqlite`) }, { folders: { imports: folder, sample: folder } })
    const name = (await source.databases())[0]?.name ?? 'main'
    const catalog = await discover(source, { sourceId: id, database: name, clock: () => new Date(), profile: true })
    return { source, catalog, index: buildIndex(catalog, null), name }
  } catch (error) {
    await source?.close()
    if (error instanceof Failure) return error
    throw error
  }
}

async function answer(item: Item, { source, name, catalog, index }: Database, options: { field: string; top: number; asOf: IsoDate; charts?: boolean }): Promise<{ line: Line; plan: Plan | null }> {
  const started = performance.now()
  const text = item[options.field]
  if (typeof text !== 'string') return refused(item, `There is no “${options.field}” to answer.`)
  const understanding = understand(text, index, { asOf: options.asOf, top: Math.max(options.top, triedReadings), repeats: 'guess', charted: options.charts === true })
  const problems: string[] = []
  const compiled = understanding.readings.flatMap((reading) => {
    const sql = sqlOf(reading.plan, catalog, problems)
    return sql === null ? [] : [{ ...reading, sql }]
  })
  const { readings: answers, confidence } = await tryReadings(compiled, (plan) => shortQuery(plan, { source, database: name, catalog }, trial, new AbortController().signal).catch(() => null))
  const ms = Math.round((performance.now() - started) * 100) / 100
  const [best, ...others] = answers
  if (best === undefined) {
    const unknown = understanding.unknownWords.map((word) => `“${word.text}”`).join(', ')
    return refused(item, unknown === '' ? (problems[0] ?? 'This question could not be understood.') : `I don't know ${unknown}.`, ms)
  }
  const { clarification } = understanding
  const line: Line = {
    id: item.id, sql: best.sql, confidence: Math.round(confidence * 10_000) / 10_000, ms, outcome: outcomeOf(understanding.outcome === 'refused' ? 'clarify' : understanding.outcome, confidence),
    alternatives: others.slice(0, Math.max(0, options.top - 1)).map((other) => other.sql),
    ...(clarification === undefined ? {} : { clarification: { question: clarification.question, options: clarification.options.map((option) => option.label) } }),
  }
  return { line, plan: best.plan }
}

/** The plan as SQLite text; null, with the reason noted, when it cannot be compiled. */
function sqlOf(plan: Plan, catalog: Catalog, problems: string[]): string | null {
  try {
    return inlineParameters(compile(plan, catalog, 'sqlite', { output: 'batch' }))
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    problems.push(error.message)
    return null
  }
}
