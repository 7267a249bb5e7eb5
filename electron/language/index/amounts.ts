import { currencyBeside } from '../../plan/currency-beside.ts'
import type { LanguageIndex } from './language-index.ts'

const amountWords = ['amount', 'total', 'value', 'sum']
const openWords = ['open', 'unpaid', 'outstanding', 'owed', 'due']

/** Whether a column holds amounts whose currency differs from row to row. */
export function isInLocalCurrency(at: number, index: LanguageIndex): boolean {
  const { name, table } = index.columns[at]!
  const { role } = index.tables[table]!
  const owner = index.catalog.tables[role === undefined ? table : index.columns[role.key]!.table]
  return owner !== undefined && currencyBeside(name, owner) !== null
}

/** The columns that the vocabulary names. */
export const namedColumns = (index: LanguageIndex): Set<number> => new Set([...index.terms.values()].flatMap((entries) => entries.flatMap((entry) => (entry.kind === 'column' ? [entry.column] : []))))

/**
 * What each row of a table comes to, such as the amount of an invoice: what the vocabulary names before others, what can be added up before several currencies,
 * and the plainest name. Several where nothing tells them apart, as a net and a gross amount.
 */
export const amountsOf = (table: number, index: LanguageIndex): number[] => numbersCalled(amountWords, table, index)

/** What of each row is not paid yet. */
export const openAmountsOf = (table: number, index: LanguageIndex): number[] => numbersCalled(openWords, table, index)

function numbersCalled(words: readonly string[], table: number, index: LanguageIndex): number[] {
  const named = namedColumns(index)
  const own = index.tables[table]!.columns.filter((at) => index.columns[at]!.role === 'measure')
  for (const word of words) {
    const found = own.filter((at) => index.columns[at]!.words.includes(word)).map((at) => ({ at, rank: (named.has(at) ? 0 : 1_000) + (isInLocalCurrency(at, index) ? 100 : 0) + index.columns[at]!.words.length }))
    const best = Math.min(...found.map(({ rank }) => rank))
    if (found.length > 0) return found.filter(({ rank }) => rank === best).map(({ at }) => at)
  }
  return []
}
