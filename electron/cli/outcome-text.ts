import { Failure } from '../../shared/model/failure.ts'
import type { Answer } from '../../shared/model/answer.ts'
import type { Cell } from '../../shared/model/value.ts'
import type { Outcome } from '../agents/question.ts'
import { totalRow } from '../answers/total-row.ts'
import type { ResultStore } from '../results/result-store.ts'
import { answerText } from './answer-text.ts'
import { onOneLine } from '../../shared/format/cell-text.ts'
import { previewLine } from '../../shared/format/preview-text.ts'
import { explanation } from './explanation.ts'
import type { AskOptions } from './options.ts'
import { knownWidth, wrapped } from './wrap.ts'

const pageRows = 10_000
const indent = 5
/** Where the width of the terminal is not known (a pipe, a file). */
const usualWidth = 120

/** What goes to stdout when a question did not fail: text `columns` wide, or one JSON document. Fails with CANCELLED when `signal` aborts. */
export async function printedOutcome(outcome: Outcome, results: ResultStore, options: AskOptions, columns: number | undefined, signal: AbortSignal): Promise<string> {
  const width = knownWidth(columns) ?? usualWidth
  if (outcome.kind === 'clarify') return options.json ? document(outcome) : clarification(outcome, width)
  const rows = await allRows(results, outcome.answer, signal)
  const total = outcome.answer.result.truncated ? null : totalRow(outcome.answer.plan, outcome.answer.result, await results.totals(outcome.answer.result.id))
  if (options.json) return document({ ...outcome, readings: outcome.readings.map(({ features: _features, ...reading }) => reading), rows, total })
  return answerText({ answer: outcome.answer, rows, total }, explanation(outcome, options), width)
}

async function allRows(results: ResultStore, answer: Answer, signal: AbortSignal): Promise<Cell[][]> {
  const rows: Cell[][] = []
  while (rows.length < answer.result.rows) {
    if (signal.aborted) throw new Failure('CANCELLED', 'Cancelled.', { hint: 'Ask again when you like.', retry: true })
    const page = await results.page(answer.result.id, { offset: rows.length, count: pageRows, sort: [] })
    if (page.rows.length === 0) break
    rows.push(...page.rows)
  }
  return rows
}

/** What is asked back: each option by the number of its reading, with what it decides, what it would answer, and what it means. */
function clarification(outcome: Extract<Outcome, { kind: 'clarify' }>, width: number): string {
  const options = outcome.options.flatMap(({ decision, label, preview, reading }, at) => {
    const lines = [decision, previewLine(preview), ...(label === decision ? [] : [onOneLine(label)])].flatMap((text) => wrapped(text, width - indent))
    return lines.map((line, row) => `${(row === 0 ? String(reading ?? at + 1) : '').padStart(indent - 2)}  ${line}`)
  })
  return `${[onOneLine(outcome.question), ...options, 'Choose one with --reading N.'].join('\n')}\n`
}

function document(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
