import type { Found, TableSummary } from '../../shared/contract/catalog.ts'
import type { Catalog, Table } from '../../shared/model/catalog.ts'
import { folded, words } from './names.ts'

/** How well a name fits what is searched for, best first. */
export const fit = { exact: 0, prefix: 1, wordPrefix: 2, inside: 3, comment: 4, none: 5 } as const
export type Fit = (typeof fit)[keyof typeof fit]

/** Something found. The smaller its rank, the better; ranks of different searches can be compared, see `bestFound`. */
export type RankedFound = { found: Found; rank: number }

/** Names as they are searched: folded, and as words with a space before each, so that " inv" finds "customer_invoice". */
type Searchable = { name: string; spaced: string; comment: string }
type SearchableTable = Searchable & { table: Table; columns: Searchable[]; everything: string }

const searchables = new WeakMap<Catalog, SearchableTable[]>()

/**
 * A page of the tables whose name, comment or columns hold all words of `search`, best first; all tables in catalog order when it is empty.
 * `total` counts all that fit.
 */
export function searchTables(catalog: Catalog, search: string, offset: number, count: number): { tables: TableSummary[]; total: number } {
  const wanted = folded(search).split(/\s+/).filter((word) => word !== '')
  if (wanted.length === 0) return { tables: catalog.tables.slice(offset, offset + count).map(summary), total: catalog.tables.length }
  const whole = wanted.join(' ')
  const ranked = searchable(catalog).flatMap((one) => {
    if (!wanted.every((word) => one.everything.includes(word))) return []
    const own = fitOf(one, whole)
    return [{ table: one.table, fit: own < fit.comment ? own : Math.max(...wanted.map((word) => fitOf(one, word))), length: one.name.length }]
  })
  ranked.sort((left, right) => left.fit - right.fit || left.length - right.length)
  return { tables: ranked.slice(offset, offset + count).map(({ table }) => summary(table)), total: ranked.length }
}

/**
 * The tables and columns that `text` may mean, best first, at most `count`: names that are it, begin with it, have a word that begins with it, hold
 * it, and then those whose comment holds it. Tables before columns, short names before long ones.
 */
export function findInCatalog(catalog: Catalog, text: string, count: number): RankedFound[] {
  const wanted = searchText(text)
  if (wanted === '') return []
  const fits = fitting(wanted)
  const best: RankedFound[] = []
  for (const one of searchable(catalog)) {
    if (!one.everything.includes(wanted)) continue
    offer(best, count, rankOf(fits(one), 'table', one.table.name), () => ({ kind: 'table', label: one.table.name, detail: one.table.comment ?? '', table: one.table.name, column: null }))
    for (const [at, column] of one.columns.entries()) offer(best, count, rankOf(fits(column), 'column', column.name), () => columnFound(one.table, at))
  }
  return best
}

/** What several searches found, as one list: best first, at most `count`. */
export function bestFound(lists: readonly RankedFound[][], count: number): Found[] {
  return lists.flat().sort((left, right) => left.rank - right.rank).slice(0, count).map(({ found }) => found)
}

const kinds: readonly Found['kind'][] = ['metric', 'term', 'table', 'column']

/** By fit, then by kind, then the shorter name first. Infinity for what does not fit. */
export function rankOf(fits: Fit, kind: Found['kind'], name: string): number {
  return fits === fit.none ? Infinity : fits * 10_000 + kinds.indexOf(kind) * 1_000 + Math.min(name.length, 999)
}

/** Puts what was found in its place among the best, unless it is not one of them: sorting all that fits would take longer than finding it. */
function offer(best: RankedFound[], count: number, rank: number, found: () => Found): void {
  if (rank === Infinity || (best.length === count && rank >= (best.at(-1)?.rank ?? Infinity))) return
  const at = best.findIndex((other) => other.rank > rank)
  best.splice(at < 0 ? best.length : at, 0, { found: found(), rank })
  if (best.length > count) best.pop()
}

/** Each name is compared once, however many tables have a column of that name. */
function fitting(wanted: string): (name: Searchable) => Fit {
  const known = new Map<Searchable, Fit>()
  return (name) => {
    let fits = known.get(name)
    if (fits === undefined) known.set(name, (fits = fitOf(name, wanted)))
    return fits
  }
}

/** Search text in the form that names are compared in: folded, one space between words. */
export const searchText = (text: string): string => folded(text).replace(/[\s_]+/g, ' ').trim()

/** How well names (folded) and a comment fit the search text. */
export function fitOf({ name, spaced, comment }: Searchable, wanted: string): Fit {
  if (name === wanted || spaced.slice(1) === wanted) return fit.exact
  if (name.startsWith(wanted) || spaced.startsWith(wanted, 1)) return fit.prefix
  if (spaced.includes(` ${wanted}`)) return fit.wordPrefix
  if (name.includes(wanted)) return fit.inside
  return comment !== '' && comment.includes(wanted) ? fit.comment : fit.none
}

export const searchableName = (name: string, comment = ''): Searchable => ({ name: folded(name), spaced: ` ${words(name).join(' ')}`, comment: comment === '' ? '' : folded(comment) })

function columnFound(table: Table, at: number): Found {
  const column = table.columns[at]!
  const detail = column.comment === undefined || column.comment === '' ? table.name : `${table.name}: ${column.comment}`
  return { kind: 'column', label: column.name, detail, table: table.name, column: column.name }
}

/** Made once for each catalog; a search then compares text alone. Equal names share one form, and most columns of a database have names that others have. */
function searchable(catalog: Catalog): SearchableTable[] {
  let known = searchables.get(catalog)
  if (known !== undefined) return known
  const forms = new Map<string, Searchable>()
  const formOf = (name: string, comment = ''): Searchable => {
    const key = `${name}\n${comment}`
    let form = forms.get(key)
    if (form === undefined) forms.set(key, (form = searchableName(name, comment)))
    return form
  }
  known = catalog.tables.map((table) => {
    const own = formOf(table.name, table.comment)
    const columns = table.columns.map((column) => formOf(column.name, column.comment))
    // One text, because a table that does not hold a word anywhere, which is most of them, is then passed over at once.
    const everything = [own, ...columns].map(({ name, spaced, comment }) => `${name}\n${spaced}\n${comment}`).join('\n')
    return { ...own, table, columns, everything }
  })
  searchables.set(catalog, known)
  return known
}

function summary({ name, kind, comment, columns, rowEstimate }: Table): TableSummary {
  return { name, kind, comment: comment ?? null, columns: columns.length, rowEstimate }
}
