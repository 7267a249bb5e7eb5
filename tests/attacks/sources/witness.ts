import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** Every file under some folders with a digest of its content, to compare before and after. */
export function witness(...folders: string[]): string[] {
  return folders.flatMap((folder) => (fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, withFileTypes: true }) : []))
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => `${file} ${createHash('sha256').update(fs.readFileSync(file)).digest('hex')}`)
    .sort()
}

/** Marked text in a file that no statement may read. */
export const canary = 'canary-5f0c9d1e'
