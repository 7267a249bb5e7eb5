import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../shared/model/failure.ts'
import type { SourceSpec } from '../../shared/model/source.ts'
import { TermFile } from '../../shared/model/term.ts'
import { readTermFile } from './read-glossary.ts'

const nameInFolder = 'quaestor.yaml'

/**
 * The notes and vocabulary that go with a source: the file that was named, or the `quaestor.yaml` of a folder of data files or of the sample;
 * otherwise an empty one. Fails with FILE_MISSING when a named file is not there, and with TERM_INVALID when one cannot be read.
 */
export async function termFileFor(spec: SourceSpec, sampleFolder: string, named?: string): Promise<TermFile> {
  if (named !== undefined) return readTermFile(await readNamed(named))
  if (spec.kind === 'mysql' || spec.kind === 'sqlite') return TermFile.parse({})
  try {
    return readTermFile(await readFile(join(spec.kind === 'sample' ? sampleFolder : spec.path, nameInFolder), 'utf8'))
  } catch (error) {
    if (isMissing(error)) return TermFile.parse({})
    throw error
  }
}

async function readNamed(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new Failure('FILE_MISSING', `The vocabulary file ${path} cannot be read.`, { hint: 'Check the path.', cause })
  }
}

/** A path that is no folder has no file inside it either. */
function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' || code === 'ENOTDIR'
}
