import type { Catalog } from '../../shared/model/catalog.ts'
import { Failure, type FailureFacts } from '../../shared/model/failure.ts'
import type { TermFile } from '../../shared/model/term.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import type { Vocabulary } from '../../shared/model/vocabulary.ts'
import { mergeTermFiles } from './merge-terms.ts'
import { entryReader } from './read-glossary.ts'

/**
 * The vocabulary of a database with where each entry comes from and what keeps it from working, in alphabetical order. An entry of the source that an
 * own one replaces is not listed.
 */
export function vocabularyOf(fromSource: TermFile, own: TermFile, catalog: Catalog, asOf: IsoDate, ownFile: string): Vocabulary {
  const all = mergeTermFiles(fromSource, own)
  const read = entryReader(catalog, asOf)
  const ownEntries = new Set<unknown>([...own.metrics, ...own.terms])
  const origin = (entry: unknown) => (ownEntries.has(entry) ? 'own' as const : 'source' as const)
  const metrics = all.metrics.map((metric) => ({ metric, origin: origin(metric), problem: problemOf(() => read.metric(metric)) }))
  const working = new Set(metrics.filter(({ problem }) => problem === null).map(({ metric }) => metric.name))
  const terms = all.terms.map((term) => ({ term, origin: origin(term), problem: problemOf(() => read.term(term, working)) }))
  return {
    metrics: metrics.sort((left, right) => order.compare(left.metric.label ?? left.metric.name, right.metric.label ?? right.metric.name)),
    terms: terms.sort((left, right) => order.compare(left.term.phrase, right.term.phrase)),
    ownFile,
  }
}

const order = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

function problemOf(read: () => unknown): FailureFacts | null {
  try {
    read()
    return null
  } catch (error) {
    if (error instanceof Failure) return error.facts()
    throw error
  }
}
