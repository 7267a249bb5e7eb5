import { columnsIn } from '../../shared/model/plan-columns.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import { columnKey, type IndexedColumn, type IndexedTable } from '../language/index/entries.ts'
import type { LanguageIndex } from '../language/index/language-index.ts'
import { humanised } from '../plan/words.ts'
import type { ColumnName, GlossaryMetric } from '../terms/glossary.ts'

const furthest = 3

/** A table and those its rows belong to, nearest first. */
export function parentsOf(table: IndexedTable, index: LanguageIndex, within = furthest): IndexedTable[] {
  const found = new Map([[table.at, 0]])
  for (const [at, distance] of found) {
    if (distance === within) continue
    for (const column of index.tables[at]!.columns) for (const { table: parent } of index.columns[column]!.refers) if (!found.has(parent)) found.set(parent, distance + 1)
  }
  return [...found.keys()].map((at) => index.tables[at]!)
}

/** The parents that people call by a name, those with most rows first: customers before countries. */
export function namedParents(table: IndexedTable, index: LanguageIndex): IndexedTable[] {
  const isNamed = (parent: IndexedTable) => parent.display.some((at) => ['name', 'title'].some((word) => index.columns[at]!.words.includes(word)))
  return parentsOf(table, index, 2).filter((parent) => parent !== table && isNamed(parent) && parent.rows > 10).sort((left, right) => right.rows - left.rows)
}

/** Text columns that sort the rows of a table into few groups, those that the vocabulary names first. */
export function categoriesOf(table: IndexedTable, index: LanguageIndex): IndexedColumn[] {
  const fitting = table.columns.map((at) => index.columns[at]!).filter((column) => {
    const few = column.distinct !== null && column.distinct >= 3 && column.distinct <= 30 && (column.rows ?? 0) > column.distinct
    return few && column.kind === 'text' && column.refers.length === 0 && !table.key.includes(column.at) && !table.display.includes(column.at) && column.role !== 'code' && column.role !== 'id'
  })
  return fitting.sort((left, right) => Number(phraseOf(right, table, index) !== null) - Number(phraseOf(left, table, index) !== null))
}

/** The categories that the rows of a table have, themselves or by what they belong to; those that the vocabulary names first. */
export function namedCategories(table: IndexedTable, index: LanguageIndex): { column: IndexedColumn; table: IndexedTable }[] {
  const all = parentsOf(table, index).flatMap((parent) => categoriesOf(parent, index).map((column) => ({ column, table: parent })))
  const named = all.filter((each) => phraseOf(each.column, each.table, index) !== null)
  return [...named, ...all.filter((each) => !named.includes(each))]
}

/** What a category is called: as the vocabulary says it, else by its column, with the table where the column alone would not say enough. */
export function categoryName(column: IndexedColumn, table: IndexedTable, index: LanguageIndex): string {
  return phraseOf(column, table, index) ?? humanised(column.name)
}

function phraseOf(column: IndexedColumn, table: IndexedTable, index: LanguageIndex): string | null {
  const term = index.glossary?.terms.find(({ target }) => target.kind === 'column' && target.table === table.name && target.column === column.name)
  return term?.phrases[0] ?? null
}

/** Several rows of a table, as people say it. */
export function pluralOf(table: IndexedTable, index: LanguageIndex): string {
  const noted = index.glossary?.entities.find((entity) => entity.table === table.name)?.plural
  if (noted !== undefined) return noted
  const words = humanised(table.name)
  if (/s$/i.test(words)) return words
  return /[^aeiou]y$/i.test(words) ? `${words.slice(0, -1)}ies` : /(ch|sh|x)$/i.test(words) ? `${words}es` : `${words}s`
}

/** The table whose rows a metric takes. */
export function metricFact(metric: GlossaryMetric, index: LanguageIndex): IndexedTable {
  const name = columnsIn({ expression: metric.value })[0]?.table ?? metric.tables[0] ?? ''
  return index.tables[index.tableAt.get(name) ?? 0]!
}

/** The last whole year before the as-of date that has rows; null when the dates tell none. */
export function yearWithData(time: ColumnName | null, table: IndexedTable | null, index: LanguageIndex, asOf: IsoDate): number | null {
  const at = time === null ? table?.time : index.columnAt.get(columnKey(time.table, time.column))
  const column = at === undefined || at === null ? undefined : index.columns[at]
  if (column === undefined) return null
  const wanted = asOf.endsWith('12-31') ? Number(asOf.slice(0, 4)) : Number(asOf.slice(0, 4)) - 1
  const last = Number(String(column.max ?? '').slice(0, 4))
  const first = Number(String(column.min ?? '').slice(0, 4))
  if (!Number.isInteger(last) || last < 1000) return wanted
  return Math.max(first, Math.min(wanted, last))
}
