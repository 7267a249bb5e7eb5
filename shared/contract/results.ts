import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { Receipt } from '../model/answer.ts'
import { Plan } from '../model/plan.ts'
import { Page, PageRequest, ResultFacts, Totals } from '../model/result.ts'
import { Cell } from '../model/value.ts'
import { procedure } from './procedure.ts'

const one = z.object({ id: z.string() })

/** `file` comes with the last event; it is read piece by piece, and forgotten after the last. */
export const ExportEvent = z.object({ rows: z.int(), of: z.int(), file: z.object({ id: z.string(), name: z.string(), bytes: z.int(), type: z.string() }).nullable() })
export type ExportEvent = z.infer<typeof ExportEvent>

export const results = {
  facts: procedure('Columns, rows and size of a result').input(one).output(ResultFacts),
  page: procedure('Rows of a result, in their order or sorted').input(one.extend(PageRequest.shape)).output(Page),
  totals: procedure('Exact totals of the columns of a whole result').input(one).output(Totals),
  /** The last line of the table, in column order; null where a total would not be true. */
  totalRow: procedure('The total line of an answer').input(one.extend({ plan: Plan.nullable() })).output(z.array(Cell).nullable()),
  /** Leaving the iterator cancels. */
  export: procedure('Makes a file of a result')
    .input(one.extend({ format: z.enum(['csv', 'xlsx']), title: z.string().max(300), question: z.string().max(2_000), plan: Plan.nullable(), receipt: Receipt }))
    .output(eventIterator(ExportEvent)),
  readFile: procedure('A piece of an exported file').input(z.object({ file: z.string(), offset: z.int().min(0) })).output(z.object({ piece: z.instanceof(Blob), last: z.boolean() })),
}
