import type { Column, Relationship, Table } from '../../shared/model/catalog.ts'
import { comparable, inclusion } from './inclusion.ts'
import type { Inclusion } from './inclusion.ts'
import { holdsKey } from './lookup.ts'
import { identifier, namesPerson, personTables, reference, tableStems } from './references.ts'
import type { Identifier, KeyName, TableStems } from './references.ts'

/** A column that tells the rows of its table apart; `weight`, 0 to 1, is how far that is to be believed. */
type Key = KeyName & { owner: Table; column: Column; weight: number; place: number }
type Guess = { from: Table; column: Column; key: Key; confidence: number }

/** Below this a guess would more often mislead than help. Set on databases whose declared keys were hidden. */
const threshold = 0.6
/** More keys of one name than this say nothing about which of them is meant; nor do more that share a first letter about what a short form stands for. */
const crowd = 20
const crowdOfInitial = 200

const solePrimary = (table: Table, column: Column): boolean => table.primaryKey.length === 1 && table.primaryKey[0] === column.name

function keyWeight(table: Table, column: Column, name: Identifier, stems: TableStems): number {
  if (column.type.kind === 'float') return solePrimary(table, column) ? 0.7 : 0
  if (solePrimary(table, column)) return 1
  if (holdsKey(table, [column.name])) return 0.97
  // Part of a key of several columns: unique by chance at most.
  if (table.primaryKey.includes(column.name)) return 0
  const { profile } = column
  const ownName = stems.exact.includes(name.stem)
  // Without any declared key only counting shows that a column is unique; a guess here would have rows counted twice.
  if (profile === undefined || profile.nulls > 0 || profile.distinct < profile.rows) return 0
  if (profile.rows < 2) return ownName && name.ending !== '' && table.primaryKey.length === 0 ? 0.92 : 0
  if (ownName) return name.ending !== '' ? 0.92 : 0.85
  return table.primaryKey.length === 0 && profile.rows >= 5 ? 0.8 : 0
}

/** Keys by every name under which a column may speak of them. */
type KeyIndex = { ofTable: Map<Table, Key[]>; byName: Map<string, Key[]>; byTable: Map<string, Key[]>; byStem: Map<string, Key[]>; byInitial: Map<string, Key[]> }

function add<Name>(map: Map<Name, Key[]>, name: Name, key: Key): void {
  const known = map.get(name)
  if (known === undefined) map.set(name, [key])
  else known.push(key)
}

/** `identifier`, once per spelling: large schemas repeat few names many times. */
function nameReader(): (column: Column) => Identifier {
  const known = new Map<string, Identifier>()
  return ({ name }) => {
    let read = known.get(name)
    if (read === undefined) known.set(name, (read = identifier(name)))
    return read
  }
}

function indexKeys(tables: readonly Table[], nameOf: (column: Column) => Identifier): KeyIndex {
  const index: KeyIndex = { ofTable: new Map(), byName: new Map(), byTable: new Map(), byStem: new Map(), byInitial: new Map() }
  for (const [place, owner] of tables.entries()) {
    if (owner.kind === 'view') continue
    const stems = tableStems(owner.name)
    for (const column of owner.columns) {
      const name = nameOf(column)
      const weight = keyWeight(owner, column, name, stems)
      if (weight === 0) continue
      const key = { name, stems, owner, column, weight, place }
      add(index.ofTable, owner, key)
      add(index.byName, name.joined, key)
      for (const stem of stems.exact) add(index.byTable, stem, key)
      for (const stem of [...stems.loose, name.stem]) add(index.byStem, stem, key)
      if (stems.single) for (const stem of stems.exact) add(index.byInitial, stem.slice(0, 1), key)
    }
  }
  return index
}

/** The keys a name may speak of: a superset, small however many tables there are. */
function nearby(index: KeyIndex, from: Table, name: Identifier): Set<Key> {
  const few = (keys: Key[] | undefined, most = crowd): Key[] => (keys !== undefined && keys.length <= most ? keys : [])
  const tails = name.stemWords.map((_, at) => name.stemWords.slice(at).join(''))
  return new Set([
    ...(index.ofTable.get(from) ?? []),
    ...few(index.byName.get(name.joined)),
    ...tails.flatMap((tail) => [...(index.byTable.get(tail) ?? []), ...few(index.byStem.get(tail))]),
    ...few(index.byInitial.get(name.stem.slice(0, 1)), crowdOfInitial),
    ...(namesPerson(name) ? [...personTables].flatMap((stem) => index.byTable.get(stem) ?? []) : []),
  ])
}

/** What the values say of a guess made by name: a factor, 0 to refuse it. */
function support(found: Inclusion, proof: boolean): number {
  switch (found.how) {
    case 'all': return 1.02
    case 'range': return 1
    case 'unknown': return proof ? 0.7 : 0.95
    case 'some': return found.share >= 0.5 ? 0.7 + 0.3 * found.share : 0
    case 'outside': return proof ? 0 : 0.65
  }
}

function guess(from: Table, column: Column, name: Identifier, key: Key): Guess | undefined {
  if (key.column === column) return undefined
  const named = reference(name, key, key.owner === from)
  const fit = comparable(column, key.column)
  if (named === undefined || fit === 'no') return undefined
  // A table's own key refers to another table only where both are known by the very same name.
  const own = solePrimary(from, column)
  if (own && (named.proof || key.weight < 0.9)) return undefined
  const confidence = named.score * key.weight * support(inclusion(column, key.column), named.proof) * (fit === 'yes' ? 1 : 0.93)
  return confidence < threshold ? undefined : { from, column, key, confidence: Math.round(Math.min(confidence, 0.99) * 100) / 100 }
}

const rowsOf = ({ key }: Guess): number => key.column.profile?.rows ?? 0

/** Surest first; then the larger table, then the one listed first, as parents usually are. */
const bySureness = (a: Guess, b: Guess): number => b.confidence - a.confidence || rowsOf(b) - rowsOf(a) || a.key.place - b.key.place

/** A column that is named after its own table is that table's key, not a reference to another. */
const ownKey = (table: Table, stems: TableStems, name: Identifier): boolean =>
  name.ending !== '' && table.primaryKey.length <= 1 && stems.exact.includes(name.stem)

function bestGuess(from: Table, column: Column, name: Identifier, index: KeyIndex): Guess | undefined {
  return [...nearby(index, from, name)].map((key) => guess(from, column, name, key)).filter((one) => one !== undefined).sort(bySureness)[0]
}

const ends = (fromTable: string, fromColumn: string, toTable: string, toColumn: string): string => JSON.stringify([fromTable, fromColumn, toTable, toColumn])

/**
 * Relationships that nothing declares, guessed from names (customer_id → customers.id, source_airport → airports.code, manager_id → employees),
 * types, uniqueness of the target and, where tables were profiled, values. One at most per column, never one in both directions, none for a
 * column that is part of a declared key. `confidence` is from 0.6 to 0.99.
 */
export function inferRelationships(tables: readonly Table[], declared: readonly Relationship[]): Relationship[] {
  const nameOf = nameReader()
  const index = indexKeys(tables, nameOf)
  const taken = new Map<string, Set<string>>()
  for (const { from } of declared) for (const column of from.columns) taken.set(from.table, (taken.get(from.table) ?? new Set()).add(column))
  const linked = new Set(declared.filter(({ from }) => from.columns.length === 1).map(({ from, to }) => ends(from.table, from.columns[0] ?? '', to.table, to.columns[0] ?? '')))
  const guesses = tables.filter((table) => table.kind === 'table').flatMap((table) => {
    const stems = tableStems(table.name)
    return table.columns.flatMap((column) => {
      const name = nameOf(column)
      return taken.get(table.name)?.has(column.name) || ownKey(table, stems, name) ? [] : (bestGuess(table, column, name, index) ?? [])
    })
  })
  return guesses.sort(bySureness).flatMap(({ from, column, key, confidence }): Relationship[] => {
    if (linked.has(ends(key.owner.name, key.column.name, from.name, column.name))) return []
    linked.add(ends(from.name, column.name, key.owner.name, key.column.name))
    return [{
      from: { table: from.name, columns: [column.name] },
      to: { table: key.owner.name, columns: [key.column.name] },
      origin: 'inferred',
      confidence,
      oneToOne: holdsKey(from, [column.name]),
    }]
  })
}
