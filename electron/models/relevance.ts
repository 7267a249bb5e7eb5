import type { LanguageIndex } from '../language/index/language-index.ts'
import { tokenize } from '../language/tokens/tokens.ts'

/** How near a table is to the words of a question, and which of its columns have one of them. */
export type Relevance = { table: number; score: number; columns: Set<number> }

const ownName = 3
const ownColumn = 1
const ofTerm = 4
/** Share of a table's score that passes to one it is keyed to. */
const passedOn = 0.4

/**
 * All tables, the most relevant first, in the order of the catalog where nothing tells them apart. Names and vocabulary alone decide, never a value that
 * a column holds: the same question gives the same order over any data.
 */
export function relevance(question: string, index: LanguageIndex): Relevance[] {
  const found = index.tables.map(({ at }): Relevance => ({ table: at, score: 0, columns: new Set() }))
  const tokens = tokenize(question).filter(({ kind }) => kind === 'word')
  for (const key of new Set(tokens.flatMap(({ lemma, stem }) => [lemma, stem]))) {
    const postings = new Set([...(index.lemmas.get(key) ?? []), ...(index.stems.get(key) ?? []), ...(index.wholes.get(key) ?? [])])
    for (const { kind, at } of postings) {
      if (kind === 'table') found[at]!.score += ownName
      else {
        const { table } = index.columns[at]!
        if (!found[table]!.columns.has(at)) found[table]!.score += ownColumn
        found[table]!.columns.add(at)
      }
    }
  }
  for (const table of tablesOfTerms(tokens.map(({ lemma }) => lemma), tokens.map(({ stem }) => stem), index)) found[table]!.score += ofTerm
  const passed = found.map(({ score }) => score)
  for (const { from, to } of index.catalog.relationships) {
    const [one, other] = [index.tableAt.get(from.table), index.tableAt.get(to.table)]
    if (one === undefined || other === undefined) continue
    passed[one] = Math.max(passed[one]!, found[one]!.score + found[other]!.score * passedOn)
    passed[other] = Math.max(passed[other]!, found[other]!.score + found[one]!.score * passedOn)
  }
  return found.map((each, at) => ({ ...each, score: passed[at]! })).sort((left, right) => right.score - left.score || left.table - right.table)
}

const longestTerm = 6

/** The tables that the vocabulary's phrases in a question speak of, each once. */
function tablesOfTerms(lemmas: readonly string[], stems: readonly string[], index: LanguageIndex): Set<number> {
  const tables = new Set<number>()
  const add = (name: string): void => {
    const at = index.tableAt.get(name)
    if (at !== undefined) tables.add(at)
  }
  for (const words of [lemmas, stems]) {
    for (let start = 0; start < words.length; start += 1) {
      for (let length = 1; length <= longestTerm && start + length <= words.length; length += 1) {
        for (const entry of index.terms.get(words.slice(start, start + length).join(' ')) ?? []) {
          if (entry.kind === 'metric') index.glossary?.metrics[entry.metric]?.tables.forEach(add)
          else if (entry.kind === 'table') tables.add(entry.table)
          else if (entry.kind === 'filter') {
            const target = index.glossary?.terms[entry.term]?.target
            if (target?.kind === 'filter') add(target.of)
          } else tables.add(index.columns[entry.column]!.table)
        }
      }
    }
  }
  return tables
}
