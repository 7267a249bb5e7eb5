import fs from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '../../../shared/model/failure.ts'
import { fileFailure } from '../file.ts'

export type Format = 'csv' | 'parquet' | 'json' | 'duckdb'
/** One file to take in, and the table it becomes; a DuckDB file brings its own tables. */
export type DataFile = { path: string; format: Format; table: string }

const formats: readonly (readonly [RegExp, Format])[] = [
  [/\.(csv|tsv)(\.gz)?$/i, 'csv'],
  [/\.parquet$/i, 'parquet'],
  [/\.(json|ndjson|jsonl)(\.gz)?$/i, 'json'],
  [/\.(duckdb|ddb)$/i, 'duckdb'],
]

/** The kind of data file that a name stands for; null for any other. */
export function formatOf(name: string): Format | null {
  return formats.find(([ending]) => ending.test(name))?.[1] ?? null
}

/** A table name from a file name: without its ending, letters of any script, digits and `_` alone, unlike any name in `taken` in whatever case. */
function tableName(file: string, taken: Set<string>): string {
  const bare = formats.reduce((name, [ending]) => name.replace(ending, ''), file)
  const clean = bare.replaceAll(/[^\p{L}\p{N}_]+/gu, '_').replaceAll(/^_+|_+$/g, '') || 'data'
  let name = clean
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${clean}_${number}`
  taken.add(name.toLowerCase())
  return name
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN'
}

/** Runs file-system work; what the system says becomes a coded Failure about `file`. */
export async function onFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Failure) throw error
    throw fileFailure(codeOf(error), file, String(error))
  }
}

/**
 * The data files at a path, in order of name. A folder gives one table per CSV, Parquet or JSON file directly inside it: its sub-folders, hidden files,
 * databases and anything else are left out.
 */
export async function listDataFiles(source: string): Promise<DataFile[]> {
  return onFile(source, async () => {
    if (!(await fs.stat(source)).isDirectory()) {
      const format = formatOf(source)
      if (format === null) throw new Failure('SOURCE_UNSUPPORTED', `${path.basename(source)} is not a kind of file that can be read.`, { hint: 'Choose a CSV, Parquet, JSON or DuckDB file, or a folder of them.', detail: { path: source } })
      return [{ path: source, format, table: tableName(path.basename(source), new Set()) }]
    }
    const entries = (await fs.readdir(source, { withFileTypes: true })).filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    const taken = new Set<string>()
    const files = entries.map(({ name }) => name).sort().flatMap((name): DataFile[] => {
      const format = formatOf(name)
      return format === null || format === 'duckdb' ? [] : [{ path: path.join(source, name), format, table: tableName(name, taken) }]
    })
    if (files.length === 0) throw new Failure('FILE_UNREADABLE', `There are no data files in ${path.basename(source)}.`, { hint: 'Choose a folder with CSV, Parquet or JSON files directly inside it.', detail: { path: source } })
    return files
  })
}
