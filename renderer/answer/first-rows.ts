import type { Answer } from '../../shared/model/answer.ts'
import type { Cell } from '../../shared/model/value.ts'
import { client } from '../api/client.ts'
import { useLoaded, type Loaded } from './use-loaded.ts'

/** Rows of one call; a block of the grid. */
export const blockRows = 200

export type FirstRows = { rows: Cell[][]; total: Cell[] | null }

/** The first rows of an answer, and its total line where it has one. */
export function useFirstRows({ result, plan }: Answer): Loaded<FirstRows> {
  return useLoaded(result.id, async (signal) => {
    const [page, total] = await Promise.all([
      client.results.page({ id: result.id, offset: 0, count: blockRows }, { signal }),
      result.rows < 2 ? null : client.results.totalRow({ id: result.id, plan }, { signal }),
    ])
    return { rows: page.rows, total }
  })
}
