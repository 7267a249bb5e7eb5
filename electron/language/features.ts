import type { Cover } from './grammar/cover.ts'
import type { LanguageIndex } from './index/language-index.ts'
import type { Frame } from './meaning/frame.ts'
import { tablesOf } from './meaning/plan.ts'
import type { Choice } from './meaning/slots.ts'
import type { Token } from './tokens/tokens.ts'
import { stopWords } from './lexicon.ts'

/** Named numbers about one candidate meaning; the ranker weighs them. */
export type Features = Record<string, number>

export type Candidate = { cover: Cover; choice: Choice; frame: Frame }

/** The features of a candidate, from its words, links and structure. */
export function featuresOf(candidate: Candidate, tokens: readonly Token[], index: LanguageIndex): Features {
  const { cover, choice, frame } = candidate
  const features: Features = { cover: cover.score, links: choice.score }
  const add = (name: string, value = 1) => {
    features[name] = (features[name] ?? 0) + value
  }
  for (const at of cover.skipped) {
    const token = tokens[at]!
    if (token.kind === 'mark') continue
    add(token.kind === 'quoted' ? 'skippedQuote' : /^\d/.test(token.lower) ? 'skippedNumber' : stopWords.has(token.lower) ? 'skippedStop' : 'skippedWord')
  }
  const tables = tablesOf(frame, index)
  add('tables', tables.length)
  if (tables.length > 1) add('spread', spread(tables, index))
  for (const note of frame.notes) add(`note.${note}`)
  add('show', frame.show.length)
  if (frame.distinct) add('distinct')
  if (frame.limit !== null && frame.order.length === 0) add('limitWithoutOrder')
  if (frame.measures.length > 0 && frame.by.length > 0) add('grouped')
  if (frame.having.length > 0 && frame.by.length === 0) add('havingWithoutGroup')
  const used = new Set(tables)
  for (const table of frame.present) if (!used.has(table)) add('unusedTable')
  return features
}

/** How many keys a tree over these tables needs at least, roughly: each table's distance to its nearest neighbour. */
function spread(tables: readonly number[], index: LanguageIndex): number {
  let total = 0
  const joined = [tables[0]!]
  for (const table of tables.slice(1)) {
    const nearest = Math.min(...joined.map((other) => index.distances[other]![table]!))
    total += nearest === Infinity ? 10 : nearest
    joined.push(table)
  }
  return total
}
