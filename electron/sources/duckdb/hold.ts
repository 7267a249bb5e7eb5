import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { codeOf } from './datafiles.ts'

/** A process's mark in the name of a file or folder that only it needs: half-built imports, holds, what it spilt. */
const owner = /^(?:spill-(\d+)$|.+\.duckdb\.(\d+)-[0-9a-f]+\.)/

/** The process that a name in the folder of imports belongs to, or null. */
export function ownerOf(name: string): number | null {
  const found = owner.exec(name)
  return found === null ? null : Number(found[1] ?? found[2])
}

/** Whether a process with this number runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Marks an import as needed by this process, beside it on disk where other processes see it; gives how to take the mark away. */
export async function hold(file: string): Promise<() => Promise<void>> {
  const mark = `${file}.${process.pid}-${randomBytes(4).toString('hex')}.hold`
  await fs.writeFile(mark, '', { mode: 0o600 })
  return () => fs.rm(mark, { force: true })
}

/** The imports among `names` that a live process needs. */
export function heldAmong(names: readonly string[]): Set<string> {
  return new Set(names.flatMap((name) => {
    const pid = ownerOf(name)
    return pid !== null && name.endsWith('.hold') && isAlive(pid) ? [path.basename(name).replace(/\.\d+-[0-9a-f]+\.hold$/, '')] : []
  }))
}
