import type { Run } from '../state/thread.ts'

/** A question with every version of its answer. A version is a run that says the same and refines an earlier one; what says something else is a document of its own. */
export type AskedDocument = { id: string; versions: Run[] }

/** The documents of a thread, in the order in which they were begun; versions likewise. */
export function documentsOf(runs: readonly Run[]): AskedDocument[] {
  const documents: AskedDocument[] = []
  const homes = new Map<string, AskedDocument>()
  for (const run of runs) {
    const { id, parent, asked } = run.summary
    const home = parent === null ? undefined : homes.get(parent)
    if (home?.versions[0]?.summary.asked.text === asked.text) {
      home.versions.push(run)
      homes.set(id, home)
    } else {
      const own = { id, versions: [run] }
      documents.push(own)
      homes.set(id, own)
    }
  }
  return documents
}

/** The version that is shown: the one that was chosen, else the latest. */
export function shownVersion({ versions }: AskedDocument, chosen: string | undefined): Run {
  const run = versions.find(({ summary }) => summary.id === chosen) ?? versions.at(-1)
  if (run === undefined) throw new Error('A document has at least one version.')
  return run
}

/** What the document refines, in words; null for a question of its own. */
export function refinedBy({ versions }: AskedDocument): string | null {
  for (const { outcome } of versions) if (outcome?.kind === 'answer' && outcome.refines !== undefined) return outcome.refines
  return null
}

/** The version that `run` was made from, and the latest one made from it. */
export function neighbours({ versions }: AskedDocument, run: Run): { before: Run | null; after: Run | null } {
  return {
    before: versions.find(({ summary }) => summary.id === run.summary.parent) ?? null,
    after: versions.findLast(({ summary }) => summary.parent === run.summary.id) ?? null,
  }
}

/** The last answer on the way to `run`, its own included: what stays on the page while a new version is made. */
export function standingAnswer(document: AskedDocument, run: Run): Run | null {
  for (let each: Run | null = run; each !== null; each = neighbours(document, each).before) if (each.outcome?.kind === 'answer') return each
  return null
}
