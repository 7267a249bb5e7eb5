import { columnKey } from '../../language/index/entries.ts'
import type { LanguageIndex } from '../../language/index/language-index.ts'
import { quoted } from '../digest.ts'

/** Something in a draft that does not fit the database, told in names alone: it goes back to the model. */
export class Misfit extends Error {}

const mostNamed = 40

/** Names without the marks that models like to put around them. */
const bare = (name: string): string => name.trim().replaceAll(/["`[\]]/g, '')

/** The position of a table. Case is forgiven where it does not matter. Fails with Misfit. */
export function tableNamed(name: string, index: LanguageIndex): number {
  const exact = index.tableAt.get(name) ?? index.tableAt.get(bare(name))
  if (exact !== undefined) return exact
  const alike = index.tables.filter((table) => table.name.toLowerCase() === bare(name).toLowerCase())
  if (alike.length === 1) return alike[0]!.at
  throw new Misfit(`There is no table ${quoted(name.slice(0, 100))}.`)
}

/** The position of a column that is written as table.column. A dot may be part of either name. Fails with Misfit, naming the columns that there are. */
export function columnNamed(name: string, index: LanguageIndex): number {
  const written = bare(name)
  for (let dot = written.indexOf('.'); dot > 0; dot = written.indexOf('.', dot + 1)) {
    const exact = index.columnAt.get(columnKey(written.slice(0, dot), written.slice(dot + 1)))
    if (exact !== undefined) return exact
  }
  const lower = written.toLowerCase()
  const alike = index.columns.filter((column) => `${index.tables[column.table]!.name}.${column.name}`.toLowerCase() === lower || (!written.includes('.') && column.name.toLowerCase() === lower))
  if (alike.length === 1) return alike[0]!.at
  if (alike.length > 1) throw new Misfit(`Several tables have a column ${quoted(written.slice(0, 100))}; write it as table.column.`)
  const table = index.tables.find((each) => lower.startsWith(`${each.name.toLowerCase()}.`))
  if (table === undefined) throw new Misfit(`There is no column ${quoted(name.slice(0, 100))}; write it as table.column.`)
  const names = table.columns.slice(0, mostNamed).map((at) => quoted(index.columns[at]!.name))
  throw new Misfit(`${quoted(table.name)} has no column ${quoted(written.slice(table.name.length + 1).slice(0, 100))}. It has ${names.join(', ')}.`)
}

/** The position of a metric in the vocabulary, by any of its phrases. Fails with Misfit. */
export function metricNamed(name: string, { glossary }: LanguageIndex): number {
  const wanted = bare(name).toLowerCase()
  const at = glossary?.metrics.findIndex((metric) => metric.name.toLowerCase() === wanted || metric.phrases.includes(wanted)) ?? -1
  if (at < 0) throw new Misfit(`There is no metric ${quoted(name.slice(0, 100))}. Use only those that are given, or work the number out from columns.`)
  return at
}

/** The position of a condition in the vocabulary; where several tables have one of that name, that of the first table that matters. Fails with Misfit. */
export function termNamed(name: string, tables: readonly string[], { glossary }: LanguageIndex): number {
  const wanted = bare(name).toLowerCase()
  const fitting = (glossary?.terms ?? []).flatMap(({ phrases, target }, at) => (target.kind === 'filter' && phrases.includes(wanted) ? [{ at, of: target.of }] : []))
  const found = tables.flatMap((table) => fitting.filter(({ of }) => of === table))[0] ?? fitting[0]
  if (found === undefined) throw new Misfit(`There is no term ${quoted(name.slice(0, 100))}. Use only those that are given, or test a column.`)
  return found.at
}
