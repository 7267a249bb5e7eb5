import { cellText, plainFormat } from '../../shared/format/cell-text.ts'
import type { Answer } from '../../shared/model/answer.ts'
import type { Cell } from '../../shared/model/value.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'
import { useApp } from './app.ts'
import { rowsBehindTitle } from './rows-behind-title.ts'
import { ask, useThread, type Run } from './thread.ts'

const pageRows = 10_000
/** All rows are wanted, so that they can be added up; usual limits are made for reading. */
const leastRows = 100_000

/**
 * Lists the rows behind a number of an answer, as a document of its own. `measure` is a measure of its plan, `row` holds the value of each grouping of the
 * row that was clicked, by grouping id; empty for the total. What prevents it stands as the thread's failure. Returns the id of the run.
 */
export async function openRowsBehind(run: Run, measure: string, row: Record<string, Cell>): Promise<string | null> {
  if (run.outcome?.kind !== 'answer' || run.outcome.answer.plan === null) return null
  const { answer } = run.outcome
  try {
    const [plan, value] = await Promise.all([client.ask.rowsBehind({ plan: run.outcome.answer.plan, measure, row }), numberIn(answer, measure, row)])
    return await ask({ kind: 'plan', text: rowsBehindTitle(value, namesOf(answer, row)), plan }, { parent: run.summary.id, limits: { rows: Math.max(leastRows, useApp.getState().app?.settings.limits.rows ?? 0) } })
  } catch (error) {
    useThread.setState({ failure: failureOf(error) })
    return null
  }
}

function namesOf(answer: Answer, row: Record<string, Cell>): string[] {
  return answer.result.columns.flatMap((column) => {
    const group = answer.opens.groups[column.id]
    const cell = group === undefined ? undefined : row[group]
    return cell === undefined ? [] : [cell === null ? `no ${column.label.toLowerCase()}` : cellText(cell, answer.formats[column.id] ?? plainFormat(column))]
  })
}

async function numberIn({ result, opens }: Answer, measure: string, row: Record<string, Cell>): Promise<Cell> {
  const at = result.columns.findIndex((column) => opens.measures[column.id] === measure)
  const column = result.columns[at]
  if (column === undefined) return null
  if (Object.keys(row).length === 0) return (await client.results.totals({ id: result.id }))[column.id]?.sum ?? null
  const wanted = result.columns.flatMap((each, place) => {
    const group = opens.groups[each.id]
    return group === undefined || !(group in row) ? [] : [{ place, cell: row[group] ?? null }]
  })
  for (let offset = 0; offset < result.rows; offset += pageRows) {
    const page = await client.results.page({ id: result.id, offset, count: pageRows, sort: [] })
    const found = page.rows.find((cells) => wanted.every(({ place, cell }) => cells[place] === cell))
    if (found !== undefined) return found[at] ?? null
  }
  return null
}
