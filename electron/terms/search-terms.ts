import { fit, fitOf, rankOf, searchableName, searchText, type Fit, type RankedFound } from '../catalog/search.ts'
import type { Glossary, GlossaryTerm, TermTarget } from './glossary.ts'

/** The metrics and terms that `text` may mean, best first, at most `count`; found under any of their phrases, and by what they are said to mean. */
export function findInGlossary(glossary: Glossary, text: string, count: number): RankedFound[] {
  const wanted = searchText(text)
  if (wanted === '') return []
  const found = [
    ...glossary.metrics.map((metric) => ranked('metric', metric.label, metric.description ?? 'Metric', null, [metric.label, ...metric.phrases], wanted)),
    ...glossary.terms.map((term) => ranked('term', term.phrases[0] ?? '', term.description ?? meaning(term), place(term.target), term.phrases, wanted)),
  ]
  return found.filter(({ rank }) => rank !== Infinity).sort((left, right) => left.rank - right.rank).slice(0, count)
}

function ranked(kind: 'metric' | 'term', label: string, detail: string, at: { table: string; column: string | null } | null, phrases: readonly string[], wanted: string): RankedFound {
  const best = phrases.map((phrase) => fitOf(searchableName(phrase, detail), wanted)).reduce<Fit>((least, one) => (one < least ? one : least), fit.none)
  return { found: { kind, label, detail, table: at?.table ?? null, column: at?.column ?? null }, rank: rankOf(best, kind, label) }
}

function place(target: TermTarget): { table: string; column: string | null } | null {
  switch (target.kind) {
    case 'table': return { table: target.table, column: null }
    case 'column': case 'value': return { table: target.table, column: target.column }
    case 'filter': return { table: target.of, column: null }
    case 'metric': return null
  }
}

function meaning({ target }: GlossaryTerm): string {
  switch (target.kind) {
    case 'table': return target.table
    case 'column': return `${target.table}.${target.column}`
    case 'value': return `${target.table}.${target.column} is “${target.value}”`
    case 'metric': return `The metric ${target.metric}`
    case 'filter': return `Some of ${target.of}`
  }
}
