import type { Display, Plan } from '../../shared/model/plan.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import { tablesRead } from '../plan/query.ts'
import { reading as sentence } from '../plan/reading.ts'
import { readChartWords, type ChartWords } from './chart-words/chart-words.ts'
import { wordsCalled } from './chart-words/columns.ts'
import { fitOf } from './chart-words/fit.ts'
import { pictureOf, withPicture } from './chart-words/picture.ts'
import { candidatesOf, type Repeats } from './candidates.ts'
import { confidenceOf, shares } from './confidence.ts'
import type { AnyPiece } from './grammar/piece.ts'
import type { LanguageIndex } from './index/language-index.ts'
import { relatingVerbs } from './lexicon.ts'
import { isThing } from './lattice/cues.ts'
import { explained } from './meaning/explain.ts'
import { placeOrigins } from './meaning/origins.ts'
import { saidIn } from './meaning/said.ts'
import { saidRoles } from './roles/roles.ts'
import { withRoles } from './roles/with-roles.ts'
import { planOf } from './meaning/plan.ts'
import { featuresOf, type Candidate } from './ranking/features.ts'
import { scoreOf } from './ranking/rank.ts'
import { clauseOdds, shippedModel } from './ranking/signature.ts'
import { tokenize, type Token } from './tokens/tokens.ts'
import type { Reading, Understanding } from './understanding.ts'
import { isSensible, mixedCurrencies } from './sensible.ts'
import { nearWords } from './near-words.ts'
import { contentLeft, partsLeft, withNearest } from './unknown-words.ts'

/** Candidates that are made into plans. */
const planned = 24
const defaultTop = 3
/** The spread of tables that no keys connect. */
const apart = 10
/** Below this the engine would rather ask than answer; who guesses at repeats is judged by exact rows and asks sooner. */
const sureEnough: Record<Repeats, number> = { keep: 0.4, guess: 0.74 }
/** Below this, with a word it does not know, it declines. */
const hopeless = 0.1
const mostOptions = 4
/** How much worse a reading scores that is about something else. */
const farBehind = 2.5
/** How little worse one scores that is as likely. */
const near = 0.8

type Scored = { candidate: Candidate; features: Reading['features']; score: number }

/**
 * Understands a question about one database: ranked plans, one clarifying question, or a refusal that names the words it does not know.
 * Pure and deterministic; no network, no model, milliseconds. Relative periods count from `asOf`. Lists keep equal rows unless the words say
 * otherwise, or `repeats` lets the engine guess.
 */
export function understand(question: string, whole: LanguageIndex, options: { asOf: IsoDate; calendar?: 'calendar' | 'fiscal'; top?: number; repeats?: Repeats; /** A chart is wanted, whatever the words say. */ charted?: boolean }): Understanding {
  const { rest: tokens, chart } = readChartWords(tokenize(question), options.charted === true, (name) => wordsCalled(name, whole))
  const index = withRoles(whole, saidRoles(tokens, whole))
  const odds = clauseOdds(tokens, shippedModel)
  const ranked = candidatesOf(tokens, index, { asOf: options.asOf, fiscalYearStart: index.catalog.fiscalYearStart, calendar: options.calendar ?? 'calendar' }, options.repeats ?? 'keep')
    .map((candidate): Scored => {
      const features = featuresOf(candidate, tokens, odds, index)
      return { candidate, features, score: scoreOf(features) + (chart === null ? 0 : fitOf(candidate.frame, chart, index)) }
    })
    .filter((item) => (item.features.spread ?? 0) < apart)
    .sort((left, right) => right.score - left.score)
    .slice(0, planned)
  const all = readingsOf(ranked, question, tokens, chart, index, options.asOf, options.repeats ?? 'keep')
  const readings = sensibleOnes(all, index, Math.max(options.top ?? defaultTop, mostOptions))
  const offered = { readings: readings.slice(0, options.top ?? defaultTop), unknownWords: [] }
  const [best] = readings
  const mixed = mixedMeant(all[0], best, index)
  if (mixed !== null) return { ...offered, outcome: 'refused', unknownWords: [], mixed }
  if (best === undefined) return { ...offered, outcome: 'refused', unknownWords: contentLeft([...tokens.keys()], tokens).map((token) => withNearest(token, index)) }

  const unknown = tokens.filter((token) => best.ignoredWords.some((ignored) => ignored.start === token.start))
  const related = tablesRead(best.plan).length > 1
  const unknownWords = unknown.filter((token) => !(related && relatingVerbs.has(token.lower) && !isThing(tokens, tokens.indexOf(token)))).map((token) => withNearest(token, index))
  if (unknown.some((token) => isEssential(token, tokens)) || (best.confidence < hopeless && unknownWords.length > 0)) return { ...offered, outcome: 'refused', unknownWords }

  const partly = unknownWords.length > 0 || dropsWords(best)
  if (best.confidence >= sureEnough[options.repeats ?? 'keep'] && !partly && !isTorn(readings)) return { ...offered, outcome: 'answered', unknownWords }
  const choices = distinctChoices(readings, index)
  if (choices.length < 2 && !partly) return { ...offered, outcome: 'answered', unknownWords }
  return { readings, outcome: 'clarify', unknownWords, clarification: askedBack(unknownWords[0]?.text, partly, choices) }
}

/** Why the likeliest reading is refused, where it adds up several currencies and the best of the others is about something else: words are left out, or it is far behind. */
function mixedMeant(first: Reading | undefined, best: Reading | undefined, index: LanguageIndex): Understanding['mixed'] | null {
  if (first === undefined || first === best || (best !== undefined && best.ignoredWords.length <= first.ignoredWords.length && best.score > first.score - farBehind)) return null
  return mixedCurrencies(first.plan, index.catalog)
}

/** A name, a quoted text, or the first word that carries content: without it any answer is about something else. */
function isEssential(token: Token, tokens: readonly Token[]): boolean {
  return token.kind === 'quoted' || (token.capital && token.start > 0) || token === contentLeft([...tokens.keys()], tokens)[0]
}

function askedBack(unknown: string | undefined, partly: boolean, options: { label: string; plan: Plan }[]): NonNullable<Understanding['clarification']> {
  if (unknown !== undefined) return { lead: `I don't know “${unknown}”. Without it,`, question: `I don't know “${unknown}”. Without it, is one of these what you mean?`, options }
  const lead = partly ? 'I could not use all of the question.' : ''
  return { lead, question: partly ? `${lead} Is one of these what you mean?` : 'Which of these do you mean?', options }
}

/** The first readings that anyone could mean; looking at more would cost time and change nothing. */
function sensibleOnes(readings: readonly Reading[], index: LanguageIndex, most: number): Reading[] {
  const found: Reading[] = []
  for (const reading of readings) {
    if (found.length === most) break
    if (isSensible(reading.plan, index.catalog)) found.push(reading)
  }
  return found
}

/** Whether a part of the question was understood but found no place in the plan, or a wrong one: a date of another table than the figure's own. */
const dropsWords = (reading: Reading): boolean => (reading.features.foreignTime ?? 0) > 0 || reading.assumed.some((note) => note.startsWith('lost'))

/** Whether the words leave open whose amount is meant, and nothing else in the question tells: "how much was paid", by us or to us. */
function isTorn([best, ...others]: readonly Reading[]): boolean {
  const sameWords = (other: Reading) => JSON.stringify(other.trace) === JSON.stringify(best?.trace)
  return best?.assumed.includes('whichAmount') === true && others.some((other) => sameWords(other) && other.score > best.score - near && !dropsWords(other))
}

/** The best readings whose English differs. */
function distinctChoices(readings: readonly Reading[], index: LanguageIndex): { label: string; plan: Plan }[] {
  const choices = new Map<string, Plan>()
  for (const { plan } of readings) {
    if (choices.size === mostOptions) break
    const label = sentence(plan, index.catalog)
    if (!choices.has(label)) choices.set(label, plan)
  }
  return [...choices].map(([label, plan]) => ({ label, plan }))
}

/** Plans of different meaning, best first, each with its evidence. */
function readingsOf(ranked: readonly Scored[], question: string, tokens: readonly Token[], chart: ChartWords | null, index: LanguageIndex, asOf: IsoDate, repeats: Repeats): Reading[] {
  const part = shares(ranked.map((item) => item.score))
  const readings = new Map<string, Reading>()
  ranked.forEach(({ candidate, features, score }, at) => {
    const picture = chart === null ? null : pictureOf(candidate.frame, chart, index)
    const bare = planOf(picture?.frame ?? candidate.frame, index, asOf)
    if (bare === null) return
    const plan = explained(bare, saidIn(candidate.cover, candidate.choice, index))
    placeOrigins(plan, tokens)
    const kind = chartAsked(candidate.cover.pieces)
    if (picture !== null) withPicture(plan, picture)
    else if (kind !== undefined) plan.display = { chart: kind }
    const key = JSON.stringify(plan, (name, value: unknown) => (name === 'origin' ? undefined : value))
    const known = readings.get(key)
    if (known !== undefined) {
      known.confidence += part[at]!
      return
    }
    const ignored = contentLeft(candidate.cover.skipped, tokens)
    readings.set(key, {
      plan, confidence: part[at]!, score, features, assumed: [...candidate.frame.notes, ...nearWords(candidate, tokens, index), ...(losesGroup(candidate, tokens) ? ['lostGroup'] : []), ...partsLeft(candidate.cover.skipped, tokens)],
      ignoredWords: ignored.map(({ text, start, end }) => ({ text, start, end })),
      trace: candidate.cover.pieces.map((piece) => traced(piece, question, tokens)),
    })
  })
  const found = [...readings.values()]
  const second = found[1]?.score ?? -Infinity
  return found.map((reading, at) => ({ ...reading, confidence: confidenceOf({ share: reading.confidence, rival: found[at === 0 ? 1 : 0]?.confidence ?? 0, margin: at === 0 ? reading.score - second : 0, lost: lostParts(reading), words: tokens.length, features: reading.features }, repeats === 'guess') }))
}

const groupers = new Set(['by', 'per', 'each'])

/** Whether "by region" was said of a figure and groups nothing. */
function losesGroup({ cover, frame }: Candidate, tokens: readonly Token[]): boolean {
  if (frame.measures.length === 0 || frame.by.length > 0) return false
  const idle = (at: number) => cover.pieces.every((piece) => at < piece.start || at >= piece.end || piece.kind === 'cue')
  return tokens.some((token, at) => groupers.has(token.lower) && idle(at) && cover.pieces.some((piece) => piece.kind === 'noun' && (piece.start === at + 1 || piece.start === at + 2)))
}

const lostParts = (reading: Reading): number => reading.assumed.filter((note) => note.startsWith('lost')).length

function traced(piece: AnyPiece, question: string, tokens: readonly Token[]): Reading['trace'][number] {
  const [first, last] = [tokens[piece.start]!, tokens[piece.end - 1]!]
  const [start, end] = [Math.min(first.start, last.start), last.end]
  return { text: question.slice(start, end), start, end, means: piece.kind === 'cue' ? piece.cue.cue : piece.kind }
}

function chartAsked(pieces: readonly AnyPiece[]): Display['chart'] {
  for (const piece of pieces) if (piece.kind === 'cue' && piece.cue.cue === 'chart') return piece.cue.chart
  return undefined
}
