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
import { report, type Outcome, type Question } from './report.ts'
import { sample } from './sample.ts'


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
    field: { type: 'string', default: 'question' }, class: { type: 'string' }, database: { type: 'string' }, out: { type: 'string' }, top: { type: 'string', default: '3' }, save: { type: 'boolean', default: false },
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
report(outcomes, { split: options.split, field: options.field, top: Number(options.top), errors: Number(options.errors), whole: options.sample === undefined && options.class === undefined && options.database === undefined, save: options.save })
if (options.out !== undefined) writeFileSync(options.out, outcomes.map((item) => JSON.stringify({ id: item.question.id, sql: item.sql, right: item.right })).join('\n'))

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
