import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Plan } from '../../shared/model/plan.ts'
import { buildIndex, type LanguageIndex } from '../../electron/language/index/language-index.ts'
import { tryReadings } from '../../electron/agents/try-readings.ts'
import { outcomeOf, triedReadings } from '../../electron/cli/question-batch.ts'
import { understand } from '../../electron/language/understand.ts'
import { compile } from '../../electron/plan/compile.ts'
import { inlineParameters } from '../../electron/plan/inline.ts'
import { catalogOf } from './catalogs.ts'
import { clauseClass } from './clause-class.ts'
import { split } from './holdout.ts'
import { Judge, type Verdict } from './judge.ts'
import { sample } from './sample.ts'

type Question = { id: number; db_id: string; question: string; paraphrase?: string; query: string; empty: boolean }
type Outcome = { question: Question; outcome: string; right: boolean; rightInThree: boolean; reachable: boolean; confidence: number; cause: string; sql: string; ms: number; text: string }

if (process.argv.includes('--same')) {
  await import('./same-plans.ts')
  process.exit()
}
if (process.argv.includes('--charts')) {
  await import('./charts/evaluate-charts.ts')
  process.exit()
}

const asOf = '2020-01-01'
const { values: options } = parseArgs({
  options: {
    questions: { type: 'string' }, databases: { type: 'string' }, split: { type: 'string', default: 'train' }, sample: { type: 'string' }, errors: { type: 'string', default: '0' },
    field: { type: 'string', default: 'question' }, class: { type: 'string' }, database: { type: 'string' }, out: { type: 'string' }, top: { type: 'string', default: '3' },
  },
})
if (options.questions === undefined || options.databases === undefined) throw new Error('Give --questions FILE and --databases DIR.')
const directory = options.databases
const cache = join(tmpdir(), `quaestor-eval-${createHash('sha256').update(directory).digest('hex').slice(0, 8)}`)
mkdirSync(cache, { recursive: true })

const everything = (JSON.parse(readFileSync(options.questions, 'utf8')) as Question[]).filter((question) => !question.empty)
const halves = split(everything.map((question) => question.db_id))
const chosen = everything.filter((question) => options.split === 'all' || halves[options.split === 'heldout' ? 'heldout' : 'train'].has(question.db_id))
  .filter((question) => (options.class === undefined || clauseClass(question.query) === options.class) && (options.database === undefined || question.db_id === options.database))
const questions = sample(chosen, options.sample === undefined ? chosen.length : Number(options.sample))
const outcomes = await run(questions)
report(outcomes)

async function run(list: Question[]): Promise<Outcome[]> {
  const done: Outcome[] = []
  for (const [database, group] of Map.groupBy(list, (question) => question.db_id)) {
    const path = join(directory, `${database}.sqlite`)
    const index = buildIndex(await catalogOf(path, database, cache), null)
    const judge = new Judge(path, database, cache)
    for (const question of group) {
      const wanted = await judge.wanted(question.query)
      if (wanted === null || wanted.length === 0) continue
      done.push(await answer(question, options.field === 'paraphrase' ? (question.paraphrase ?? question.question) : question.question, index, judge))
    }
    judge.close()
  }
  return done
}

async function answer(question: Question, text: string, index: LanguageIndex, judge: Judge): Promise<Outcome> {
  const start = performance.now()
  const understanding = understand(text, index, { asOf, top: Math.max(triedReadings, Number(options.top)), repeats: 'guess' })
  const sqlsOf = new Map(understanding.readings.map((reading) => [reading.plan, sqlOf(reading.plan, index)]))
  const ms = performance.now() - start
  const { readings, confidence } = await tryReadings(understanding.readings.filter(({ plan }) => 'sql' in sqlsOf.get(plan)!), async (plan) => {
    const sql = sqlsOf.get(plan)!
    return 'sql' in sql ? judge.rows(sql.sql) : null
  })
  const verdicts: Verdict[] = []
  const sqls = readings.slice(0, Number(options.top)).flatMap(({ plan }) => {
    const sql = sqlsOf.get(plan)!
    return 'sql' in sql ? [sql.sql] : []
  })
  for (const sql of sqls) {
    verdicts.push(await judge.verdict(question.query, sql))
    if (verdicts.at(-1) === 'right') break
  }
  const cause = verdicts[0] ?? 'no plan'
  return { question, text, outcome: outcomeOf(understanding.outcome, confidence), right: cause === 'right', rightInThree: verdicts.slice(0, 3).includes('right'), reachable: verdicts.includes('right'), confidence, cause, sql: sqls[0] ?? '', ms }
}

function sqlOf(plan: Plan, index: LanguageIndex): { sql: string } | { error: string } {
  try {
    return { sql: inlineParameters(compile(plan, index.catalog, 'sqlite', { output: 'batch' })) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

function report(list: Outcome[]): void {
  const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`
  const right = (items: Outcome[]) => items.filter((item) => item.right).length
  console.log(`${options.split} ${options.field}: ${list.length} questions, first plan ${percent(right(list), list.length)}, among three ${percent(list.filter((item) => item.rightInThree).length, list.length)}, among ${options.top} ${percent(list.filter((item) => item.reachable).length, list.length)}`)
  for (const [outcome, items] of Map.groupBy(list, (item) => item.outcome)) console.log(`  ${outcome}: ${percent(items.length, list.length)} of questions, precision ${percent(right(items), items.length)}`)
  const times = list.map((item) => item.ms).sort((left, right) => left - right)
  console.log(`  latency p50 ${times[Math.floor(times.length * 0.5)]?.toFixed(1)} ms, p95 ${times[Math.floor(times.length * 0.95)]?.toFixed(1)} ms`)
  const ranked = [...list].sort((left, right) => right.confidence - left.confidence)
  for (const share of [0.5, 0.6]) {
    const sure = ranked.slice(0, Math.round(list.length * share))
    console.log(`  surest ${share * 100} %: precision ${percent(right(sure), sure.length)}`)
  }
  const bins = Map.groupBy(list, (item) => Math.min(9, Math.floor(item.confidence * 10)))
  console.log(`  confidence: ${[...bins].sort(([left], [right]) => left - right).map(([bin, items]) => `${bin / 10}+ ${percent(right(items), items.length)} of ${items.length}`).join(', ')}`)
  if (options.split === 'heldout') return
  for (const [name, items] of [...Map.groupBy(list, (item) => clauseClass(item.question.query))].sort((left, right) => right[1].length - left[1].length)) {
    console.log(`  ${name.padEnd(18)} ${String(items.length).padStart(5)}  ${percent(right(items), items.length).padStart(7)}  in three ${percent(items.filter((item) => item.rightInThree).length, items.length)}`)
  }
  for (const [cause, items] of [...Map.groupBy(list, (item) => item.cause)].sort((left, right) => right[1].length - left[1].length).slice(0, 14)) console.log(`  ${String(items.length).padStart(5)} ${cause}`)
  const wrong = list.filter((item) => (Number(options.top) > 3 ? !item.reachable : !item.right))
  const step = Math.max(1, Math.floor(wrong.length / Math.max(1, Number(options.errors))))
  for (let at = 0, shown = 0; at < wrong.length && shown < Number(options.errors); at += step, shown++) {
    const { question, text, cause, sql, rightInThree } = wrong[at]!
    console.log(`\n#${question.id} ${question.db_id}: ${text}\n   ${cause}${rightInThree ? ' (right in three)' : ''}\n   gold ${question.query}\n   ours ${sql.replace(/\s+/g, ' ')}`)
  }
  if (options.out !== undefined) writeFileSync(options.out, list.map((item) => JSON.stringify({ id: item.question.id, sql: item.sql, right: item.right })).join('\n'))
}
