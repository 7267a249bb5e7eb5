import type { Relationship } from '../../../shared/model/catalog.ts'
import { columnKey } from '../index/entries.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import { weightOf } from '../lexicon.ts'
import type { Token } from '../tokens/tokens.ts'
import { stem } from '../tokens/lemma.ts'
import type { Ids } from './scope.ts'

/** How much cheaper a join becomes when the words of its key were said. */
const preference = -0.3
const detour = 1.5
const never = 100

/** Of several keys from one table to another, the one of whose own words the question says most: "treasurer votes", "the end station". None where no key is said more than the others. */
export function keysSaid(tokens: readonly Token[], index: LanguageIndex): number[] {
  const said = new Set(tokens.flatMap((token) => [token.lemma, token.stem]))
  const parallel = Map.groupBy(index.columns.flatMap((column) => column.refers.map((key) => ({ column, pair: `${column.table} ${key.table}` }))), (key) => key.pair)
  return [...parallel.values()].flatMap((keys) => {
    if (keys.length < 2) return []
    const counted = keys.map(({ column }) => {
      const own = column.bare.filter((word) => !index.tables[column.table]!.words.includes(word) && weightOf(word) === 1 && keys.some((other) => !other.column.words.includes(word)))
      return { at: column.at, said: own.filter((word) => said.has(word) || said.has(stem(word))).length }
    }).sort((left, right) => right.said - left.said)
    return counted[0]!.said > counted[1]!.said ? [counted[0]!.at] : []
  })
}

/** The extra cost of joining over a key: less for those that were said. A role is met over its own key alone, and leads on dearly. */
export function preferSaid(keys: readonly number[], index: LanguageIndex, ids: Ids): (relationship: Relationship, from: string, to: string) => number {
  return (relationship, from, to) => {
    const { from: { table, columns } } = relationship
    const keyed = (key: number) => columns.length === 1 && index.columnAt.get(columnKey(table, columns[0]!)) === key
    const role = ids.roles.get(to)
    if (role !== undefined) return keyed(role) ? preference : never
    const leaving = ids.roles.has(from) ? detour : 0
    return leaving + (columns.some((name) => keys.includes(index.columnAt.get(columnKey(table, name)) ?? -1)) ? preference : 0)
  }
}
