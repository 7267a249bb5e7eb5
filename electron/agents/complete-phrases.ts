import { columnKey } from '../language/index/entries.ts'
import type { LanguageIndex } from '../language/index/language-index.ts'
import { capitalised, humanised } from '../plan/words.ts'
import type { GlossaryMetric } from '../terms/glossary.ts'
import { categoriesOf, pluralOf } from './suggest-subjects.ts'

export type PhraseKind = 'metric' | 'table' | 'filter' | 'category' | 'column' | 'value'
/**
 * Words that the engine knows and what they are. `means` is the same for all ways to say one thing, `main` the first of them; `one` says that they
 * name a single row ("customer"). `noted`: the vocabulary has them.
 */
export type Phrase = { text: string; kind: PhraseKind; about: string; means: string; main: boolean; one?: boolean; table?: string; metric?: GlossaryMetric; noted: boolean }
export type Phrases = { whole: Phrase[]; sorted: { from: string; phrase: Phrase }[] }

/** Enough for any prefix that people type in a large database; the shortest names come first. */
const mostValues = 5_000

const made = new WeakMap<LanguageIndex, Phrases>()

/** Everything that can be typed, made once for each database. */
export function phrasesOf(index: LanguageIndex): Phrases {
  const known = made.get(index)
  if (known !== undefined) return known
  const whole = [...glossaryPhrases(index), ...tablePhrases(index), ...valuePhrases(index)]
  // The vocabulary comes first and its meaning stays.
  const seen = new Set<string>()
  const unique = whole.filter(({ kind, text }) => !seen.has(`${kind} ${text}`) && seen.add(`${kind} ${text}`))
  const sorted = unique.map((phrase) => ({ from: phrase.text.toLowerCase(), phrase })).sort((left, right) => (left.from < right.from ? -1 : left.from > right.from ? 1 : 0))
  const phrases = { whole: unique, sorted }
  made.set(index, phrases)
  return phrases
}

/** The phrases that begin with a prefix. */
export function startingWith(sorted: Phrases['sorted'], prefix: string): Phrase[] {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]!.from < prefix) low = middle + 1
    else high = middle
  }
  const found: Phrase[] = []
  for (let at = low; at < sorted.length && sorted[at]!.from.startsWith(prefix); at++) found.push(sorted[at]!.phrase)
  return found
}

function glossaryPhrases(index: LanguageIndex): Phrase[] {
  const { glossary } = index
  const metrics = (glossary?.metrics ?? []).flatMap((metric) => metric.phrases.map((text, at): Phrase => ({ text, kind: 'metric', about: at === 0 ? 'Metric' : `Metric: ${metric.label}`, means: `metric ${metric.name}`, main: at === 0, metric, noted: true })))
  const terms = (glossary?.terms ?? []).flatMap(({ phrases, target }) => phrases.map((text, at): Phrase => {
    const said = { text, main: at === 0, noted: true }
    switch (target.kind) {
      case 'filter': return { ...said, kind: 'filter', about: `Condition on ${humanised(target.of)}`, means: `filter ${phrases[0]}`, table: target.of }
      case 'column': return { ...said, kind: sorts(index, target) ? 'category' : 'column', about: `${capitalised(humanised(target.column))} of ${humanised(target.table)}`, means: `column ${target.table}.${target.column}`, table: target.table }
      case 'value': return { ...said, kind: 'value', about: target.value, means: `value ${target.value}`, table: target.table }
      case 'table': return { ...said, kind: 'table', about: `Table ${target.table}`, means: `table ${target.table}`, main: false, table: target.table }
      case 'metric': return { ...said, kind: 'metric', about: 'Metric', means: `metric ${target.metric}`, main: false }
    }
  }))
  return [...metrics, ...terms]
}

function tablePhrases(index: LanguageIndex): Phrase[] {
  return index.tables.flatMap((table): Phrase[] => {
    const name: Phrase = { text: pluralOf(table, index).toLowerCase(), kind: 'table', about: `Table ${table.name}`, means: `table ${table.name}`, main: true, table: table.name, noted: false }
    const singular = index.glossary?.entities.find((entity) => entity.table === table.name)?.singular
    const one: Phrase[] = singular === undefined ? [] : [{ ...name, text: singular.toLowerCase(), one: true }]
    const categories = new Set(categoriesOf(table, index))
    const columns = table.columns.map((at) => index.columns[at]!).filter((column) => column.role !== 'id' && column.role !== 'foreign').map((column): Phrase => ({
      text: humanised(column.name).toLowerCase(), kind: categories.has(column) ? 'category' : 'column', about: `Column of ${humanised(table.name)}`, means: `column ${table.name}.${column.name}`, main: true, table: table.name, noted: false,
    }))
    return [name, ...one, ...columns]
  })
}

function valuePhrases(index: LanguageIndex): Phrase[] {
  const values = index.catalog.tables.flatMap((table) => table.columns.flatMap((column) => (column.profile?.values ?? []).filter((value) => value.length > 1 && value.length <= 60).map((value): Phrase => ({
    text: value, kind: 'value', about: `${capitalised(humanised(column.name))} of ${humanised(table.name)}`, means: `value ${value}`, main: true, table: table.name, noted: false,
  }))))
  return values.length <= mostValues ? values : values.sort((left, right) => left.text.length - right.text.length).slice(0, mostValues)
}

/** Whether rows are sorted into groups by a column: text, and no date or amount. */
function sorts(index: LanguageIndex, target: { table: string; column: string }): boolean {
  const at = index.columnAt.get(columnKey(target.table, target.column))
  return at !== undefined && index.columns[at]!.kind === 'text'
}
