import type { Catalog, Column } from '../../../shared/model/catalog.ts'
import type { Glossary } from '../../terms/glossary.ts'
import { words } from '../../catalog/names.ts'
import { lemma, stem } from '../tokens/lemma.ts'
import { displayOf } from './display.ts'
import { columnKey, type IndexedColumn, type IndexedTable, type Posting } from './entries.ts'
import { keyGraph, type KeyGraph } from './distances.ts'
import { bareWords, nameWords } from './names.ts'
import { positionsIn } from './positions.ts'
import { roleOf } from './roles.ts'
import { joinedKeys } from './joined-keys.ts'
import { truthOf } from './truth.ts'
import { sameNameKeys } from './same-names.ts'
import { indexTerms, type TermEntry } from './terms.ts'
import { indexValues, type ValueIndex } from './values.ts'

/** All that the engine knows of one database, made once from its catalog. Plain data. */
export type LanguageIndex = KeyGraph & {
  /** The catalog, with keys guessed from equal names where nothing else connects its tables. */
  catalog: Catalog
  glossary: Glossary | null
  tables: IndexedTable[]
  columns: IndexedColumn[]
  lemmas: Map<string, Posting[]>
  stems: Map<string, Posting[]>
  /** By all words of a name written as one. */
  wholes: Map<string, Posting[]>
  /** Columns that a word may mean by what they hold: "year", "date". */
  implied: Map<string, Posting[]>
  values: ValueIndex
  /** Columns that point from the same table to the same other, where there are several. */
  parallel: number[][]
  /** The vocabulary's phrases. */
  terms: Map<string, TermEntry[]>
  tableAt: Map<string, number>
  columnAt: Map<string, number>
}

/** Builds the index of a database. Cost grows with names and distinct text values; no source is read. */
export function buildIndex(source: Catalog, glossary: Glossary | null): LanguageIndex {
  const catalog = { ...source, relationships: joinedKeys(source, [...source.relationships, ...sameNameKeys(source)]) }
  const known = knownWords(catalog)
  const spell = remembering((name) => nameWords(name, known))
  const foreign = new Set(catalog.relationships.flatMap(({ from }) => from.columns.map((column) => columnKey(from.table, column))))
  const entities = new Map((glossary?.entities ?? []).map((entity) => [entity.table, entity]))
  const tables: IndexedTable[] = []
  const columns: IndexedColumn[] = []
  const { tableAt, columnAt } = positionsIn(catalog)
  for (const [at, table] of catalog.tables.entries()) {
    const own = spell(table.name).filter((word, position, all) => !(position === 0 && all.length > 1 && (word === 'ref' || word === 'tbl')))
    const list: number[] = []
    for (const column of table.columns) {
      const number = columns.length
      const spelled = spell(column.name)
      list.push(number)
      columns.push({
        at: number, table: at, name: column.name, words: spelled, bare: bareWords(spelled, own), role: roleOf(column, table, foreign.has(columnKey(table.name, column.name)), spelled), numeric: isNumeric(column),
        kind: column.type.kind, refers: [], distinct: column.profile?.distinct ?? null, rows: column.profile?.rows ?? null,
        min: bound(column.profile?.min), max: bound(column.profile?.max), truth: truthOf(column),
      })
    }
    tables.push({ at, name: table.name, words: own, columns: list, display: [], key: [], pointing: [], time: null, rows: table.columns[0]?.profile?.rows ?? table.rowEstimate ?? 0 })
  }
  for (const relationship of catalog.relationships) {
    relationship.from.columns.forEach((name, position) => {
      const from = columns[columnAt.get(columnKey(relationship.from.table, name)) ?? -1]
      const to = columnAt.get(columnKey(relationship.to.table, relationship.to.columns[position] ?? ''))
      const table = tableAt.get(relationship.to.table)
      if (from !== undefined && to !== undefined && table !== undefined) from.refers.push({ table, column: to })
    })
  }
  for (const column of columns) for (const table of new Set(column.refers.map((key) => key.table))) tables[table]!.pointing.push(column.at)
  for (const table of tables) {
    const source = catalog.tables[table.at]!
    const entity = entities.get(table.name)
    const numbered = (names: readonly string[]) => names.map((name) => columnAt.get(columnKey(table.name, name))).filter((at) => at !== undefined)
    table.key = numbered(source.primaryKey)
    table.display = entity !== undefined && entity.display.length > 0 ? numbered(entity.display) : displayOf(table, columns)
    table.time = entity === undefined ? usualTime(table, columns) : timeOf(entity.time, table.name, columnAt)
  }
  const { lemmas, stems } = post(tables, columns)
  return { catalog, glossary, tables, columns, lemmas, stems, wholes: wholesOf(tables, columns), implied: impliedBy(columns), parallel: parallelKeys(columns), values: indexValues(catalog, columnAt), terms: indexTerms({ glossary, tableAt, columnAt }), ...keyGraph(catalog, tableAt), tableAt, columnAt }
}

const bornWords = new Set(['birth', 'birthday', 'birthdate', 'dob', 'born'])

/** The first date of a table that is not a birthday: "in 2019" is about what happened then. */
function usualTime(table: IndexedTable, columns: readonly IndexedColumn[]): number | null {
  const dates = table.columns.filter((at) => columns[at]!.role === 'date')
  return dates.find((at) => !columns[at]!.words.some((word) => bornWords.has(word))) ?? null
}

/** The column a note names as `table.column`. */
function timeOf(written: string | undefined, table: string, columnAt: ReadonlyMap<string, number>): number | null {
  if (written === undefined) return null
  const dot = written.lastIndexOf('.')
  return columnAt.get(columnKey(dot < 0 ? table : written.slice(0, dot), written.slice(dot + 1))) ?? null
}

function impliedBy(columns: readonly IndexedColumn[]): Map<string, Posting[]> {
  const posting = (column: IndexedColumn): Posting => ({ kind: 'column', at: column.at, word: column.words.indexOf(column.bare[0] ?? '') })
  const of = (...roles: IndexedColumn['role'][]) => columns.filter((column) => roles.includes(column.role)).map(posting)
  return new Map([['year', of('year', 'date')], ['date', of('date')], ['time', of('date')]])
}

function parallelKeys(columns: readonly IndexedColumn[]): number[][] {
  const pairs = Map.groupBy(columns.flatMap((column) => column.refers.map((key) => ({ at: column.at, pair: `${column.table} ${key.table}` }))), (key) => key.pair)
  return [...pairs.values()].filter((keys) => keys.length > 1).map((keys) => keys.map(({ at }) => at))
}

/** The same answer for the same word, found once: a large database has few words in many names. */
function remembering<Answer>(find: (word: string) => Answer): (word: string) => Answer {
  const known = new Map<string, Answer>()
  return (word) => {
    const before = known.get(word)
    if (before !== undefined) return before
    const found = find(word)
    known.set(word, found)
    return found
  }
}

function knownWords(catalog: Catalog): Set<string> {
  const found = new Set<string>()
  for (const table of catalog.tables) for (const word of words(table.name)) found.add(lemma(word)).add(word)
  for (const name of new Set(catalog.tables.flatMap((table) => table.columns.map((column) => column.name)))) {
    const own = words(name)
    if (own.length > 1) for (const word of own) found.add(lemma(word))
  }
  return new Set([...found].filter((word) => word.length >= 3))
}

function post(tables: IndexedTable[], columns: IndexedColumn[]): { lemmas: Map<string, Posting[]>; stems: Map<string, Posting[]> } {
  const lemmas = new Map<string, Posting[]>()
  const stems = new Map<string, Posting[]>()
  const stemOf = remembering(stem)
  const add = (kind: Posting['kind'], at: number, list: readonly string[]) => {
    list.forEach((word, position) => {
      const posting = { kind, at, word: position }
      addTo(lemmas, word, posting)
      addTo(stems, stemOf(word), posting)
    })
  }
  for (const table of tables) add('table', table.at, table.words)
  for (const column of columns) add('column', column.at, column.words)
  return { lemmas, stems }
}

function addTo(map: Map<string, Posting[]>, key: string, posting: Posting): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [posting])
  else known.push(posting)
}

function wholesOf(tables: readonly IndexedTable[], columns: readonly IndexedColumn[]): Map<string, Posting[]> {
  const wholes = new Map<string, Posting[]>()
  const add = (kind: Posting['kind'], { at, words: list }: { at: number; words: string[] }) => {
    if (list.length > 1) addTo(wholes, list.join(''), { kind, at, word: -1 })
  }
  for (const table of tables) add('table', table)
  for (const column of columns) add('column', column)
  return wholes
}

function bound(cell: unknown): number | string | null {
  return typeof cell === 'number' || typeof cell === 'string' ? cell : null
}

function isNumeric(column: Column): boolean {
  return column.type.kind === 'integer' || column.type.kind === 'decimal' || column.type.kind === 'float'
}
