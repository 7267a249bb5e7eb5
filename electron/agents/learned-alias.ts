import { Failure } from '../../shared/model/failure.ts'
import type { Plan } from '../../shared/model/plan.ts'
import { Term } from '../../shared/model/term.ts'
import { lemma, stem } from '../language/tokens/lemma.ts'
import { tokenize, type Token } from '../language/tokens/tokens.ts'
import { columnKey } from '../language/index/entries.ts'
import type { TermEntry } from '../language/index/terms.ts'
import type { LanguageIndex } from '../language/index/language-index.ts'
import { nounsIn } from '../language/lattice/nouns.ts'
import { periodsIn } from '../language/lattice/periods.ts'
import { termsIn } from '../language/lattice/terms.ts'
import { valuesIn } from '../language/lattice/values.ts'
import { cuesByFirstWord, stopWords } from '../language/lexicon.ts'
import { understand } from '../language/understand.ts'
import type { Understanding } from '../language/understanding.ts'
import { inReadableOrder } from '../plan/defaults.ts'
import { reading } from '../plan/reading.ts'
import { entryReader } from '../terms/read-glossary.ts'
import { targetKey, targetsOfPlan, type PlanTarget } from './plan-targets.ts'
import type { Knowledge } from './question.ts'

/** What a correction taught beyond its own question: one term at most, or why there is none. */
export type AliasLesson = { term: Term | null; told: string | null }
/** A question that must go on to mean what it means. */
export type Settled = { question: string; plan: Plan }

const longestPhrase = 4
/** How well a phrase must have fitted the name of what it was taken for. */
const leastLink = 0.5
/** Things of the database whose names share a word, at most: a price in dollars and one in euros, but not everything with a number. */
const mostSharing = 2
/** Each trial reads the question once more. */
const mostTrials = 8

type Learning = Pick<Knowledge, 'glossary' | 'index' | 'asOf' | 'calendar'>
type Phrase = { text: string; key: string }

/**
 * Finds the words that were taken for the wrong thing: those that gave what the former plan had and the accepted one has not, or that nobody knew. A
 * phrase is learned when, with it, the engine reads the question as it was accepted, and every settled question as before; never a name of something
 * else, a word of the language, a number or a date.
 */
export function aliasFrom(question: string, accepted: Plan, former: Understanding, knowledge: Learning, settled: readonly Settled[]): AliasLesson {
  const none = { term: null, told: null }
  const { index } = knowledge
  const english = (plan: Plan): string => reading(inReadableOrder(plan), index.catalog)
  const wanted = english(accepted)
  const [first] = former.readings
  if (first === undefined || english(first.plan) === wanted) return none
  const [before, after] = [targetsOfPlan(first.plan), targetsOfPlan(accepted)]
  const change = changeOf(before, after)
  if (change === null) return none
  const { removed, added: target } = change

  const tokens = tokenize(question)
  let told: string | null = null
  let trials = 0
  const read = (text: string, known: LanguageIndex): string | null => {
    const plan = understand(text, known, { asOf: knowledge.asOf, calendar: knowledge.calendar, top: 1 }).readings[0]?.plan
    return plan === undefined ? null : english(plan)
  }
  for (const phrase of phrasesBehind(tokens, removed, former, knowledge)) {
    const term = termFor(phrase.text, target, knowledge)
    const entry = entryFor(target, index, knowledge)
    if (term === null || entry === null || trials === mostTrials) break
    const conflict = conflictOf(phrase, target, entry, index)
    if (conflict !== null) {
      told ??= conflict
      continue
    }
    trials += 1
    const taught = withEntry(index, phrase.text, entry)
    if (read(question, taught) !== wanted) continue
    const broken = settled.filter((each) => says(each.question, phrase)).find((each) => read(each.question, index) === english(each.plan) && read(each.question, taught) !== english(each.plan))
    if (broken === undefined) return { term, told: null }
    told = `“${phrase.text}” was not remembered as a word: “${broken.question}” would be read differently.`
  }
  return { term: null, told }
}

/** The one thing that was put in the place of another, or added; null when more was changed. A table that only comes along with its column counts for nothing. */
function changeOf(before: ReadonlyMap<string, PlanTarget>, after: ReadonlyMap<string, PlanTarget>): { removed: PlanTarget | null; added: PlanTarget } | null {
  const own = (targets: PlanTarget[]) => targets.filter((target) => target.kind !== 'table' || !targets.some((other) => other.kind !== 'table' && 'table' in other))
  const removed = own([...before].filter(([key]) => !after.has(key)).map(([, target]) => target))
  const added = own([...after].filter(([key]) => !before.has(key)).map(([, target]) => target))
  const [one, ...more] = added
  const [gone = null, ...others] = removed
  if (one === undefined || more.length + others.length > 0) return null
  const alike = gone === null || gone.kind === one.kind || (one.kind === 'metric' && gone.kind !== 'value')
  return alike ? { removed: gone, added: one } : null
}

/** The phrases that linked to what went, the best links first; words that nobody knew where nothing went or they were left out. */
function phrasesBehind(tokens: readonly Token[], removed: PlanTarget | null, former: Understanding, { index, glossary, asOf, calendar }: Learning): Phrase[] {
  const gone = new Set(removed === null ? [] : [targetKey(removed)])
  const keyOf = (target: { kind: 'table' | 'column' | 'metric'; at: number }): string => targetKey(named(target, index, glossary))
  const used = former.readings[0]?.trace ?? []
  const inUse = (start: number, end: number) => used.some((piece) => piece.start <= tokens[start]!.start && piece.end >= tokens[end - 1]!.end)
  const spans: { start: number; end: number; worth: number }[] = []
  const take = (start: number, end: number, worth: number): void => { if (inUse(start, end)) spans.push({ start, end, worth }) }
  for (const piece of [...nounsIn(tokens, index), ...termsIn(tokens, index), ...valuesIn(tokens, index)]) {
    if (piece.kind === 'noun') {
      const hit = piece.targets.find((target) => gone.has(keyOf(target)))
      if (hit !== undefined && hit.score >= leastLink) take(piece.start, piece.end, hit.score)
    } else if (piece.kind === 'value') {
      const hit = piece.hits.find(({ column, value }) => gone.has(targetKey({ kind: 'value', ...columnName(column, index), value })))
      if (hit !== undefined) take(piece.start, piece.end, hit.score)
    }
  }
  spans.sort((left, right) => right.worth - left.worth || (right.end - right.start) - (left.end - left.start) || left.start - right.start)
  const missed = new Set([...former.unknownWords, ...(former.readings[0]?.ignoredWords ?? [])].map(({ start }) => start))
  tokens.forEach((token, at) => { if (missed.has(token.start)) spans.push({ start: at, end: at + 1, worth: 0 }) })

  const dates = new Set(periodsIn(tokens, { asOf, calendar, fiscalYearStart: index.catalog.fiscalYearStart }).flatMap(({ start, end }) => tokens.slice(start, end)))
  const found = spans.flatMap(({ start, end }) => phraseOf(tokens.slice(start, end), dates) ?? [])
  return found.filter((phrase, at) => found.findIndex(({ key }) => key === phrase.key) === at)
}

/** A span as a phrase that may be learned: without small words at its ends; null for words of the language, numbers and dates. */
function phraseOf(span: readonly Token[], dates: ReadonlySet<Token>): Phrase | null {
  const idle = (token: Token): boolean => stopWords.has(token.lower) || isCue(token.lower)
  const first = span.findIndex((token) => !idle(token))
  const last = span.findLastIndex((token) => !idle(token))
  const kept = first < 0 ? [] : span.slice(first, last + 1)
  if (kept.length === 0 || kept.length > longestPhrase) return null
  if (kept.some((token) => token.kind !== 'word' || stopWords.has(token.lower) || !/^\p{L}[\p{L}\p{M}_]*$/u.test(token.lower) || dates.has(token) || isCue(token.lower))) return null
  const text = kept.map((token) => token.lower).join(' ')
  return text.replaceAll(' ', '').length < 2 ? null : { text, key: kept.map((token) => token.lemma).join(' ') }
}

const isCue = (word: string): boolean => (cuesByFirstWord.get(word) ?? []).some(({ words }) => words.length === 1)

/** Why a phrase cannot be learned: it is the name of another table or column, or stands in the vocabulary already. */
function conflictOf({ text, key }: Phrase, target: PlanTarget, entry: TermEntry, index: LanguageIndex): string | null {
  const called = ({ words, bare }: { words: readonly string[]; bare?: readonly string[] }): boolean => words.join(' ') === key || bare?.join(' ') === key
  const table = index.tables.find((each) => called(each) && !(target.kind === 'table' && target.table === each.name))
  if (table !== undefined) return `“${text}” was not remembered as a word: there is a table called ${table.name}.`
  const column = index.columns.find((each) => called(each) && !(target.kind === 'column' && target.column === each.name && target.table === index.tables[each.table]!.name))
  if (column !== undefined) return `“${text}” was not remembered as a word: there is a column called ${index.tables[column.table]!.name}.${column.name}.`
  const sharing = sharingAll(key.split(' '), index)
  const isOwn = ({ kind, at }: { kind: 'table' | 'column'; at: number }): boolean => ('table' in entry && kind === 'table' && at === entry.table) || ('column' in entry && kind === 'column' && at === entry.column)
  if (sharing.length > mostSharing || (sharing.length > 0 && !sharing.some(isOwn))) return `“${text}” was not remembered as a word: other names of this database have it.`
  if (entry.kind === 'value' && [...index.values.exact.get(key) ?? [], ...index.values.lemmas.get(key) ?? []].some((hit) => hit.column !== entry.column)) return `“${text}” was not remembered as a word: several columns hold it.`
  const known = [key, text.split(' ').map(stem).join(' ')].flatMap((each) => index.terms.get(each) ?? [])
  return known.some((other) => JSON.stringify(other) !== JSON.stringify(entry)) ? `“${text}” was not remembered as a word: the glossary says what it means.` : null
}

/** Tables and columns whose names have all of these words. */
function sharingAll(words: readonly string[], index: LanguageIndex): { kind: 'table' | 'column'; at: number }[] {
  const all = (each: { words: readonly string[] }): boolean => words.every((word) => each.words.some((own) => own === word || stem(own) === stem(word)))
  return [...index.tables.filter(all).map(({ at }) => ({ kind: 'table' as const, at })), ...index.columns.filter(all).map(({ at }) => ({ kind: 'column' as const, at }))]
}

const columnName = (at: number, index: LanguageIndex): { table: string; column: string } => ({ table: index.tables[index.columns[at]!.table]!.name, column: index.columns[at]!.name })

function named(target: { kind: 'table' | 'column' | 'metric'; at: number }, index: LanguageIndex, glossary: Knowledge['glossary']): PlanTarget {
  switch (target.kind) {
    case 'table': return { kind: 'table', table: index.tables[target.at]!.name }
    case 'column': return { kind: 'column', ...columnName(target.at, index) }
    case 'metric': return { kind: 'metric', metric: glossary.metrics[target.at]?.name ?? '' }
  }
}

/** A term of the vocabulary; null when it could not be written as one. */
function termFor(phrase: string, target: PlanTarget, { glossary, index, asOf }: Learning): Term | null {
  const term = Term.parse({
    phrase,
    ...(target.kind === 'table' ? { table: target.table } : target.kind === 'metric' ? { metric: target.metric }
      : target.kind === 'column' ? { column: `${target.table}.${target.column}` } : { value: { column: `${target.table}.${target.column}`, is: target.value } }),
  })
  try {
    entryReader(index.catalog, asOf).term(term, new Set(glossary.metrics.map(({ name }) => name)))
    return term
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return null
  }
}

function entryFor(target: PlanTarget, index: LanguageIndex, { glossary }: Learning): TermEntry | null {
  const column = 'column' in target ? index.columnAt.get(columnKey(target.table, target.column)) : undefined
  switch (target.kind) {
    case 'table': {
      const table = index.tableAt.get(target.table)
      return table === undefined ? null : { kind: 'table', table }
    }
    case 'metric': {
      const metric = glossary.metrics.findIndex(({ name }) => name === target.metric)
      return metric < 0 ? null : { kind: 'metric', metric }
    }
    case 'column': return column === undefined ? null : { kind: 'column', column }
    case 'value': return column === undefined ? null : { kind: 'value', column, value: target.value }
  }
}

/** The index with one more phrase, as `indexTerms` would enter it. */
function withEntry(index: LanguageIndex, phrase: string, entry: TermEntry): LanguageIndex {
  const words = phrase.split(' ')
  const terms = new Map(index.terms)
  for (const key of new Set([words.map(lemma).join(' '), words.map(stem).join(' ')])) terms.set(key, [...(terms.get(key) ?? []), entry])
  return { ...index, terms }
}

const says = (question: string, { key }: Phrase): boolean => ` ${tokenize(question).map((token) => token.lemma).join(' ')} `.includes(` ${key} `) || ` ${tokenize(question).map((token) => token.stem).join(' ')} `.includes(` ${key.split(' ').map(stem).join(' ')} `)
