import * as z from 'zod'
import { SourceSpec } from '../model/source.ts'
import { procedure } from './procedure.ts'

/** An entry of a folder. `opens` says what Quaestor would read it as; null for what it cannot read. Folders can be opened as a source too. */
export const FolderEntry = z.object({
  name: z.string(), path: z.string(), kind: z.enum(['folder', 'file']), bytes: z.int(), modifiedAt: z.string(), opens: z.enum(['sqlite', 'duckdb', 'csv', 'parquet', 'json']).nullable(),
})
export type FolderEntry = z.infer<typeof FolderEntry>
export const Folder = z.object({ path: z.string(), parent: z.string().nullable(), places: z.array(z.object({ name: z.string(), path: z.string() })), entries: z.array(FolderEntry) })
export type Folder = z.infer<typeof Folder>

/** What a path can be opened as, and the name to suggest. */
export const FileSource = z.object({ spec: SourceSpec, name: z.string() })
export type FileSource = z.infer<typeof FileSource>

/** The bytes of one piece of an upload or download. */
export const pieceBytes = 1024 * 1024

export const files = {
  browse: procedure('Lists a folder of this computer; the home folder without a path').input(z.object({ path: z.string().max(4_096).optional() })).output(Folder),
  identify: procedure('What a path can be opened as').input(z.object({ path: z.string().max(4_096) })).output(FileSource),
  /** Null when the dialog was left. NOT_SUPPORTED where the host has no dialog. */
  choose: procedure('Shows the system’s file dialog').output(FileSource.nullable()),
  beginUpload: procedure('Begins to take in a file that was dropped into a browser').input(z.object({ name: z.string().min(1).max(255), bytes: z.int().min(0) })).output(z.object({ upload: z.string() })),
  upload: procedure('Takes in the next piece, at most 1 MB').input(z.object({ upload: z.string(), offset: z.int().min(0), piece: z.instanceof(Blob) })).output(z.object({ received: z.int() })),
  endUpload: procedure('Ends an upload').input(z.object({ upload: z.string() })).output(FileSource),
}
