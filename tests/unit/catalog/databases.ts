import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { onTestFinished } from 'vitest'
import type { Catalog } from '../../../shared/model/catalog.ts'
import type { Source } from '../../../electron/sources/source.ts'
import { discover } from '../../../electron/catalog/discover.ts'
import type { DiscoverOptions } from '../../../electron/catalog/discover.ts'
import { fileSource } from './file-source.ts'

/** A folder that is gone when the test is. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quaestor-catalog-'))
  onTestFinished(() => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}

/** A SQLite file made of these statements; returns its path. */
export function databaseOf(statements: string, path = join(temporaryFolder(), 'data.sqlite')): string {
  const database = new DatabaseSync(path)
  database.exec(`BEGIN; ${statements}; COMMIT`)
  database.close()
  return path
}

export function sourceOf(statements: string): Source {
  const source = fileSource(databaseOf(statements))
  onTestFinished(() => source.close())
  return source
}

export const noon = () => new Date('2026-03-04T12:00:00.000Z')

/** The catalog of a database made of these statements. */
export async function catalogFrom(statements: string, options: Partial<DiscoverOptions> = {}): Promise<Catalog> {
  return discover(sourceOf(statements), { sourceId: 's', database: 'main', clock: noon, profile: true, ...options })
}

/** Relationships as lines: "orders.customer_id > customers.id". */
export function linksOf(catalog: Catalog, origin: 'declared' | 'inferred'): string[] {
  return catalog.relationships
    .filter((relationship) => relationship.origin === origin)
    .map(({ from, to }) => `${from.table}.${from.columns.join('+')} > ${to.table}.${to.columns.join('+')}`)
    .sort()
}
