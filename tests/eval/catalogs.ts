import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { discover } from '../../electron/catalog/discover.ts'
import { openSource } from '../../electron/sources/open.ts'
import { Catalog } from '../../shared/model/catalog.ts'

/** The catalog of a SQLite file, read once and kept in a temporary folder until the file changes. */
export async function catalogOf(path: string, database: string, cache: string): Promise<Catalog> {
  const kept = join(cache, `${database}.catalog.json`)
  if (existsSync(kept) && statSync(kept).mtimeMs > statSync(path).mtimeMs) return JSON.parse(readFileSync(kept, 'utf8')) as Catalog
  const source = await openSource({ kind: 'sqlite', path }, { folders: { imports: join(cache, 'imports'), sample: join(cache, 'sample') } })
  try {
    const [first] = await source.databases()
    const catalog = await discover(source, { sourceId: database, database: first?.name ?? 'main', clock: () => new Date(0), profile: true })
    writeFileSync(kept, JSON.stringify(catalog))
    return catalog
  } finally {
    await source.close()
  }
}
