import type { Relationship } from '../../../shared/model/catalog.ts'
import { columnKey } from '../index/entries.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import { weightOf } from '../lexicon.ts'
import { directionBefore, directionOf } from '../lattice/directions.ts'
import type { Token } from '../tokens/tokens.ts'
import { stem } from '../tokens/lemma.ts'
import type { JoinOptions } from '../../plan/joins.ts'
import type { Prefer } from '../../plan/instance-graph.ts'
import type { Ids, Scope } from './scope.ts'

/** How much cheaper a join becomes when the words of its key were said. */
const preference = -0.3
const detour = 1.5
const never = 100

/** Of several keys from one table to another, the one of whose own words the question says most: "treasurer votes", "the end station". None where no key is said more than the others. */
export function keysSaid(tokens: readonly Token[], index: LanguageIndex): number[] {
  const said = new Set(tokens.flatMap((token) => [token.lemma, token.stem]))
  const ends = new Set(tokens.flatMap((_, at) => directionBefore(tokens, at) ?? []))
  return index.parallel.flatMap((keys) => {
    const counted = keys.map((at) => index.columns[at]!).map((column) => {
      const own = column.bare.filter((word) => !index.tables[column.table]!.words.includes(word) && weightOf(word) === 1 && keys.some((other) => !index.columns[other]!.words.includes(word)))
      const end = directionOf(column.at, index)
      return { at: column.at, said: own.filter((word) => said.has(word) || said.has(stem(word))).length + (end !== null && ends.has(end) ? 0.5 : 0) }
    }).sort((left, right) => right.said - left.said)
    return counted[0]!.said > counted[1]!.said ? [counted[0]!.at] : []
  })
}

/** The extra cost of joining over a key: less for those that were said. A role is met over its own key alone, and leads on dearly. */
export function preferSaid(keys: readonly number[], index: LanguageIndex, ids: Ids): (relationship: Relationship, from: string, to: string) => number {
  const prefer = (relationship: Relationship, from: string, to: string): number => {
    const { from: { table, columns } } = relationship
    const keyed = (key: number) => columns.length === 1 && index.columnAt.get(columnKey(table, columns[0]!)) === key
    const role = ids.roles.get(to)
    if (role !== undefined) return keyed(role) ? preference : never
    const leaving = ids.roles.has(from) ? detour : 0
    return leaving + (columns.some((name) => keys.includes(index.columnAt.get(columnKey(table, name)) ?? -1)) ? preference : 0)
  }
  alike.set(prefer, () => JSON.stringify([keys, [...ids.roles]]))
  return prefer
}

const alike = new WeakMap<Prefer, () => string>()

/** What of a scope's keys is preferred, for `planJoins`: readings that prefer the same find their joins once. */
export const preferred = ({ prefer }: Scope): Pick<JoinOptions, 'prefer' | 'alike'> => (prefer === undefined ? {} : { prefer, alike: alike.get(prefer)?.() })
