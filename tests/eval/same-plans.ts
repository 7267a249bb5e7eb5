import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildIndex, type LanguageIndex } from '../../electron/language/index/language-index.ts'
import { understand } from '../../electron/language/understand.ts'
import type { Understanding } from '../../electron/language/understanding.ts'
import { compile } from '../../electron/plan/compile.ts'
import { largeQuestions } from '../bench/schema/large-questions.ts'
import { largeSchema } from '../bench/schema/large-schema.ts'
import { catalogOf } from './catalogs.ts'
import { split } from './holdout.ts'
import { sample } from './sample.ts'

/*
 * For work that may not change what is understood: `evaluate.ts --same FILE` writes down what every question comes to, and where the file is there
 * already says which questions came to something else. Training databases as both askers see them, and the large schemas.
 */
const asOf = '2020-01-01'
const { values: options } = parseArgs({ options: { same: { type: 'string' }, questions: { type: 'string' }, databases: { type: 'string' }, sample: { type: 'string', default: '400' }, tables: { type: 'string', default: '100,1000' } } })
const { same: file = '', databases: directory = '' } = options
const cache = join(tmpdir(), `quaestor-eval-${createHash('sha256').update(directory).digest('hex').slice(0, 8)}`)
mkdirSync(cache, { recursive: true })

const lines: string[] = []
const note = (name: string, text: string, index: LanguageIndex, repeats: 'keep' | 'guess'): void => {
  const understanding = understand(text, index, { asOf, repeats, top: 8 })
  const whole = createHash('sha256').update(JSON.stringify(understanding)).digest('hex').slice(0, 16)
  lines.push([name, repeats, text, understanding.outcome, whole, firstSql(understanding, index)].join('\t'))
}

const all = JSON.parse(readFileSync(options.questions ?? '', 'utf8')) as { id: number; db_id: string; question: string; paraphrase?: string }[]
const { train } = split(all.map(({ db_id: database }) => database))
for (const [database, group] of Map.groupBy(sample(all.filter(({ db_id: name }) => train.has(name)), Number(options.sample)), (question) => question.db_id)) {
  const index = buildIndex(await catalogOf(join(directory, `${database}.sqlite`), database, cache), null)
  for (const { id, question, paraphrase } of group) {
    note(`${id}`, question, index, 'guess')
    note(`${id} said again`, paraphrase ?? question, index, 'keep')
  }
}
for (const tables of options.tables.split(',').map(Number)) {
  const catalog = largeSchema(tables)
  const index = buildIndex(catalog, null)
  for (const [at, question] of largeQuestions(catalog, 200).entries()) note(`${tables}.${at}`, question, index, 'keep')
}

if (existsSync(file)) compareWith(readFileSync(file, 'utf8').split('\n'))
else {
  writeFileSync(file, lines.join('\n'))
  console.log(`${lines.length} questions written to ${file}; run again to compare.`)
}

function firstSql({ readings: [first] }: Understanding, index: LanguageIndex): string {
  if (first === undefined) return ''
  try {
    return compile(first.plan, index.catalog, index.catalog.dialect).sql.replace(/\s+/g, ' ')
  } catch (error) {
    return String(error)
  }
}

function compareWith(before: readonly string[]): void {
  const changed = lines.flatMap((line, at) => (line === before[at] ? [] : [[before[at] ?? '', line] as const]))
  for (const [was, now] of changed.slice(0, 20)) console.log(`was ${was}\nnow ${now}\n`)
  const sql = changed.filter(([was, now]) => was.split('\t').at(-1) !== now.split('\t').at(-1)).length
  console.log(`${lines.length} questions, ${changed.length} come to something else, ${sql} to another first SQL.`)
  process.exitCode = changed.length === 0 ? 0 : 1
}
