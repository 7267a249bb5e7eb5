import type { Glossary } from '../../terms/glossary.ts'
import { lemma, stem } from '../tokens/lemma.ts'
import { columnKey } from './entries.ts'

/** A phrase of the vocabulary, by positions of the index or of the glossary. */
export type TermEntry =
  | { kind: 'metric'; metric: number }
  | { kind: 'table'; table: number }
  | { kind: 'column'; column: number }
  | { kind: 'value'; column: number; value: string }
  | { kind: 'filter'; term: number }

/** All phrases of a glossary under the key of their lemmas and under that of their stems. */
export function indexTerms(index: { glossary: Glossary | null; tableAt: ReadonlyMap<string, number>; columnAt: ReadonlyMap<string, number> }): Map<string, TermEntry[]> {
  const terms = new Map<string, TermEntry[]>()
  const add = (phrase: string, entry: TermEntry) => {
    const words = phrase.toLowerCase().split(/[\s-]+/)
    for (const key of new Set([words.map(lemma).join(' '), words.map(stem).join(' ')])) {
      const known = terms.get(key)
      if (known === undefined) terms.set(key, [entry])
      else if (!known.some((other) => JSON.stringify(other) === JSON.stringify(entry))) known.push(entry)
    }
  }
  const { glossary } = index
  if (glossary === null) return terms
  glossary.metrics.forEach((metric, at) => metric.phrases.forEach((phrase) => add(phrase, { kind: 'metric', metric: at })))
  glossary.terms.forEach((term, at) => {
    const { target } = term
    const table = 'table' in target ? index.tableAt.get(target.table) : undefined
    const column = 'column' in target ? index.columnAt.get(columnKey(target.table, target.column)) : undefined
    for (const phrase of term.phrases) {
      if (target.kind === 'table' && table !== undefined) add(phrase, { kind: 'table', table })
      else if (target.kind === 'column' && column !== undefined) add(phrase, { kind: 'column', column })
      else if (target.kind === 'value' && column !== undefined) add(phrase, { kind: 'value', column, value: target.value })
      else if (target.kind === 'filter') add(phrase, { kind: 'filter', term: at })
      else if (target.kind === 'metric') add(phrase, { kind: 'metric', metric: glossary.metrics.findIndex((metric) => metric.name === target.metric) })
    }
  })
  for (const entity of glossary.entities) {
    const table = index.tableAt.get(entity.table)
    if (table !== undefined) for (const phrase of [entity.singular, entity.plural]) if (phrase !== undefined) add(phrase, { kind: 'table', table })
  }
  return terms
}
