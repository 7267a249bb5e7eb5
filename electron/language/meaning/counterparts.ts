import type { LanguageIndex } from '../index/language-index.ts'

/** So much of what the smaller column holds must stand in the larger too. */
const sharedPart = 0.75

/**
 * The column of one of `tables` that says the same as a column elsewhere: the words of one name are in the other ("region", "sales region"), and they
 * hold the same values. Two facts that no key brings together meet there. Null when there is none, or more than one.
 */
export function counterpartOf(at: number, tables: readonly number[], index: LanguageIndex): number | null {
  const column = index.columns[at]!
  if (column.kind !== 'text' || tables.includes(column.table)) return null
  const values = valuesOf(at, index)
  if (values.size < 2) return null
  const found = tables.flatMap((table) => index.tables[table]!.columns).filter((other) => {
    const { kind, words } = index.columns[other]!
    return kind === 'text' && isWithin(words, column.words) && holdSame(values, valuesOf(other, index))
  })
  return found.length === 1 ? found[0]! : null
}

function isWithin(left: readonly string[], right: readonly string[]): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left]
  return short.length > 0 && short.every((word) => long.includes(word))
}

function holdSame(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  const [small, large] = left.size <= right.size ? [left, right] : [right, left]
  return small.size > 1 && [...small].filter((value) => large.has(value)).length >= sharedPart * small.size
}

function valuesOf(at: number, { catalog, columns }: LanguageIndex): Set<string> {
  const { table, name } = columns[at]!
  const profile = catalog.tables[table]!.columns.find((column) => column.name === name)?.profile
  return new Set((profile?.values ?? []).filter((value) => typeof value === 'string').map((value) => value.toLowerCase()))
}
