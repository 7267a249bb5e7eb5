import type { Plan } from '../../shared/model/plan.ts'
import { previewBounds, type Preview } from '../../shared/model/preview.ts'
import type { Cell } from '../../shared/model/value.ts'
import { columnFormats } from '../answers/column-formats.ts'
import type { ShortAnswer } from './short-query.ts'
import type { Trial } from './try-options.ts'

/** What is shown of a trial. The database wrote the cells: few of them travel, and none is long. */
export function previewOf(trial: Trial, plan: Plan): Preview {
  if (trial.kind === 'unknown') return trial
  const { columns, rows, truncated } = askedFor(trial.answer, plan)
  const shown = columns.slice(0, previewBounds.columns)
  return {
    kind: 'rows', columns: shown.map((column) => ({ ...column, label: cut(column.label) })), formats: columnFormats(shown, plan, rows), rows: rows.slice(0, previewBounds.rows).map((row) => row.slice(0, shown.length).map(cutCell)),
    count: rows.length, more: truncated, columnsLeftOut: columns.length - shown.length,
  }
}

/** What was found as a text that is the same for the same rows in any order; null when it is not known to the last row. */
export function foundText(trial: Trial, plan: Plan): string | null {
  if (trial.kind === 'unknown' || trial.answer.truncated) return null
  return askedFor(trial.answer, plan).rows.map((row) => JSON.stringify(row)).sort().join('\n')
}

/** No rows, or nothing in them. */
export const isEmpty = (trial: Trial): boolean => trial.kind === 'rows' && !trial.answer.truncated && trial.answer.rows.every((row) => row.every((cell) => cell === null))

/** Columns that are shown beside what was asked for tell nothing of the question. */
function askedFor(answer: ShortAnswer, plan: Plan): ShortAnswer {
  const beside = new Set(besideOf(plan))
  const kept = answer.columns.flatMap(({ id }, at) => (beside.has(id) ? [] : [at]))
  if (kept.length === 0 || kept.length === answer.columns.length) return answer
  return { ...answer, columns: kept.map((at) => answer.columns[at]!), rows: answer.rows.map((row) => kept.map((at) => row[at] ?? null)) }
}

const besideOf = (plan: Plan): string[] => (plan.kind === 'set' ? [...besideOf(plan.left), ...besideOf(plan.right)] : plan.context.map(({ id }) => id))

const cutCell = (cell: Cell): Cell => (typeof cell === 'string' ? cut(cell) : cell)

function cut(text: string): string {
  if (text.length <= previewBounds.characters) return text
  return `${[...text.slice(0, previewBounds.characters * 2)].slice(0, previewBounds.characters - 1).join('')}…`
}
