import type { Failure } from '../../shared/model/failure.ts'

/** Where a question is asked; the database is empty while it is not known yet. */
export type Place = { sourceId: string; sourceName: string; database: string }

/** A question's hold on the context of its window: while there is one, the context does not expire. */
export type Hold<Known> = {
  known: Known
  /** Fails when the window has left this database, or when a table is no longer in it; see `requireContext`. */
  require(tables: readonly string[]): void
  /** Tells the context how a query failed: a lost connection or database shows in its state. */
  failed(failure: Failure): void
  release(): void
}
