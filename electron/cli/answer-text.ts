import type { Answer } from '../../shared/model/answer.ts'
import type { Cell } from '../../shared/model/value.ts'
import { textTable } from './text-table.ts'

/** An answer as the terminal prints it: reading, SQL, table, receipt. */
export function answerText(answer: Answer, rows: Cell[][], explanation: string[]): string {
  const { receipt, result } = answer
  const parameters = receipt.parameters.length === 0 ? '' : `\n-- ? = ${receipt.parameters.map((value) => JSON.stringify(value)).join(', ')}`
  return [
    receipt.reading, '',
    indent(`${receipt.sql}${parameters}`), '',
    textTable(result.columns, rows),
    ...facts(answer), ...(explanation.length === 0 ? [] : ['', ...explanation]), '',
  ].join('\n')
}

function facts(answer: Answer): string[] {
  const { receipt, result } = answer
  const lines: [string, string][] = [
    ['Evidence', receipt.grade],
    ['Rows', result.truncated ? `first ${count(result.rows)} rows, not totalled` : count(result.rows)],
    ['Tables', receipt.tables.join(', ')],
    ['Filters', receipt.filters.join('; ')],
    ['As of', receipt.asOf],
    ['Assumed', receipt.assumed.join('; ')],
    ['Ignored words', receipt.ignoredWords.join(', ')],
    ['Warnings', receipt.warnings.join('; ')],
    ['Estimate', receipt.estimatedRows === null ? '' : `${count(receipt.estimatedRows)} rows`],
    ['Confidence', `${Math.round(receipt.confidence * 100)} %`],
    ['Engine', `${receipt.engine}; nothing left this machine`],
    ['Time', `${Math.round(receipt.elapsedMs)} ms`],
  ]
  return lines.filter(([, value]) => value !== '').map(([name, value]) => `${name.padEnd(14)} ${value}`)
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}

function indent(text: string): string {
  return text.split('\n').map((line) => `  ${line}`).join('\n')
}
