import type { Catalog } from '../../../shared/model/catalog.ts'
import { valueWords } from '../tokens/folded.ts'
import { lemma } from '../tokens/lemma.ts'
import { columnKey } from './entries.ts'

/** A distinct text value of a column, as it is written there. */
export type ValueHit = { column: number; value: string; /** The other half of a name that two columns hold: "Linda Smith". */ also?: ValueHit }

export type ValueIndex = {
  /** By lower-case words joined with one space. */
  exact: Map<string, ValueHit[]>
  /** By the lemmas of those words, where that differs. */
  lemmas: Map<string, ValueHit[]>
  /** By each word, for finding a value by part of it. */
  words: Map<string, ValueHit[]>
}

const longestPhrase = 12
const mostPerWord = 400

/** A value as it is looked up: its words as a phrase, their lemmas as one, and each of several words once. Null when it has none. */
type Said = { phrase: string; base: string; words: string[] } | null

function saidOf(value: string): Said {
  const list = valueWords(value)
  if (list.length === 0) return null
  const first = list.slice(0, longestPhrase)
  return { phrase: first.join(' '), base: first.map(lemma).join(' '), words: list.length > 1 ? [...new Set(list)] : [] }
}

/** Distinct text values of all columns, by phrase and by word. */
export function indexValues(catalog: Catalog, columnAt: ReadonlyMap<string, number>): ValueIndex {
  const index: ValueIndex = { exact: new Map(), lemmas: new Map(), words: new Map() }
  // Columns share their values: "open", "closed", the countries.
  const known = new Map<string, Said>()
  const push = (map: Map<string, ValueHit[]>, key: string, hit: ValueHit, most: number) => {
    const hits = map.get(key)
    if (hits === undefined) map.set(key, [hit])
    else if (hits.length < most) hits.push(hit)
  }
  for (const table of catalog.tables) {
    for (const column of table.columns) {
      const at = columnAt.get(columnKey(table.name, column.name))
      if (at === undefined) continue
      for (const value of column.profile?.values ?? []) {
        let said = known.get(value)
        if (said === undefined) known.set(value, said = saidOf(value))
        if (said === null) continue
        const hit = { column: at, value }
        push(index.exact, said.phrase, hit, mostPerWord)
        if (said.base !== said.phrase) push(index.lemmas, said.base, hit, mostPerWord)
        for (const word of said.words) push(index.words, word, hit, mostPerWord)
      }
    }
  }
  return index
}
