import type { LanguageIndex } from '../index/language-index.ts'
import { nounsIn } from '../lattice/nouns.ts'
import type { Frame } from '../meaning/frame.ts'
import { tablesOf } from '../meaning/tables.ts'
import type { Token } from '../tokens/tokens.ts'

/** The columns of a frame that a reader sees, by position in the index: those shown and those grouped by. */
export const visibleColumns = (frame: Frame): number[] => [...frame.show.flatMap((item) => (item.kind === 'column' ? [item.column] : [])), ...frame.by.map((group) => group.column)]

/** The column that words name, those of the answer first, then those of its tables; null when they name none. */
export function columnNamed(words: readonly Token[], frame: Frame, index: LanguageIndex): number | null {
  if (words.length === 0) return null
  const visible = new Set(visibleColumns(frame))
  const near = new Set(tablesOf(frame, index))
  let best: { column: number; worth: number } | null = null
  for (const noun of nounsIn(words, index)) {
    for (const target of noun.targets) {
      const column = target.kind === 'table' ? index.tables[target.at]!.display[0] ?? index.tables[target.at]!.key[0] : target.kind === 'column' ? target.at : undefined
      if (column === undefined) continue
      const worth = target.score + 0.5 * (noun.end - noun.start) + (visible.has(column) ? 0.6 : near.has(index.columns[column]!.table) ? 0.3 : 0) - (target.kind === 'table' ? 0.25 : 0)
      if (best === null || worth > best.worth) best = { column, worth }
    }
  }
  return best?.column ?? null
}

/** The words of the column that is called so, written as one as the index knows them; null when no column is. */
export function wordsCalled(name: string, index: LanguageIndex): string | null {
  const wanted = name.toLowerCase()
  return index.columns.find((column) => column.name.toLowerCase() === wanted)?.words.join('') ?? null
}

/** Whether a column holds moments that fall into bins, or years. */
export function isDated(column: number, index: LanguageIndex): boolean {
  const { role, kind } = index.columns[column]!
  return role === 'date' || role === 'year' || kind === 'date' || kind === 'timestamp'
}
