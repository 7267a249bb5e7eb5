import cueFile from '../../resources/language/cues.json' with { type: 'json' }
import adjectiveFile from '../../resources/language/adjectives.json' with { type: 'json' }
import wordFile from '../../resources/language/words.json' with { type: 'json' }
import synonymFile from '../../resources/language/synonyms.json' with { type: 'json' }
import compoundFile from '../../resources/language/compounds.json' with { type: 'json' }
import thesaurusFile from '../../resources/language/thesaurus.json' with { type: 'json' }
import sameNameFile from '../../resources/language/same-names.json' with { type: 'json' }
import type { CompareOperator, Display, Grain } from '../../shared/model/plan.ts'
import { valueWords } from './tokens/folded.ts'
import { lemma, stem } from './tokens/lemma.ts'

export type AggregateWord = 'avg' | 'sum' | 'max' | 'min' | 'count'
export type ChartWord = NonNullable<Display['chart']>
export type AskWord = 'list' | 'which' | 'who' | 'when' | 'where' | 'howOld' | 'howMuch' | 'howLong' | 'howTall' | 'howBig'

/** A function word or phrase: what it signals to the grammar. */
export type Cue =
  | { cue: 'compare'; operator: CompareOperator }
  | { cue: 'trailing'; operator: CompareOperator }
  | { cue: 'temporal'; operator: CompareOperator }
  | { cue: 'aggregate'; name: AggregateWord }
  | { cue: 'superlative'; direction: 'max' | 'min' }
  | { cue: 'frequent'; direction: 'max' | 'min' }
  | { cue: 'ask'; ask: AskWord }
  | { [Name in PlainCue]: { cue: Name } }[PlainCue]
  | { cue: 'grain'; grain: Grain }
  /** "year over year": how far back a change reaches. */
  | { cue: 'pace'; grain: Grain }
  | { cue: 'arithmetic'; operator: '*' | '+' | '-' }
  /** "prior year": what a figure is compared with. */
  | { cue: 'before'; grain: Grain }
  | { cue: 'chart'; chart: ChartWord }
  | { cue: 'adjective'; degree: 'base' | 'comparative' | 'superlative'; adjective: Adjective }
export const plainCues = ['between', 'contains', 'starts', 'ends', 'missing', 'often', 'each', 'by', 'order', 'ascending', 'descending', 'distinct', 'negation', 'except', 'both', 'either', 'and', 'star', 'whose', 'times', 'share', 'running', 'versus', 'changed', 'prior', 'spread', 'ratio'] as const
export type PlainCue = (typeof plainCues)[number]
export type CueName = Cue['cue']

/** `columns` are words of columns it measures; `inverse` those where more of the adjective is less of the column (old, birth date). */
export type Adjective = { direction: 'max' | 'min'; columns: string[]; inverse: string[]; temporal: boolean; ask: string | undefined }

type CuePhrase = { words: string[]; cue: Cue }

const words = (phrase: string) => phrase.toLowerCase().replaceAll("'", '').split(' ')

function readCues(): CuePhrase[] {
  const found: CuePhrase[] = []
  const add = (phrases: readonly string[], cue: Cue) => {
    for (const phrase of phrases) found.push({ words: words(phrase), cue })
  }
  for (const name of ['compare', 'trailing', 'temporal'] as const) {
    for (const [operator, phrases] of Object.entries(cueFile[name])) add(phrases, { cue: name, operator: operator as CompareOperator })
  }
  for (const [name, phrases] of Object.entries(cueFile.aggregate)) add(phrases, { cue: 'aggregate', name: name as AggregateWord })
  for (const name of ['superlative', 'frequent'] as const) {
    for (const [direction, phrases] of Object.entries(cueFile[name])) add(phrases, { cue: name, direction: direction as 'max' | 'min' })
  }
  for (const [ask, phrases] of Object.entries(cueFile.ask)) add(phrases, { cue: 'ask', ask: ask as AskWord })
  for (const [chart, phrases] of Object.entries(cueFile.chart)) add(phrases, { cue: 'chart', chart: chart as ChartWord })
  for (const name of ['grain', 'pace', 'before'] as const) {
    for (const [grain, phrases] of Object.entries(cueFile[name])) add(phrases, { cue: name, grain: grain as Grain })
  }
  for (const name of plainCues) add(cueFile[name], { cue: name } as Cue)
  for (const [operator, phrases] of Object.entries(cueFile.arithmetic)) add(phrases, { cue: 'arithmetic', operator: operator as '*' | '+' | '-' })
  for (const entry of adjectiveFile) {
    const adjective: Adjective = { direction: entry.direction as 'max' | 'min', columns: entry.columns, inverse: entry.inverse, temporal: entry.temporal ?? false, ask: entry.ask }
    for (const degree of ['base', 'comparative', 'superlative'] as const) add(entry.forms[degree], { cue: 'adjective', degree, adjective })
  }
  return found
}

/** All cue phrases by their first word. */
export const cuesByFirstWord: ReadonlyMap<string, CuePhrase[]> = Map.groupBy(readCues(), (phrase) => phrase.words[0] ?? '')

const contentful = new Set<CueName>(['changed', 'pace', 'before', 'prior', 'spread', 'ratio', 'arithmetic'])

/** First words of cues, but for those that carry content of their own: "growth" left out is missed. */
export const cueWords: ReadonlySet<string> = new Set([...cuesByFirstWord].filter(([, phrases]) => phrases.some((phrase) => !contentful.has(phrase.cue.cue))).map(([word]) => word))

export const stopWords: ReadonlySet<string> = new Set(wordFile.stop)
/** Verbs that only say that two things belong together; a join says the same. */
export const relatingVerbs: ReadonlySet<string> = new Set(wordFile.relating)
export const glueWords: ReadonlySet<string> = new Set(wordFile.glue)
export const abbreviations: ReadonlyMap<string, string[]> = new Map(Object.entries(wordFile.abbreviations))
export const gluedParts: ReadonlySet<string> = new Set(wordFile.glued)
/** What others are measured against: the change against a budget is the figure less the budget. */
export const baselineWords: ReadonlySet<string> = new Set(wordFile.baseline)
const light: ReadonlyMap<string, number> = new Map(Object.entries(wordFile.light))
const synonyms: ReadonlyMap<string, string[]> = new Map(Object.entries(wordFile.synonyms).map(([word, others]) => [lemma(word), others.map(lemma)]))

const synonymStems: ReadonlyMap<string, string[]> = new Map([...synonyms].map(([word, others]) => [stem(word), others]))

/** Adjectives that answer "how old", "how long", …. */
export const askedAdjectives: ReadonlyMap<string, Adjective> = new Map(
  adjectiveFile.flatMap((entry): [string, Adjective][] => (entry.ask === undefined ? [] : [[entry.ask, { direction: entry.direction as 'max' | 'min', columns: entry.columns, inverse: entry.inverse, temporal: entry.temporal ?? false, ask: entry.ask }]])),
)

/** Words and pairs of words that people use for others, as learned from questions that were asked twice: "starting point" → origin. Lemmas in, lemmas out. */
export const rephrased: ReadonlyMap<string, string[]> = new Map(Object.entries(synonymFile))

/** How much of a name a word carries: 1 for a content word, less for "id", "of", "billion". */
export const weightOf = (word: string): number => light.get(word) ?? 1

/** Words that may name the same thing, by lemma or by stem. */
export const synonymsOf = (word: string, stemmed: string): readonly string[] => synonyms.get(word) ?? synonymStems.get(stemmed) ?? []

const sameNames = new Map<string, Set<string>>()
for (const group of Object.values(sameNameFile).flat()) {
  for (const name of group) {
    const key = valueWords(name).join(' ')
    // "$" is no word: without this every text of marks alone would be a currency.
    if (key === '') continue
    const others = sameNames.get(key) ?? new Set()
    for (const other of group) if (other !== name) others.add(other)
    sameNames.set(key, others)
  }
}

/** Other names of a country, a state, a currency, a month: its code, its adjective. By its words as `valueWords` gives them; as written in the file out. */
export const otherNames = (phrase: string): Iterable<string> => sameNames.get(phrase) ?? []

const thesaurus = thesaurusFile as Readonly<Record<string, string>>

/** Words near in meaning, the nearest first, with how near: 0 to 1. */
export function relatedTo(word: string): { word: string; near: number }[] {
  const line = Object.hasOwn(thesaurus, word) ? thesaurus[word]! : ''
  if (line === '') return []
  const parts = line.split(' ')
  return Array.from({ length: parts.length / 2 }, (_, at) => ({ word: parts[2 * at]!, near: Number(parts[2 * at + 1]) / 100 }))
}

const compounds = compoundFile as Readonly<Record<string, readonly string[]>>

/** Names of one or two words that say the same, where one of them has two: "movie theater" → cinema, "surname" → last name. Lemmas in, lemmas out. */
export const compoundsOf = (name: string): readonly string[] => (Object.hasOwn(compounds, name) ? compounds[name]! : [])

const verbs: ReadonlyMap<string, string[]> = new Map(wordFile.money.flatMap(({ forms, names }) => forms.flatMap((form): [string, string[]][] => [[form, names], [stem(form), names]])))

/** What a verb of money makes ("pay": payments), the likeliest name first; names with a bar between them are as likely. */
export const moneyVerbs = (word: string): readonly string[] => verbs.get(word) ?? verbs.get(stem(word)) ?? []
