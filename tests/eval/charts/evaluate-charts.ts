import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { drawAnswer, type DrawnAnswer } from '../../../electron/cli/chart-batch.ts'
import { buildIndex, type LanguageIndex } from '../../../electron/language/index/language-index.ts'
import { understand } from '../../../electron/language/understand.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { openSource } from '../../../electron/sources/open.ts'
import type { Source } from '../../../electron/sources/source.ts'
import { catalogOf } from '../catalogs.ts'
import { split } from '../holdout.ts'
import { QueryProcess } from '../query-process.ts'
import { sample } from '../sample.ts'
import { sameAxes, sameOrder } from './compare.ts'
import { marksOf } from './drawn.ts'
import { wantedOf, type Wanted } from './reference.ts'
import { readReference, type Reference } from './vql.ts'

type Item = { id: string; db_id: string; chart: string; hardness: string; questions: string[]; vql: string }
type Asked = { item: Item; text: string; reference: Reference; wanted: Wanted }
type Outcome = Asked & { kind: boolean; axes: boolean; sort: boolean; bin: boolean; drawn: DrawnAnswer | null; sql: string }

const asOf = '2020-01-01'
const { values: options } = parseArgs({
  options: {
    charts: { type: 'string' }, databases: { type: 'string' }, split: { type: 'string', default: 'train' }, sample: { type: 'string' }, errors: { type: 'string', default: '0' },
    fault: { type: 'string' }, kind: { type: 'string' }, database: { type: 'string' }, out: { type: 'string' },
  },
})
if (options.charts === undefined || options.databases === undefined) throw new Error('Give --charts FILE and --databases DIR.')
const directory = options.databases
const cache = join(tmpdir(), `quaestor-eval-${createHash('sha256').update(directory).digest('hex').slice(0, 8)}`)
mkdirSync(cache, { recursive: true })

const halves = split(readdirSync(directory).flatMap((file) => (file.endsWith('.sqlite') ? [file.slice(0, -'.sqlite'.length)] : [])))
const items = (JSON.parse(readFileSync(options.charts, 'utf8')) as Item[])
  .filter((item) => options.split === 'all' || halves[options.split === 'heldout' ? 'heldout' : 'train'].has(item.db_id))
  .filter((item) => (options.kind === undefined || item.chart === options.kind) && (options.database === undefined || item.db_id === options.database))
const texts = items.flatMap((item) => item.questions.map((text) => ({ item, text }))).map((entry, id) => ({ ...entry, id }))
const chosen = sample(texts, options.sample === undefined ? texts.length : Number(options.sample))
const left = new Map<string, number>()
report(await run(chosen))

async function run(list: { item: Item; text: string }[]): Promise<Outcome[]> {
  const done: Outcome[] = []
  const runner = new QueryProcess()
  for (const [database, group] of Map.groupBy(list, ({ item }) => item.db_id)) {
    const path = join(directory, `${database}.sqlite`)
    const index = buildIndex(await catalogOf(path, database, cache), null)
    const source = await openSource({ kind: 'sqlite', path }, { folders: { imports: join(cache, 'imports'), sample: join(cache, 'sample') } })
    const name = (await source.databases())[0]?.name ?? 'main'
    for (const [item, asked] of Map.groupBy(group, (entry) => entry.item)) {
      const reference = readReference(item.chart, item.vql)
      const wanted = reference === null ? 'has no SQL meaning' : await wantedOf(reference, path, runner)
      if (reference === null || typeof wanted === 'string') leaveOut(typeof wanted === 'string' ? wanted : '', asked.length)
      else for (const { text } of asked) done.push(await answer({ item, text, reference, wanted }, index, source, name))
    }
    await source.close()
  }
  runner.close()
  return done
}

function leaveOut(why: string, count: number): void {
  left.set(why, (left.get(why) ?? 0) + count)
}

async function answer(asked: Asked, index: LanguageIndex, source: Source, name: string): Promise<Outcome> {
  const { reference, wanted, text } = asked
  const { readings } = understand(text, index, { asOf, top: 6, repeats: 'guess', charted: true })
  for (const { plan } of readings) {
    try {
      const { sql } = compile(plan, index.catalog, 'sqlite', { output: 'batch' })
      const drawn = await drawAnswer(plan, source, index.catalog, name)
      const marks = marksOf(drawn.chart, drawn.spec)
      const rows = marks?.rows ?? []
      const axes = marks !== null && sameAxes(wanted, rows, reference.bin)
      const sort = marks !== null && (wanted.sorted === null || sameOrder(wanted.sorted, rows, reference.bin))
      return { ...asked, kind: drawn.chart === reference.kind, axes, sort, bin: reference.bin === null || axes, drawn, sql }
    } catch {
      // A reading that cannot be run gives way to the next, as in batch.
    }
  }
  return { ...asked, kind: false, axes: false, sort: false, bin: false, drawn: null, sql: '' }
}

function report(list: Outcome[]): void {
  const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`
  const all = (item: Outcome) => item.kind && item.axes && item.sort
  const figures = (group: Outcome[]): string => {
    const share = (fits: (item: Outcome) => boolean, of: Outcome[] = group) => percent(of.filter(fits).length, of.length).padStart(7)
    return `kind ${share((item) => item.kind)}  axes ${share((item) => item.axes)}  sort ${share((item) => item.sort, group.filter((item) => item.wanted.sorted !== null))}  binned ${share((item) => item.bin, group.filter((item) => item.reference.bin !== null))}  all ${share(all)}`
  }
  console.log(`${options.split}: ${list.length} questions, ${figures(list)}`)
  console.log(`  left out: ${[...left].map(([why, count]) => `${count} whose reference ${why}`).join(', ')}`)
  for (const key of ['chart', 'hardness'] as const) {
    for (const [name, group] of [...Map.groupBy(list, (item) => item.item[key])].sort((one, two) => two[1].length - one[1].length)) console.log(`  ${name.padEnd(18)} ${String(group.length).padStart(5)}  ${figures(group)}`)
  }
  if (options.split === 'heldout') return
  const fault = (item: Outcome) => (options.fault === 'kind' ? !item.kind : options.fault === 'axes' ? !item.axes : options.fault === 'sort' ? item.axes && !item.sort : options.fault === 'bin' ? !item.bin : !all(item))
  const wrong = list.filter(fault)
  const step = Math.max(1, Math.floor(wrong.length / Math.max(1, Number(options.errors))))
  for (let at = 0, shown = 0; at < wrong.length && shown < Number(options.errors); at += step, shown++) {
    const { item, text, sql, drawn, kind, axes, sort, wanted } = wrong[at]!
    const marks = drawn === null ? null : marksOf(drawn.chart, drawn.spec)
    console.log(`\n#${item.id} ${item.db_id}: ${text}\n   ${[kind ? '' : `kind ${drawn?.chart ?? 'none'}`, axes ? '' : 'axes', sort ? '' : 'sort'].filter((part) => part !== '').join(', ')}: ${drawn?.reason ?? ''}\n   ${item.vql}\n   ours ${sql.replace(/\s+/g, ' ')}\n   wanted ${JSON.stringify(wanted.rows.slice(0, 3))} ours ${JSON.stringify(marks?.rows.slice(0, 3))}`)
  }
  if (options.out !== undefined) writeFileSync(options.out, list.map(({ item, text, kind, axes, sort, sql }) => JSON.stringify({ id: item.id, text, kind, axes, sort, sql })).join('\n'))
}
