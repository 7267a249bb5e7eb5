import type { Term } from '../../shared/model/term.ts'
import type { Definition } from '../../shared/model/vocabulary.ts'
import { expressionTokens } from './expression-tokens.ts'

/** The name of an entry as names are compared: case, underscores and spaces at the ends do not matter. */
export const folded = (name: string): string => name.replaceAll('_', ' ').trim().toLowerCase()

/** What a definition is called: the name of a metric, the phrase of a term. */
export const nameOf = (definition: Definition): string => (definition.kind === 'metric' ? definition.metric.name : definition.term.phrase)

/** What tells entries apart. "Unpaid" may be said of invoices and of bills, so a filter is known by its table too. */
export function keyOf(definition: Definition): string {
  return JSON.stringify([definition.kind, folded(nameOf(definition)), definition.kind === 'term' ? subjectOf(definition.term) : ''])
}

/** The table whose rows a filter describes, in lower case; empty for other terms. */
export function subjectOf({ filter, of }: Pick<Term, 'filter' | 'of'>): string {
  if (filter === undefined) return ''
  if (of !== undefined) return of.toLowerCase()
  const [table] = /(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)(?=\s*\.)/u.exec(withoutText(filter)) ?? []
  return table === undefined ? '' : (expressionTokens(table)[0]?.text ?? '').toLowerCase()
}

const withoutText = (filter: string): string => filter.replace(/'(?:[^']|'')*'/g, "''")
