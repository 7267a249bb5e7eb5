import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Knowledge } from '../../../electron/agents/question.ts'
import { discover } from '../../../electron/catalog/discover.ts'
import { openSource } from '../../../electron/sources/open.ts'
import { readGlossary } from '../../../electron/terms/read-glossary.ts'
import { sampleFolder, sampleNotes } from '../../fixtures/ledger.ts'

/** The bundled ledger with its catalog and vocabulary. */
export async function knownSample(): Promise<{ knowledge: Pick<Knowledge, 'context' | 'glossary'>; close: () => Promise<void> }> {
  const imports = mkdtempSync(join(tmpdir(), 'quaestor-sample-'))
  const source = await openSource({ kind: 'sample' }, { folders: { imports, sample: sampleFolder } })
  const database = (await source.databases())[0]!.name
  const notes = sampleNotes()
  const catalog = await discover(source, { sourceId: 'sample', database, notes, clock: () => new Date('2026-06-30T12:00:00Z'), profile: true })
  const { glossary } = readGlossary(notes, catalog, { asOf: '2026-06-30' })
  return {
    knowledge: { context: { sourceId: 'sample', sourceName: 'Meridian', source, database, catalog }, glossary },
    close: async () => {
      await source.close()
      rmSync(imports, { recursive: true, force: true })
    },
  }
}
