import type { Catalog } from '../../../shared/model/catalog.ts'
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

/** The words of a value as they are looked up: lower case, letters and digits only. */
export function valueWords(text: string): string[] {
  return text.normalize('NFC').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

/** Distinct text values of all columns, by phrase and by word. */
export function indexValues(catalog: Catalog, columnAt: ReadonlyMap<string, number>): ValueIndex {
  const index: ValueIndex = { exact: new Map(), lemmas: new Map(), words: new Map() }
  const push = (map: Map<string, ValueHit[]>, key: string, hit: ValueHit, most: number) => {
    const known = map.get(key)
    if (known === undefined) map.set(key, [hit])
    else if (known.length < most) known.push(hit)
  }
  for (const table of catalog.tables) {
    for (const column of table.columns) {
      const at = columnAt.get(columnKey(table.name, column.name))
      if (at === undefined) continue
      for (const value of column.profile?.values ?? []) {
        const list = valueWords(value)
        if (list.length === 0) continue
        const hit = { column: at, value }
        const phrase = list.slice(0, longestPhrase).join(' ')
        push(index.exact, phrase, hit, mostPerWord)
        const base = list.slice(0, longestPhrase).map(lemma).join(' ')
        if (base !== phrase) push(index.lemmas, base, hit, mostPerWord)
        if (list.length > 1) for (const word of new Set(list)) push(index.words, word, hit, mostPerWord)
      }
    }
  }
  return index
}
