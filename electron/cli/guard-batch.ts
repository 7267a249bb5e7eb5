import { open, readFile } from 'node:fs/promises'
import * as z from 'zod'
import { Failure } from '../../shared/model/failure.ts'
import type { Dialect } from '../../shared/model/value.ts'
import { guard } from '../guard/guard.ts'

const Item = z.object({ id: z.unknown(), sql: z.string() })

/** A line of the output; `sql` is the re-printed text that would run. */
type Verdict = { id: unknown; outcome: 'allowed'; sql: string } | { id: unknown; outcome: 'refused'; rule: string; message: string }

/**
 * Guards every statement of a JSON list of `{id, sql}` and writes one JSON line each, in order, as it goes. An item that is no such object is
 * written down as refused and the next one is read. Fails with FILE_MISSING or FILE_UNREADABLE when the list itself cannot be read, FILE_UNREADABLE
 * when the output cannot be written.
 */
export async function guardBatch(options: { questions: string; dialect: Dialect; out: string }): Promise<void> {
  const items = await readList(options.questions)
  const out = await open(options.out, 'w').catch((cause: unknown) => {
    throw new Failure('FILE_UNREADABLE', `${options.out} cannot be written.`, { hint: 'Choose another file for the output.', cause })
  })
  try {
    for (const item of items) await out.write(`${JSON.stringify(judge(item, options.dialect))}\n`)
  } finally {
    await out.close()
  }
}

async function readList(file: string): Promise<unknown[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Failure('FILE_MISSING', `${file} cannot be opened.`, { hint: 'Check the name of the file.', cause })
  })
  try {
    return z.array(z.unknown()).parse(JSON.parse(text))
  } catch (cause) {
    throw new Failure('FILE_UNREADABLE', `${file} is not a JSON list.`, { hint: 'Give a list such as [{"id": 1, "sql": "SELECT 1"}].', cause })
  }
}

function judge(item: unknown, dialect: Dialect): Verdict {
  const read = Item.safeParse(item)
  const id = z.looseObject({}).safeParse(item).data?.id ?? null
  if (!read.success) return { id, outcome: 'refused', rule: 'not-an-item', message: 'The item is not an id with a SQL text.' }
  try {
    return { id, outcome: 'allowed', sql: guard(read.data.sql, dialect).text }
  } catch (failure) {
    if (failure instanceof Failure) return { id, outcome: 'refused', rule: String(failure.detail?.rule), message: failure.message }
    return { id, outcome: 'refused', rule: 'internal', message: 'The statement could not be checked.' }
  }
}
