import { constants } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import type { FileSource, FolderEntry } from '../../shared/contract/files.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { SourceSpec } from '../../shared/model/source.ts'
import { codeOf, formatOf, listDataFiles } from './duckdb/datafiles.ts'
import { fileFailure } from './file.ts'

/** What can be opened, for a person. */
const kinds = 'Choose a SQLite or DuckDB database, a CSV, TSV, Parquet or JSON file, or a folder of such files.'

type Kind = NonNullable<FolderEntry['opens']>

/** Where each format says its name, by its own specification, and what it says. */
const signatures: readonly { kind: Kind; at: number; text: string }[] = [
  // https://www.sqlite.org/fileformat.html#magic_header_string
  { kind: 'sqlite', at: 0, text: 'SQLite format 3\0' },
  // https://duckdb.org/docs/stable/internals/storage: after a checksum of 8 bytes
  { kind: 'duckdb', at: 8, text: 'DUCK' },
  // https://parquet.apache.org/docs/file-format/
  { kind: 'parquet', at: 0, text: 'PAR1' },
]
const headBytes = 16

/** The database format that the first bytes of a file name; undefined for text and anything unknown. */
export async function sniffed(file: string): Promise<Kind | undefined> {
  // A pipe that took the place of the file would keep a plain open waiting for a writer.
  const handle = await fs.open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    const head = buffer.subarray(0, bytesRead).toString('latin1')
    return signatures.find(({ at, text }) => head.startsWith(text, at))?.kind
  } finally {
    await handle.close()
  }
}

/**
 * What a file or folder can be opened as, and a name for it. Databases are known by their first bytes, whatever they are called; data files by their
 * ending. A relative path is taken from the working folder. Fails with FILE_MISSING, FILE_UNREADABLE, FILE_IN_USE or SOURCE_UNSUPPORTED.
 */
export async function identifyPath(given: string): Promise<FileSource> {
  if (given.trim() === '') throw new Failure('FILE_MISSING', 'No file or folder was named.', { hint: 'Check the path, or choose another file.' })
  if (given.includes('\0')) throw missing(given.replaceAll('\0', '�'))
  const file = path.resolve(given)
  try {
    const facts = await fs.stat(file)
    const spec = facts.isDirectory() ? await folderSpec(file) : facts.isFile() ? await fileSpec(file) : undefined
    if (spec === undefined) throw unsupported(file, 'is neither a file nor a folder')
    return { spec, name: suggestedName(file, facts.isFile()) }
  } catch (error) {
    if (error instanceof Failure) throw error
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') throw missing(file)
    throw fileFailure(code, file, String(error))
  }
}

async function folderSpec(folder: string): Promise<SourceSpec> {
  await listDataFiles(folder)
  return { kind: 'files', path: folder }
}

async function fileSpec(file: string): Promise<SourceSpec> {
  const kind = await sniffed(file)
  if (kind === 'sqlite') return { kind: 'sqlite', path: file }
  const format = formatOf(file)
  if (kind !== undefined && kind !== format) {
    const ending = kind === 'duckdb' ? '.duckdb' : '.parquet'
    throw new Failure('SOURCE_UNSUPPORTED', `${path.basename(file)} is a ${kind === 'duckdb' ? 'DuckDB database' : 'Parquet file'} under another name.`, { hint: `Rename it so that it ends with ${ending}, then choose it again.`, detail: { path: file } })
  }
  if (format === null) throw unsupported(file, 'is not a kind of file that Quaestor can open')
  if ((format === 'duckdb' || format === 'parquet') && kind === undefined) throw unsupported(file, `is not a ${format === 'duckdb' ? 'DuckDB database' : 'Parquet file'}, though its name says so`)
  return { kind: 'files', path: file }
}

/** The file's name without what says its kind; a folder's name as it is. */
function suggestedName(file: string, isFile: boolean): string {
  const name = path.basename(file)
  const bare = isFile ? name.replace(/(\.[a-z]\w{0,7}){1,2}$/i, '') : name
  return (bare || name || file).slice(0, 120)
}

function missing(file: string): Failure {
  return new Failure('FILE_MISSING', `There is no file or folder at ${file}.`, { hint: 'Check the path, or choose another file.', detail: { path: file } })
}

function unsupported(file: string, why: string): Failure {
  return new Failure('SOURCE_UNSUPPORTED', `${path.basename(file)} ${why}.`, { hint: kinds, detail: { path: file } })
}
