import fs from 'node:fs/promises'
import path from 'node:path'
import { heldAmong, isAlive, ownerOf } from './hold.ts'

/** How long an import is kept without being used, and how large all of them may be together. */
const keptMilliseconds = 30 * 24 * 60 * 60 * 1000
const keptBytes = 20 * 1024 ** 3

type Kept = { name: string; bytes: number; used: number }

/** The imports in a folder, the one used last first. An import is used when it is opened, which sets its time. */
async function importsIn(imports: string, names: readonly string[]): Promise<Kept[]> {
  const kept = await Promise.all(names.filter((name) => name.endsWith('.duckdb')).map(async (name) => {
    const stat = await fs.stat(path.join(imports, name)).catch(() => null)
    return stat === null ? [] : [{ name, bytes: stat.size, used: stat.mtimeMs }]
  }))
  return kept.flat().sort((one, other) => other.used - one.used)
}

/**
 * Removes what dead processes left half-built or spilt, older imports of the data that `current` holds, imports that nobody opened for 30 days, and the
 * least recently used ones while all together are larger than `bytes` (20 GB). One that a live process holds is never removed.
 */
export async function pruneImports(imports: string, { current, bytes = keptBytes, now = Date.now() }: { current: string; bytes?: number; now?: number }): Promise<void> {
  const names = await fs.readdir(imports)
  const orphans = names.filter((name) => {
    const pid = ownerOf(name)
    return pid !== null && !isAlive(pid)
  })
  const held = heldAmong(names).add(path.basename(current))
  const [source = ''] = path.basename(current).split('-')
  const kept = await importsIn(imports, names)
  let total = kept.reduce((sum, { name, bytes: size }) => sum + (held.has(name) ? size : 0), 0)
  const unneeded = kept.filter(({ name, bytes: size, used }) => {
    if (held.has(name)) return false
    if (name.startsWith(`${source}-`) || now - used > keptMilliseconds || total + size > bytes) return true
    total += size
    return false
  })
  // A file that Windows says is in use stays for next time.
  await Promise.allSettled([...orphans, ...unneeded.map(({ name }) => name)].map((name) => fs.rm(path.join(imports, name), { recursive: true, force: true })))
}
