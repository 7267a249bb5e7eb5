import type { DatabaseSummary } from '../../../shared/model/catalog.ts'
import type { Parameter } from '../../guard/guarded.ts'
import type { DescribedDatabase, DescribedTable, Estimate, Limits, ProfiledTable, SourceFacts, StreamEvent } from '../source.ts'

/** What the parent asks of the child that holds one SQLite file open. One call at a time; `more` allows one more batch of rows. */
export type Call =
  | { do: 'test' }
  | { do: 'databases' }
  | { do: 'describe'; sampleViews: boolean }
  | { do: 'profile'; table: DescribedTable; valueCap: number }
  | { do: 'estimate'; sql: string }
  | { do: 'stream'; sql: string; parameters: readonly Parameter[]; limits: Limits }
export type Request = { kind: 'call'; path: string; call: Call } | { kind: 'more' }

/** What each call but `stream` answers. */
export type Answers = { test: SourceFacts; databases: DatabaseSummary[]; describe: DescribedDatabase; profile: ProfiledTable; estimate: Estimate }

/** A bad end as plain data: the child loads no model code, the parent makes the Failure. */
export type Fault =
  | { at: 'sqlite'; code: number; message: string }
  | { at: 'file'; code: string; message: string }
  | { at: 'state'; reason: 'empty' | 'foreign' | 'unfinished' | 'changed' }
  | { at: 'value'; column: string; row: number; kind: string; value: string }
  | { at: 'child'; message: string }
export type Reply = { kind: 'event'; event: StreamEvent } | { kind: 'answer'; answer: Answers[keyof Answers] } | { kind: 'done' } | { kind: 'fault'; fault: Fault }

/** How many batches the child may send before the parent has taken the first of them. */
export const window = 4

/** Carries a Fault through the child's own code. */
export class FaultError extends Error {
  readonly fault: Fault
  constructor(fault: Fault) {
    super('message' in fault ? fault.message : fault.at)
    this.fault = fault
  }
}
