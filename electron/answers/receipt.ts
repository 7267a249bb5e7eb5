import type { Chip, Receipt } from '../../shared/model/answer.ts'
import type { Accepted } from '../../shared/model/learned.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { ResultFacts } from '../../shared/model/result.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import type { DatabaseContext } from '../context/database-context.ts'
import type { GuardedSql } from '../guard/guarded.ts'
import type { Reading } from '../language/understanding.ts'
import { chips } from '../plan/chips.ts'
import { isPlain } from '../plan/defaults.ts'
import { assumptions, reading } from '../plan/reading.ts'
import type { Estimate } from '../sources/source.ts'
import { toldAssumptions } from './assumption-words.ts'

/** What a receipt is made from. `plan` is null for SQL written by hand. */
export type Evidence = {
  plan: Plan | null
  context: DatabaseContext
  /** The statement as it was laid out, and the tables it names. */
  statement: { sql: string; tables: string[] }
  sql: GuardedSql
  /** How the question was read: `reading` is null when the plan was given; `model` names the model that was asked, where one was. */
  understood: { reading: Reading | null; engine: Receipt['engine']; model: string | null; warnings: readonly string[]; accepted?: Accepted | undefined }
  estimate: Estimate
  facts: ResultFacts
  asOf: IsoDate
  ranAt: Date
  elapsedMs: number
  /** Why the chart that was asked for is not there. */
  notDrawn?: readonly string[]
}

/**
 * Writes the receipt of an answer: everything in it comes from the plan, the statement that ran, and what came back. `sql` is the statement as the
 * compiler lays it out, one clause to a line; what ran is the same statement, printed anew by the guard on one line.
 */
export function makeReceipt(evidence: Evidence): Receipt {
  const { plan, context, statement, facts, understood } = evidence
  const shownChips = (plan === null ? [] : chips(plan, context.catalog)).map(told)
  const ignoredWords = (understood.reading?.ignoredWords ?? []).map((word) => word.text)
  const { assumed, lost } = toldAssumptions([...(plan === null ? [] : assumptions(plan)).filter((name) => !isPlain(name)), ...(understood.reading?.assumed ?? [])])
  return {
    source: context.sourceName,
    database: context.database,
    ranAt: evidence.ranAt.toISOString(),
    reading: plan === null ? 'SQL written by hand' : reading(plan, context.catalog),
    chips: shownChips,
    grade: assumed.length + lost.length + ignoredWords.length > 0 ? 'Assumed' : 'Unchecked',
    assumed,
    ignoredWords,
    sql: statement.sql,
    parameters: evidence.sql.parameters.map((parameter) => parameter.value),
    dialect: evidence.sql.dialect,
    tables: statement.tables,
    filters: shownChips.filter((chip) => chip.kind === 'filter' || chip.kind === 'period').map((chip) => `${chip.label}: ${chip.value}`),
    asOf: evidence.asOf,
    rows: facts.rows,
    truncated: facts.truncated,
    estimatedRows: evidence.estimate.rows,
    warnings: [...understood.warnings, ...lost, ...(evidence.notDrawn ?? []), ...evidence.estimate.warnings],
    engine: understood.engine,
    model: understood.model,
    confidence: understood.engine === 'model' ? null : understood.reading?.confidence ?? null,
    ...(understood.accepted === undefined ? {} : { accepted: understood.accepted }),
    elapsedMs: evidence.elapsedMs,
  }
}

/** Defaults are named in the plan, and said in words here. */
function told(chip: Chip): Chip {
  if (chip.origin?.from !== 'default') return chip
  return { ...chip, origin: { from: 'default', name: toldAssumptions([chip.origin.name]).assumed[0] ?? chip.origin.name } }
}
