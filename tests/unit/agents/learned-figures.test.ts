import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aliasFrom } from '../../../electron/agents/learned-alias.ts'
import { readHere } from '../../../electron/agents/read-here.ts'
import { definitionsOf, recalled, recalledAlike } from '../../../electron/agents/learned-reading.ts'
import { wordingOf } from '../../../electron/agents/learned-wording.ts'
import type { Knowledge } from '../../../electron/agents/question.ts'
import { buildIndex } from '../../../electron/language/index/language-index.ts'
import { understand } from '../../../electron/language/understand.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { inlineParameters } from '../../../electron/plan/inline.ts'
import type { Source } from '../../../electron/sources/source.ts'
import type { KeptQuestion } from '../../../electron/store/learned.ts'
import { readGlossary } from '../../../electron/terms/read-glossary.ts'
import type { Catalog } from '../../../shared/model/catalog.ts'
import type { Plan } from '../../../shared/model/plan.ts'
import { TermFile, type Term } from '../../../shared/model/term.ts'
import { catalogOf } from '../../eval/catalogs.ts'
import { split } from '../../eval/holdout.ts'
import { Judge } from '../../eval/judge.ts'

const questionFile = process.env.QUAESTOR_QUESTIONS
const databases = process.env.QUAESTOR_DATABASES
const given = questionFile !== undefined && databases !== undefined && existsSync(questionFile) && existsSync(databases)
if (!given) console.warn('SKIPPED: what one correction buys; set QUAESTOR_QUESTIONS to a question file and QUAESTOR_DATABASES to its folder of SQLite databases.')

type Question = { id: number; db_id: string; question: string; paraphrase: string; query: string; empty: boolean }

const asOf = '2020-01-01'
/** Databases, and questions of each, that are looked at: enough for more than a hundred corrections. */
const looked = { databases: 70, questions: 40 }

function knowledgeOf(catalog: Catalog, terms: Term[]): Knowledge {
  const { glossary } = readGlossary(TermFile.parse({ terms }), catalog, { asOf })
  const index = buildIndex(catalog, glossary)
  const source = { dialect: 'sqlite' } as Partial<Source> as Source
  return { context: { sourceId: 's', sourceName: 's', source, database: 'd', catalog }, glossary, index, reader: readHere(() => index, glossary), asOf, calendar: 'calendar' }
}

test.skipIf(!given)('one correction makes the same phrasing right, most of its paraphrases, and hardly another question wrong', async () => {
  const cache = join(tmpdir(), 'quaestor-learned-figures')
  mkdirSync(cache, { recursive: true })
  const everything = (JSON.parse(readFileSync(questionFile!, 'utf8')) as Question[]).filter(({ empty }) => !empty)
  const { train } = split(everything.map(({ db_id }) => db_id))
  const groups = [...Map.groupBy(everything.filter(({ db_id }) => train.has(db_id)), ({ db_id }) => db_id)].slice(0, looked.databases)
  const figures = { corrections: 0, same: 0, words: 0, paraphraseBefore: 0, paraphrase: 0, others: 0, broken: 0, mended: 0 }
  const broken: string[] = []
  for (const [name, group] of groups) {
    const path = join(databases!, `${name}.sqlite`)
    const catalog = await catalogOf(path, name, cache)
    const before = knowledgeOf(catalog, [])
    const judge = new Judge(path, name, cache)
    const isRight = async ({ query }: Question, plan: Plan | undefined): Promise<boolean> => {
      if (plan === undefined) return false
      try {
        return await judge.verdict(query, inlineParameters(compile(plan, catalog, 'sqlite', { output: 'batch' }))) === 'right'
      } catch {
        return false
      }
    }
    const read = (text: string, { index }: Knowledge) => understand(text, index, { asOf, top: 3 })
    const asked = []
    for (const question of group.slice(0, looked.questions)) {
      const understanding = read(question.question, before)
      let at = -1
      for (const [place, { plan }] of understanding.readings.slice(0, 3).entries()) if (at < 0 && await isRight(question, plan)) at = place
      asked.push({ question, understanding, at })
    }
    for (const { question, understanding, at } of asked) {
      const chosen = understanding.readings[at]
      const [first] = understanding.readings
      if (at < 1 || chosen === undefined || first === undefined) continue
      figures.corrections += 1
      const { term } = aliasFrom(question.question, chosen.plan, understanding, before, [])
      const terms = term === null ? [] : [term]
      const after = knowledgeOf(catalog, terms)
      if (term !== null) figures.words += 1
      const kept: KeptQuestion = {
        id: '1', at: '2020-01-01T00:00:00Z', question: question.question, wording: wordingOf(question.question), plan: chosen.plan, instead: first.plan, fingerprint: catalog.fingerprint,
        definitions: definitionsOf(chosen.plan, question.question, before, []), clock: { asOf, calendar: 'calendar', fiscalYearStart: catalog.fiscalYearStart }, how: 'reading',
      }
      const planFor = async (text: string): Promise<Plan | undefined> => {
        const found = wordingOf(text) === kept.wording ? recalled(kept, after, terms) : await recalledAlike(text, [kept], () => kept, after, terms)
        return found?.kind === 'fits' ? found.reading.plan : read(text, after).readings[0]?.plan
      }
      const plain = question.question.replace(/[?.]$/, '')
      if (await isRight(question, await planFor(` ${plain.toUpperCase()} `)) && await isRight(question, await planFor(`${plain}  !`))) figures.same += 1
      if (await isRight(question, read(question.paraphrase, before).readings[0]?.plan)) figures.paraphraseBefore += 1
      if (await isRight(question, await planFor(question.paraphrase))) figures.paraphrase += 1
      for (const other of asked) {
        if (other.question.query === question.query) continue
        figures.others += 1
        const like = await recalledAlike(other.question.question, [kept], () => kept, after, terms)
        // Without a new word and without a like choice nothing is read differently.
        if (term === null && like === null) continue
        const right = await isRight(other.question, like?.kind === 'fits' ? like.reading.plan : read(other.question.question, after).readings[0]?.plan)
        if (right === (other.at === 0)) continue
        figures[right ? 'mended' : 'broken'] += 1
        if (!right) broken.push(`${question.question} | ${other.question.question}`)
      }
    }
    judge.close()
  }
  process.stderr.write(`${JSON.stringify(figures)}\n${broken.join('\n')}\n`)
  expect(figures.corrections).toBeGreaterThanOrEqual(100)
  expect(figures.same).toBe(figures.corrections)
  expect(figures.paraphrase / figures.corrections).toBeGreaterThan(0.5)
  expect(figures.broken / figures.others).toBeLessThan(0.001)
}, 600_000)
