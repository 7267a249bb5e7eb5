import { chartOf } from './grammar/chart.ts'
import { covers } from './grammar/cover.ts'
import { parse } from './grammar/grammar.ts'
import type { LanguageIndex } from './index/language-index.ts'
import type { AnyPiece, Noun } from './grammar/piece.ts'
import { cuesIn } from './lattice/cues.ts'
import { nounsIn } from './lattice/nouns.ts'
import { periodsIn } from './lattice/periods.ts'
import { termsIn } from './lattice/terms.ts'
import { valuesIn } from './lattice/values.ts'
import { cuesByFirstWord } from './lexicon.ts'
import { compose } from './meaning/compose.ts'
import type { Decisions, Frame } from './meaning/frame.ts'
import { itemsOf, ofKind, type Item } from './meaning/items.ts'
import { playedByEntity } from './roles/played-by-entity.ts'
import { shareTests } from './roles/shared-tests.ts'
import { withRoleValues } from './roles/role-values.ts'
import { keysSaid } from './meaning/parallel-keys.ts'
import { resolve, slotsOf } from './meaning/slots.ts'
import type { Clock } from './periods/read-period.ts'
import { numbersIn, type Token } from './tokens/tokens.ts'
import type { Candidate } from './ranking/features.ts'

const coverWidth = 24
const coversKept = 16
const choicesKept = 4
/** How well a column must be named to be meant by a word of the vocabulary for another. */
const namesake = 0.9

/** Whether equal rows of a list are kept unless the words say otherwise, or dropped where most askers of a benchmark would. */
export type Repeats = 'keep' | 'guess'

/** Typed readings of every span: the lattice. */
export function latticeOf(tokens: readonly Token[], index: LanguageIndex, clock: Clock): AnyPiece[] {
  const numbers = numbersIn(tokens).map((number): AnyPiece => ({
    kind: 'number', start: number.at, end: number.at + number.tokens, value: number.value, shape: number.shape, score: /^[\d$€£]/.test(tokens[number.at]!.lower) ? 0.8 : 0.5,
    text: tokens.slice(number.at, number.at + number.tokens).map((token) => token.text).join(' '),
  }))
  const terms = termsIn(tokens, index)
  const periods = periodsIn(tokens, clock)
  const nouns = nounsIn(tokens, index).filter((noun) => !datesPeriod(noun, periods, tokens))
  return [...nouns, ...withRoleValues(valuesIn(tokens, index), tokens, index).filter((value) => !namesMetric(value, terms)), ...terms.map((term) => withNamesakes(term, nouns)), ...cuesIn(tokens), ...periods, ...numbers]
}

/** Whether a noun is but the "since" of "since June", which names no column even where one is called so. */
const datesPeriod = (noun: Noun, periods: readonly AnyPiece[], tokens: readonly Token[]): boolean =>
  noun.end - noun.start === 1 && periods.some(({ start }) => start === noun.end) && (cuesByFirstWord.get(tokens[noun.start]!.lower) ?? []).some(({ words, cue }) => words.length === 1 && cue.cue === 'temporal')

/** A word that the vocabulary gives to one column may still mean one of that name in a table that is spoken of: "vendors by country". */
function withNamesakes(term: AnyPiece, nouns: readonly Noun[]): AnyPiece {
  if (term.kind !== 'noun' || term.targets.some(({ kind }) => kind !== 'column')) return term
  const others = nouns.filter((noun) => noun.start === term.start && noun.end === term.end && noun.full === undefined && noun.title === undefined).flatMap((noun) => noun.targets)
  const namesakes = others.filter((target) => target.kind === 'column' && target.score >= namesake && !term.targets.some(({ at }) => at === target.at))
  return { ...term, targets: [...term.targets, ...namesakes] }
}

/** Whether the same words are a metric of the vocabulary: what people defined wins over a value that happens to be called so. */
const namesMetric = (value: AnyPiece, terms: readonly AnyPiece[]): boolean =>
  terms.some((term) => term.kind === 'noun' && term.start === value.start && term.end === value.end && term.targets.some(({ kind }) => kind === 'metric'))

/** Candidate meanings of a tokenised question, in no particular order; equal frames appear once, under their best cover. */
export function candidatesOf(tokens: readonly Token[], index: LanguageIndex, clock: Clock, repeats: Repeats): Candidate[] {
  const chart = parse(chartOf(tokens, index, latticeOf(tokens, index, clock)))
  const found = new Map<string, Candidate>()
  const keys = keysSaid(tokens, index)
  const asks = asksFigure(tokens)
  for (const cover of covers(chart, coverWidth).slice(0, coversKept)) {
    const open = cover.pieces.some((piece) => piece.kind === 'measure' && piece.asked === true && piece.of !== null && piece.of.targets.length > 1)
    for (const choice of resolve(slotsOf(cover), index).slice(0, choicesKept)) {
      const items = shareTests(playedByEntity(itemsOf(cover, choice, tokens, index), index), index)
      for (const decisions of decisionsFor(items, repeats)) {
        const frame = compose(items, decisions, index, keys)
        if (frame === null) continue
        if (asks && !hasFigure(frame, index)) frame.notes.push('lostFigure')
        if (open) frame.notes.push('whichAmount')
        const key = keyOf(frame)
        const known = found.get(key)
        if (known === undefined || known.cover.score + known.choice.score < cover.score + choice.score) found.set(key, { cover, choice, frame })
      }
    }
  }
  return [...found.values()]
}

/** "How much", "how many": a number is wanted, and no list is an answer. */
const asksFigure = (tokens: readonly Token[]): boolean => tokens.some(({ lower }, at) => lower === 'how' && /^(?:much|many)$/.test(tokens[at + 1]?.lower ?? ''))

/** Whether a number is shown: one that is worked out, or in a list without a time a number of the rows themselves ("how much does each product cost"). */
function hasFigure(frame: Frame, index: LanguageIndex): boolean {
  if (frame.measures.length + frame.having.length > 0 || frame.order.some(({ by }) => by.kind === 'measure')) return true
  const timed = frame.period !== null || frame.where.some(({ kind }) => kind === 'within')
  return !timed && frame.show.some((item) => item.kind === 'column' && index.columns[item.column]!.role === 'measure')
}

const keyOf = (frame: Frame): string => JSON.stringify(frame, (name, value: unknown) => (name === 'notes' || name === 'place' || name === 'said' || name === 'limitPlace' || name === 'start' || name === 'end' ? undefined : value))

/** The decisions worth trying for these items. */
function decisionsFor(items: readonly Item[], repeats: Repeats): Decisions[] {
  const base: Decisions = { display: 'name', extreme: 'measure', group: 'auto', both: 'any', distinct: false, clauseColumns: false, numbers: 'sum', bridge: false, wide: false, repeat: false, within: false, apart: false, byFigure: false, perRow: false }
  const found = [base]
  const branch = (change: Partial<Decisions>) => found.push(...found.map((decisions) => ({ ...decisions, ...change })))
  if (ofKind(items, 'order').some((item) => item.keys.length === 0) && ofKind(items, 'measure').length > 0) branch({ byFigure: true })
  if (ofKind(items, 'group').some(({ per }) => per === true) && ofKind(items, 'measure').some(({ measures }) => measures[0]!.metric !== undefined)) branch({ perRow: true })
  if (ofKind(items, 'superlative').length > 0) branch({ extreme: 'row' })
  if (ofKind(items, 'where').length > 1) branch({ both: 'intersection' })
  if (ofKind(items, 'where').length > 1 && ofKind(items, 'measure').length > 0 && ofKind(items, 'group').length === 0) found.push({ ...base, both: 'group' })
  if (ofKind(items, 'where').some((item) => item.condition.kind === 'average') && ofKind(items, 'where').length > 1) branch({ within: true })
  if (ofKind(items, 'column').some((item) => item.clause)) branch({ clauseColumns: true })
  if (ofKind(items, 'column').every((item) => item.clause)) branch({ display: 'key' })
  if (ofKind(items, 'measure').some((item) => item.numberOf)) branch({ numbers: 'show' })
  if (ofKind(items, 'measure').length + ofKind(items, 'having').length + ofKind(items, 'superlative').length > 0) branch({ bridge: true })
  if (items.some((item) => item.negated && item.kind === 'where') && ofKind(items, 'measure').length === 0) found.push(...found.filter((decisions) => decisions.both === 'any').map((decisions) => ({ ...decisions, apart: true })))
  if (repeats === 'guess' && ofKind(items, 'measure').length === 0) branch({ distinct: true })
  if (repeats === 'guess') found.push(...found.filter((decisions) => !decisions.distinct && decisions.both !== 'intersection').map((decisions) => ({ ...decisions, repeat: true })))
  // Rarer readings are not tried with every other decision.
  const rare: Partial<Decisions>[] = [...(ranksInside(items) ? [{ extreme: 'rows' } as const] : []), ...(ofKind(items, 'where').length > 2 && ofKind(items, 'where').some((item) => item.or) ? [{ wide: true }] : [])]
  for (const change of rare) found.push({ ...base, ...change }, ...(repeats === 'guess' ? [{ ...base, ...change, distinct: true }, { ...base, ...change, repeat: true }] : []))
  return found
}

/** Whether a superlative stands after what is asked for: "ages of employees in the largest department". */
const ranksInside = (items: readonly Item[]): boolean => ofKind(items, 'superlative').some((item) => items.some((other) => (other.kind === 'table' || other.kind === 'column') && other.start < item.start))
