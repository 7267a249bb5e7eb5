import type { Term, TermFile } from '../../shared/model/term.ts'
import { phrases } from './read-glossary.ts'

/** A vocabulary with the terms that were learned. What somebody defined counts more: a learned phrase that an entry says already is left out. */
export function withLearnedTerms(file: TermFile, learned: readonly Term[]): TermFile {
  if (learned.length === 0) return file
  const said = new Set([
    ...file.metrics.flatMap((metric) => phrases(metric.name, [...(metric.label === undefined ? [] : [metric.label]), ...metric.synonyms])),
    ...file.terms.flatMap((term) => phrases(term.phrase, term.synonyms)),
  ])
  return { ...file, terms: [...file.terms, ...learned.filter((term) => phrases(term.phrase, term.synonyms).every((phrase) => !said.has(phrase)))] }
}

/** What a term stands for, as the vocabulary writes it. */
export function meaningOfTerm({ table, column, value, metric, filter }: Term): string {
  return value === undefined ? column ?? metric ?? table ?? filter ?? '' : `${value.column} = ${value.is}`
}
