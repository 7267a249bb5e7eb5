import type { TermFile } from '../../shared/model/term.ts'
import { keyOf } from './definition-key.ts'

/** Two files of notes and vocabulary as one: what the user's own says of something stands in the place of what the source's says of it. */
export function mergeTermFiles(fromSource: TermFile, own: TermFile): TermFile {
  return {
    name: own.name ?? fromSource.name,
    asOf: own.asOf ?? fromSource.asOf,
    calendar: own.calendar ?? fromSource.calendar,
    fiscalYearStart: own.fiscalYearStart ?? fromSource.fiscalYearStart,
    tables: merged(fromSource.tables, own.tables, ({ table }) => table.toLowerCase()),
    entities: merged(fromSource.entities, own.entities, ({ table }) => table.toLowerCase()),
    metrics: merged(fromSource.metrics, own.metrics, (metric) => keyOf({ kind: 'metric', metric })),
    terms: merged(fromSource.terms, own.terms, (term) => keyOf({ kind: 'term', term })),
  }
}

function merged<Entry>(theirs: readonly Entry[], own: readonly Entry[], keyOf: (entry: Entry) => string): Entry[] {
  const taken = new Set(own.map(keyOf))
  return [...theirs.filter((entry) => !taken.has(keyOf(entry))), ...own]
}
