import type { Receipt } from '../../shared/model/answer.ts'
import type { Catalog } from '../../shared/model/catalog.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { ResultFacts } from '../../shared/model/result.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import type { GuardedSql } from '../guard/guarded.ts'
import type { Reading } from '../language/understanding.ts'
import { chips } from '../plan/chips.ts'
import type { Compiled } from '../plan/compiled.ts'
import { readableOrder } from '../plan/defaults.ts'
import { assumptions, reading } from '../plan/reading.ts'
import type { Estimate } from '../sources/source.ts'
import { toldAssumptions } from './assumption-words.ts'

/** What a receipt is made from. `reading` is null when the plan was given by the user and nothing had to be understood. */
export type Evidence = {
  plan: Plan
  catalog: Catalog
  compiled: Compiled
  sql: GuardedSql
  reading: Reading | null
  estimate: Estimate
  facts: ResultFacts
  asOf: IsoDate
  elapsedMs: number
}

/**
 * Writes the receipt of an answer: everything in it comes from the plan, the statement that ran, and what came back. `sql` is the statement as the
 * compiler lays it out, one clause to a line; what ran is the same statement, printed anew by the guard on one line.
 */
export function makeReceipt(evidence: Evidence): Receipt {
  const { plan, catalog, compiled, facts } = evidence
  const shownChips = chips(plan, catalog)
  const ignoredWords = (evidence.reading?.ignoredWords ?? []).map((word) => word.text)
  const { assumed, lost } = toldAssumptions([...assumptions(plan).filter((name) => name !== readableOrder), ...(evidence.reading?.assumed ?? [])])
  return {
    reading: reading(plan, catalog),
    chips: shownChips,
    grade: assumed.length + lost.length + ignoredWords.length > 0 ? 'Assumed' : 'Unchecked',
    assumed,
    ignoredWords,
    sql: compiled.sql,
    parameters: evidence.sql.parameters.map((parameter) => parameter.value),
    dialect: evidence.sql.dialect,
    tables: compiled.tables,
    filters: shownChips.filter((chip) => chip.kind === 'filter' || chip.kind === 'period').map((chip) => `${chip.label}: ${chip.value}`),
    asOf: evidence.asOf,
    rows: facts.rows,
    truncated: facts.truncated,
    estimatedRows: evidence.estimate.rows,
    warnings: [...lost, ...evidence.estimate.warnings],
    engine: 'offline',
    confidence: evidence.reading?.confidence ?? 1,
    elapsedMs: evidence.elapsedMs,
  }
}
