import type { Answer } from '../../shared/model/answer.ts'
import type { Cell } from '../../shared/model/value.ts'
import { client } from '../api/client.ts'
import { useLoaded, type Loaded } from './use-loaded.ts'

/** Rows of one call; a block of the grid. */
export const blockRows = 200

export type FirstRows = { rows: Cell[][]; total: Cell[] | null }

/** What was read of the last answers: going from the chart to the table and back waits for nothing. */
const read = new Map<string, FirstRows>()
const mostRead = 24

/** The first rows of an answer, and its total line where it has one. */
export function useFirstRows(answer: Answer): Loaded<FirstRows> {
  const { id } = answer.result
  const known = read.get(id)
  const loaded = useLoaded(id, async (signal) => {
    const first = read.get(id) ?? await readFirst(answer, signal)
    read.delete(id)
    read.set(id, first)
    for (const oldest of read.keys()) if (read.size > mostRead) read.delete(oldest)
    return first
  })
  return known === undefined ? loaded : { state: 'ready', value: known }
}

async function readFirst({ result, plan }: Answer, signal: AbortSignal): Promise<FirstRows> {
  const [page, total] = await Promise.all([
    client.results.page({ id: result.id, offset: 0, count: blockRows }, { signal }),
    result.rows < 2 ? null : client.results.totalRow({ id: result.id, plan }, { signal }),
  ])
  return { rows: page.rows, total }
}
