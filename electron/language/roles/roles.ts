import type { LanguageIndex } from '../index/language-index.ts'
import { columnKey } from '../index/entries.ts'
import { stopWords, synonymsOf, weightOf } from '../lexicon.ts'
import { stem } from '../tokens/lemma.ts'
import type { Token } from '../tokens/tokens.ts'

/** A table as a key of another calls it: employees as managers, airports as where a route ends. */
export type Role = { /** The column that points. */ key: number; /** The column pointed to. */ to: number; words: string[]; end: End | null }
/** A role of which the question speaks, with the tokens that do. */
export type SaidRole = Role & { said: number[] }
type End = 'origin' | 'destination'

const mostRoles = 4
const ends: Record<End, ReadonlySet<string>> = {
  origin: new Set(['from', 'origin', 'source', 'src', 'start', 'departure', 'depart', 'begin', 'dep', 'initial']),
  destination: new Set(['to', 'destination', 'dest', 'dst', 'end', 'arrival', 'arrive', 'target', 'arr', 'final']),
}
/** Verbs of going: "flying to", "leaving", "lands in". */
const goes: Record<End, ReadonlySet<string>> = { origin: new Set(['leave', 'departing', 'departure', 'starting', 'origin', 'start', 'depart']), destination: new Set(['land', 'arriving', 'arrival', 'reach', 'ending', 'destination', 'end', 'arrive']) }

/** Words that name a role beside those of its key. */
export const wordsOfEnd = goes

/** What a role is called: its own words, or which end it is where the key says so in short. */
export function calledAs({ words, end }: Role): string[] {
  const spelled = words.filter((word) => word.length > 3)
  return spelled.length > 0 || end === null ? words : [end]
}

/** The roles that the keys of a database name, beside the names of the tables they point to. */
export function rolesOf(index: LanguageIndex): Role[] {
  const known = roles.get(index) ?? findRoles(index)
  roles.set(index, known)
  return known
}

const roles = new WeakMap<LanguageIndex, Role[]>()

function findRoles(index: LanguageIndex): Role[] {
  const keys = index.catalog.relationships.flatMap(({ from, to }) => {
    const [key, target] = [index.columnAt.get(columnKey(from.table, from.columns[0]!)), index.columnAt.get(columnKey(to.table, to.columns[0]!))]
    return from.columns.length > 1 || key === undefined || target === undefined ? [] : [{ column: index.columns[key]!, to: target, pair: `${from.table}\u0000${to.table}` }]
  })
  const parallel = Map.groupBy(keys, (key) => key.pair)
  return keys.flatMap(({ column, to, pair }): Role[] => {
    const others = parallel.get(pair)!.filter((key) => key.column !== column)
    const named = [...index.tables[index.columns[to]!.table]!.words, ...index.columns[to]!.words]
    const alone = others.length === 0
    const usual = (word: string) => named.includes(word) || named.some((other) => synonymsOf(word, stem(word)).includes(other)) || (alone && (index.lemmas.get(word) ?? []).some(({ kind }) => kind === 'table'))
    const words = column.words.filter((word) => word.length > 2 && weightOf(word) === 1 && !stopWords.has(word) && !usual(word) && others.every((other) => !other.column.words.includes(word)))
    const end = others.length === 0 ? null : endOf(column.words)
    const opposite = end !== null && others.some((other) => endOf(other.column.words) !== null && endOf(other.column.words) !== end)
    return words.length === 0 && !opposite ? [] : [{ key: column.at, to, words, end: opposite ? end : null }]
  })
}

const endOf = (words: readonly string[]): End | null => words.some((word) => ends.origin.has(word)) ? 'origin' : words.some((word) => ends.destination.has(word)) ? 'destination' : null

/** The roles that the words of a question name. */
export function saidRoles(tokens: readonly Token[], index: LanguageIndex): SaidRole[] {
  const known = rolesOf(index)
  if (known.length === 0) return []
  const goesBoth = tokens.some((token) => token.lower === 'from') && tokens.some((token) => token.lower === 'to')
  const found = known.map((role): SaidRole => ({ ...role, said: tokens.flatMap((token, at) => (says(token, role, goesBoth) ? [at] : [])) })).filter(({ said }) => said.length > 0)
  return found.length > mostRoles ? [] : found
}

function says(token: Token, role: Role, goesBoth: boolean): boolean {
  if (token.kind !== 'word') return false
  if (role.words.some((word) => word === token.lemma || word === token.lower || stem(word) === token.stem || synonymsOf(token.lemma, token.stem).includes(word))) return true
  if (role.end === null) return false
  return goes[role.end].has(token.lemma) || goes[role.end].has(token.lower) || (goesBoth && token.lower === (role.end === 'origin' ? 'from' : 'to'))
}
