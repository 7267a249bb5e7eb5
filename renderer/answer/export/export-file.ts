import type { Answer } from '../../../shared/model/answer.ts'
import { client } from '../../api/client.ts'

export type ExportFormat = 'csv' | 'xlsx'
type ExportedFile = { file: Blob; name: string }
type Exporting = { signal: AbortSignal; onProgress: (rows: number, of: number) => void }

/** Has the engine make a file of all rows, and reads it piece by piece. Fails as the engine fails, or with an AbortError once `signal` is aborted. */
export async function exportFile({ result, title, question, plan, receipt }: Answer, format: ExportFormat, { signal, onProgress }: Exporting): Promise<ExportedFile> {
  let made: { id: string; name: string; type: string } | null = null
  for await (const event of await client.results.export({ id: result.id, format, title: title.slice(0, 300), question: question.slice(0, 2_000), plan, receipt }, { signal })) {
    onProgress(event.rows, event.of)
    made = event.file ?? made
  }
  signal.throwIfAborted()
  if (made === null) throw new Error('The engine made no file.')
  const pieces: Blob[] = []
  for (let offset = 0, last = false; !last;) {
    const read = await client.results.readFile({ file: made.id, offset }, { signal })
    signal.throwIfAborted()
    if (read.piece.size === 0 && !read.last) throw new Error('The file came to no end.')
    pieces.push(read.piece)
    offset += read.piece.size
    last = read.last
  }
  return { file: new Blob(pieces, { type: made.type }), name: made.name }
}
