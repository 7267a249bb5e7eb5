import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { candidatesOf } from '../../electron/language/candidates.ts'
import { saidRoles } from '../../electron/language/roles/roles.ts'
import { withRoles } from '../../electron/language/roles/with-roles.ts'
import { evidenceOf, fullEvidenceOf, shares, type Evidence, type Standing } from '../../electron/language/confidence.ts'
import { buildIndex, type LanguageIndex } from '../../electron/language/index/language-index.ts'
import type { Frame } from '../../electron/language/meaning/frame.ts'
import { planOf } from '../../electron/language/meaning/plan.ts'
import { featuresOf, type Features } from '../../electron/language/ranking/features.ts'
import { scoreOf } from '../../electron/language/ranking/rank.ts'
import { clauseModel, clauseOdds, shippedModel, type ClauseModel } from '../../electron/language/ranking/signature.ts'
import { isSensible } from '../../electron/language/sensible.ts'
import { tokenize } from '../../electron/language/tokens/tokens.ts'
import { compile } from '../../electron/plan/compile.ts'
import { inlineParameters } from '../../electron/plan/inline.ts'
import { Failure } from '../../shared/model/failure.ts'
import { catalogOf } from './catalogs.ts'
import { sample } from './sample.ts'
import { fitRanking, fitStandardised, type Choice, type Sparse } from './fit.ts'
import { split } from './holdout.ts'
import { Judge } from './judge.ts'
import { trainSignature } from './train-signature.ts'

/**
 * Learns the clause signature, the ranker's weights and the confidence from the training databases, and writes their data files.
 * node tests/eval/train.ts --questions FILE --databases DIR [--candidates N] [--sample N]
 */
type Question = { id: number; db_id: string; question: string; paraphrase?: string; query: string; empty: boolean }
type Labelled = { database: string; fold: number; words: number; candidates: Labelling[] }
type Judged = { fold: number; standing: Standing; right: boolean }
type Labelling = { features: Features; right: boolean; sql: string }

const asOf = '2020-01-01'
const folds = 3
/** A database whose statements take too long teaches too little for its time. */
const mostSlow = 6
/** Evidence that fewer questions show is left out of the confidence, the rest is held back strongly: databases differ. */
const leastEvidence = 60
const fullDecay = 1_000
const { values: options } = parseArgs({ options: { questions: { type: 'string' }, databases: { type: 'string' }, candidates: { type: 'string', default: '50' }, sample: { type: 'string' }, decay: { type: 'string', default: '0.002' }, epochs: { type: 'string', default: '10' } } })
if (options.questions === undefined || options.databases === undefined) throw new Error('Give --questions FILE and --databases DIR.')
const directory = options.databases
const cache = join(tmpdir(), `quaestor-eval-${createHash('sha256').update(directory).digest('hex').slice(0, 8)}`)
mkdirSync(cache, { recursive: true })
const everything = JSON.parse(readFileSync(options.questions, 'utf8')) as Question[]
const { train } = split(everything.map((question) => question.db_id))
const questions = everything.filter((question) => train.has(question.db_id)).flatMap(({ paraphrase, ...question }) => (paraphrase === undefined || paraphrase === question.question ? [question] : [question, { ...question, question: paraphrase }]))
const labelledMost = options.sample === undefined ? questions.length : Number(options.sample)
const foldOf = (database: string) => Number.parseInt(createHash('sha256').update(`fold ${database}`).digest('hex').slice(0, 8), 16) % folds

// The ranker must see the signature as it is on databases it was not trained on: each fold uses the other folds' signature.
const crossed = Array.from({ length: folds }, (_, fold) => clauseModel(trainSignature(questions.filter((question) => foldOf(question.db_id) !== fold))))
writeFileSync(resource('signature.json'), `${JSON.stringify(trainSignature(questions))}\n`)
console.log('signature trained')
const labelled = await label(sample(questions.filter((question) => !question.empty), labelledMost))
const reachable = labelled.filter((item) => item.candidates.some((candidate) => candidate.right))
console.log(`${labelled.length} questions, ${reachable.length} with a right candidate`)
const { names, weights: start } = startWeights(labelled)
const judged: Judged[] = []
for (let fold = 0; fold < folds; fold++) {
  const learned = fitRanking(choices(reachable.filter((item) => foldOf(item.database) !== fold), names), start, fitting())
  const held = labelled.filter((item) => foldOf(item.database) === fold)
  const found = held.flatMap((item) => bestOf(item, learned, names))
  judged.push(...found)
  console.log(`fold ${fold}: ${((100 * found.filter((item) => item.right).length) / held.length).toFixed(1)} % of ${held.length}, at best ${((100 * held.filter((item) => item.candidates.some((candidate) => candidate.right)).length) / held.length).toFixed(1)} %`)
}
calibrate(judged)
const weights = fitRanking(choices(reachable, names), start, fitting())
const kept = [...names].map(([name, at]): [string, number] => [name, Math.round(weights[at]! * 1000) / 1000]).filter(([, weight]) => Math.abs(weight) >= 0.005).sort(([left], [right]) => (left < right ? -1 : 1))
writeFileSync(resource('weights.json'), `{\n${kept.map(([name, weight]) => `  ${JSON.stringify(name)}: ${weight}`).join(',\n')}\n}\n`)
console.log(`${kept.length} weights`)

/** The reading that weights put first, with the evidence for it; none when there is no candidate. */
function bestOf({ candidates, words, fold }: Labelled, learned: Float64Array, positions: ReadonlyMap<string, number>): Judged[] {
  const scored = candidates.map((candidate) => ({ candidate, score: Object.entries(candidate.features).reduce((sum, [name, value]) => (positions.has(name) ? sum + learned[positions.get(name)!]! * value : sum), 0) }))
    .sort((left, right) => right.score - left.score).slice(0, 24)
  const [first] = scored
  if (first === undefined) return []
  const part = shares(scored.map((item) => item.score))
  const share = scored.reduce((sum, item, at) => (item.candidate.sql === first.candidate.sql ? sum + part[at]! : sum), 0)
  const next = scored.find((item) => item.candidate.sql !== first.candidate.sql)
  const rival = scored.reduce((sum, item, at) => (item.candidate.sql === next?.candidate.sql ? sum + part[at]! : sum), 0)
  const lost = Object.entries(first.candidate.features).reduce((sum, [name, value]) => (name.startsWith('note.lost') ? sum + value : sum), 0)
  return [{ fold, right: first.candidate.right, standing: { share, rival, margin: next === undefined ? Infinity : first.score - next.score, lost, words, features: first.candidate.features } }]
}

/** Fits the confidence on databases that the ranker had not seen, from little evidence and from all, and writes both. */
function calibrate(list: readonly Judged[]): void {
  const fitted = { few: curve(list, evidenceOf, 1), full: curve(list, fullEvidenceOf, fullDecay) }
  writeFileSync(resource('calibration.json'), `${JSON.stringify(fitted, null, 2)}\n`)
}

/** Weights of a confidence; prints how far it separates right from wrong on folds that it was not fitted on. */
function curve(list: readonly Judged[], read: (standing: Standing) => Evidence, decay: number): Record<string, number> {
  const examples = list.map(({ standing, right, fold }) => ({ fold, right, evidence: read(standing) }))
  const counts = new Map<string, number>()
  for (const { evidence } of examples) for (const name of Object.keys(evidence)) counts.set(name, (counts.get(name) ?? 0) + 1)
  const parts = [...counts].filter(([, count]) => count >= leastEvidence).map(([name]) => name).sort()
  const fit = (items: typeof examples) => fitStandardised(items.map(({ evidence }) => Float64Array.from(parts, (name) => evidence[name] ?? 0)), items.map((item) => (item.right ? 1 : 0)), decay)
  const seen = Array.from({ length: folds }, (_, fold) => {
    const fitted = fit(examples.filter((item) => item.fold !== fold))
    return examples.filter((item) => item.fold === fold).map(({ right, evidence }) => ({ right, odds: parts.reduce((sum, name, at) => sum + fitted[at]! * (evidence[name] ?? 0), fitted[parts.length]!) }))
  }).flat().sort((left, right) => right.odds - left.odds)
  for (const share of [0.3, 0.4, 0.5, 0.6]) {
    const surest = seen.slice(0, Math.round(seen.length * share))
    console.log(`${parts.length} kinds of evidence, surest ${share * 100} %: precision ${((100 * surest.filter((item) => item.right).length) / surest.length).toFixed(1)} %, confidence from ${(1 / (1 + Math.exp(-surest.at(-1)!.odds))).toFixed(2)}`)
  }
  const fitted = fit(examples)
  const round = (value: number) => Math.round(value * 1000) / 1000
  return Object.fromEntries([['bias', round(fitted[parts.length]!)], ...parts.map((name, at): [string, number] => [name, round(fitted[at]!)]).filter(([, weight]) => weight !== 0)])
}

function resource(name: string): URL {
  return new URL(`../../resources/language/${name}`, import.meta.url)
}

function fitting() {
  return { epochs: Number(options.epochs), rate: 0.06, decay: Number(options.decay) }
}

async function label(list: Question[]): Promise<Labelled[]> {
  const done: Labelled[] = []
  for (const [database, group] of Map.groupBy(list, (question) => question.db_id)) {
    const path = join(directory, `${database}.sqlite`)
    const whole = buildIndex(await catalogOf(path, database, cache), null)
    const model: ClauseModel = crossed[foldOf(database)]!
    const judge = new Judge(path, database, cache, 700)
    process.stderr.write(`${database}\n`)
    for (const question of group) {
      if (judge.slow > mostSlow) break
      const wanted = await judge.wanted(question.query)
      if (wanted === null || wanted.length === 0) continue
      const tokens = tokenize(question.question)
      const index = withRoles(whole, saidRoles(tokens, whole))
      const own = clauseOdds(tokens, model)
      const shipped = clauseOdds(tokens, shippedModel)
      const ranked = candidatesOf(tokens, index, { asOf, fiscalYearStart: 1, calendar: 'calendar' }, 'guess')
        .map((candidate) => ({ candidate, features: featuresOf(candidate, tokens, shipped, index) })).map((item) => ({ ...item, score: scoreOf(item.features) }))
        .filter((item) => (item.features.spread ?? 0) < 10).sort((left, right) => right.score - left.score).slice(0, Number(options.candidates))
      const candidates: Labelling[] = []
      for (const { candidate } of ranked) {
        const sql = sqlOf(candidate.frame, index)
        if (sql !== null) candidates.push({ sql, features: featuresOf(candidate, tokens, own, index), right: (await judge.verdict(question.query, sql)) === 'right' })
      }
      done.push({ database, fold: foldOf(database), words: tokens.length, candidates })
    }
    judge.close()
  }
  return done
}

function sqlOf(frame: Frame, index: LanguageIndex): string | null {
  const planned = planOf(frame, index, asOf)
  try {
    return planned === null || !isSensible(planned, index.catalog) ? null : inlineParameters(compile(planned, index.catalog, 'sqlite', { output: 'batch' }))
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}

/** Features that enough databases show; a weight starts where sense puts it. */
function startWeights(list: readonly Labelled[]): { names: Map<string, number>; weights: Float64Array } {
  const sensible: Record<string, number> = { cover: 1, links: 1, signature: 0.5, spread: -0.3 }
  const seen = new Map<string, Set<string>>()
  for (const { database, candidates } of list) for (const { features } of candidates) for (const name of Object.keys(features)) seen.set(name, (seen.get(name) ?? new Set()).add(database))
  const names = new Map([...seen].filter(([, databases]) => databases.size >= 6).map(([name]) => name).sort().map((name, at) => [name, at]))
  const weights = new Float64Array(names.size)
  for (const [name, at] of names) weights[at] = sensible[name] ?? 0
  return { names, weights }
}

function choices(list: readonly Labelled[], names: ReadonlyMap<string, number>): Choice[] {
  return list.filter((item) => item.candidates.length > 0).map((item) => ({
    right: item.candidates.map((candidate) => candidate.right),
    candidates: item.candidates.map(({ features }): Sparse => {
      const entries = Object.entries(features).flatMap(([name, value]): [number, number][] => (names.has(name) ? [[names.get(name)!, value]] : []))
      return { at: Int32Array.from(entries.map(([at]) => at)), value: Float64Array.from(entries.map(([, value]) => value)) }
    }),
  }))
}
