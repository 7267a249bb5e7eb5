import type { IndexedColumn, IndexedTable, Posting } from '../index/entries.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import { stem } from '../tokens/lemma.ts'
import { calledAs, wordsOfEnd, type SaidRole } from './roles.ts'

/**
 * An index in which each role stands as a table of its own, beside the one whose rows play it: the same columns under other positions, met only over the
 * role's key. The index given is not changed; without roles it is returned as it is.
 */
export function withRoles(index: LanguageIndex, roles: readonly SaidRole[]): LanguageIndex {
  if (roles.length === 0) return index
  const known = index.tables.length
  const grown: LanguageIndex = { ...index, tables: [...index.tables], columns: [...index.columns], lemmas: new Map(index.lemmas), stems: new Map(index.stems) }
  const post = (list: readonly string[], posting: Omit<Posting, 'word'>) => list.forEach((word, position) => {
    for (const [map, key] of [[grown.lemmas, word], [grown.stems, stem(word)]] as const) map.set(key, [...(map.get(key) ?? []), { ...posting, word: position }])
  })
  for (const role of roles) {
    const table = addTable(grown, role)
    post(table.words, { kind: 'table', at: table.at })
    for (const word of role.end === null ? [] : wordsOfEnd[role.end]) if (!table.words.includes(word)) post([word], { kind: 'table', at: table.at })
    for (const at of table.columns) post(grown.columns[at]!.words, { kind: 'column', at })
    const key = grown.columns[role.key]!
    grown.columns[role.key] = { ...key, refers: [...key.refers, { table: table.at, column: copyOf(role.to, table, grown) }] }
  }
  pointAnew(grown, known, index)
  const base = (table: number): number => (table < known ? table : grown.columns[grown.tables[table]!.role!.to]!.table)
  const from = (table: number): number | null => (table < known ? null : grown.columns[grown.tables[table]!.role!.key]!.table)
  const fresh = grown.tables.slice(known).map(({ at }) => at)
  grown.distances = grown.tables.map(({ at: left }) => (left >= known ? Float32Array.from(grown.tables, ({ at }) => apart(left, at)) : longer(new Float32Array(grown.tables.length), index.distances[left]!, fresh, (right) => apart(left, right))))
  grown.single = grown.tables.map(({ at: left }) => (left >= known ? Uint8Array.from(grown.tables, ({ at }) => Number(meetsOne(left, at))) : longer(new Uint8Array(grown.tables.length), index.single[left]!, fresh, (right) => Number(meetsOne(left, right)))))
  grown.parents = grown.tables.map(({ at }) => (at >= known ? [] : index.parents[at]!))
  for (const role of fresh) grown.parents[from(role)!] = [...grown.parents[from(role)!]!, role]
  return grown

  function apart(left: number, right: number): number {
    if (left === right) return 0
    if (right >= known) return left < known ? 1 + index.distances[left]![from(right)!]! : Math.min(2 + index.distances[from(left)!]![from(right)!]!)
    return left < known ? index.distances[left]![right]! : apart(right, left)
  }

  function meetsOne(left: number, right: number): boolean {
    if (left === right) return true
    if (right >= known) return left < known && index.single[left]![from(right)!] === 1
    return left < known ? index.single[left]![right] === 1 : right !== base(left) && right !== from(left) && index.single[base(left)]![right] === 1
  }
}

/** A row of a matrix with the fresh tables at its end. */
function longer<Row extends Float32Array | Uint8Array>(grown: Row, row: Row, fresh: readonly number[], of: (table: number) => number): Row {
  grown.set(row)
  for (const table of fresh) grown[table] = of(table)
  return grown
}

/** What points to whom, with the keys of the roles and the columns of their tables. */
function pointAnew(grown: LanguageIndex, known: number, index: LanguageIndex): void {
  const roles = grown.tables.slice(known)
  const moved = roles.flatMap(({ columns }) => columns)
  const added = new Map(roles.map(({ at, role }) => [at, [role!.key]]))
  for (const at of moved) for (const table of new Set(grown.columns[at]!.refers.map((key) => key.table))) added.set(table, [...(added.get(table) ?? []), at])
  for (const [at, columns] of added) grown.tables[at] = { ...grown.tables[at]!, pointing: [...(at < known ? grown.tables[at]!.pointing : []), ...columns].sort((left, right) => left - right) }
  grown.parallel = [...index.parallel, ...roles.flatMap((table) => index.parallel.filter(([key]) => index.columns[key!]!.table === index.columns[table.role!.to]!.table).map((keys) => keys.map((key) => copyOf(key, table, grown))))]
}

function addTable(index: LanguageIndex, role: SaidRole): IndexedTable {
  const source = index.tables[index.columns[role.to]!.table]!
  const at = index.tables.length
  const first = index.columns.length
  const moved = (column: number) => first + source.columns.indexOf(column)
  const bare = calledAs(role)
  // "Destination airport" is said in full, "manager employee" is not.
  const named = index.columns[role.key]!.table === source.at ? [] : source.words.filter((word) => !bare.includes(word))
  const table: IndexedTable = { ...source, at, words: [...bare, ...named], columns: source.columns.map(moved), display: source.display.map(moved), key: source.key.map(moved), time: source.time === null ? null : moved(source.time), role: { key: role.key, to: role.to, bare, said: role.said } }
  index.tables.push(table)
  index.columns.push(...source.columns.map((column): IndexedColumn => ({ ...index.columns[column]!, at: moved(column), table: at })))
  return table
}

/** The column of a role's table that stands for one of the table whose rows play it. */
export function copyOf(column: number, role: IndexedTable, index: LanguageIndex): number {
  return role.columns[index.tables[index.columns[column]!.table]!.columns.indexOf(column)]!
}
