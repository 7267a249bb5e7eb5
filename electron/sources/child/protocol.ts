import type { DatabaseSummary } from '../../../shared/model/catalog.ts'
import type { FailureCode, FailureFacts } from '../../../shared/model/failure.ts'
import type { Parameter } from '../../guard/guarded.ts'
import type { DataFile } from '../duckdb/datafiles.ts'
import type { DescribedDatabase, DescribedTable, Estimate, Limits, ProfiledTable, SourceFacts, StreamEvent } from '../source.ts'

/** What the parent asks of a child that works on one file; `build` makes that file from others. One call at a time; `more` allows one more batch of rows. */
export type Call =
  | { do: 'test' }
  | { do: 'databases' }
  | { do: 'describe'; sampleViews: boolean }
  | { do: 'profile'; table: DescribedTable; valueCap: number }
  | { do: 'estimate'; sql: string; parameters: readonly Parameter[] }
  | { do: 'stream'; sql: string; parameters: readonly Parameter[]; limits: Limits }
  | { do: 'build'; files: readonly DataFile[] }
export type Request = { kind: 'call'; path: string; call: Call } | { kind: 'more' }

/** What each call but `stream` answers. */
export type Answers = { test: SourceFacts; databases: DatabaseSummary[]; describe: DescribedDatabase; profile: ProfiledTable; estimate: Estimate; build: 'built' }
export type Answer = Answers[keyof Answers]

/** A bad end as plain data: a child that answers questions loads no model code, the parent makes the Failure. */
export type Fault =
  | { at: 'sqlite'; code: number; message: string }
  | { at: 'duckdb'; message: string }
  | { at: 'opening'; message: string }
  | { at: 'file'; code: string; message: string }
  | { at: 'state'; reason: 'empty' | 'foreign' | 'unfinished' | 'changed' }
  | { at: 'value'; column: string; row: number; kind: string; value: string }
  | { at: 'failure'; facts: FailureFacts }
  | { at: 'child'; message: string }
export type Reply = { kind: 'event'; event: StreamEvent } | { kind: 'answer'; answer: Answer } | { kind: 'done' } | { kind: 'fault'; fault: Fault }

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

/** A bad end that becomes a Failure of this code and these words in the parent. */
export function failing(code: FailureCode, message: string, hint: string): FaultError {
  return new FaultError({ at: 'failure', facts: { code, message, hint, retry: false } })
}
