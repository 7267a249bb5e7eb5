import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { discover } from '../../../../electron/catalog/discover.ts'
import { buildIndex } from '../../../../electron/language/index/language-index.ts'
import type { EditSetting } from '../../../../electron/plan/edit/setting.ts'
import { readGlossary } from '../../../../electron/terms/read-glossary.ts'
import { Plan } from '../../../../shared/model/plan.ts'
import { sampleFolder, sampleNotes } from '../../../fixtures/ledger.ts'
import { duckdbEngine, temporaryFolder, type Engine } from '../engines.ts'

const folder = join(import.meta.dirname, '../../../fixtures/plans')

/** The example plans with their questions, in order. */
export const examplePlans = Array.from({ length: 25 }, (_, at) => {
  const { question, plan } = JSON.parse(readFileSync(join(folder, `${String(at + 1).padStart(2, '0')}.json`), 'utf8')) as { question: string; plan: unknown }
  return { question, plan: Plan.parse(plan) }
})

/** The sample ledger as the workbench knows it: profiled, with its vocabulary, and with the keys that the language engine adds. */
export async function ledgerSetting({ source, database }: Engine): Promise<EditSetting> {
  const found = await discover(source, { sourceId: 's', database, notes: sampleNotes(), clock: () => new Date('2026-07-01'), profile: true })
  const { glossary } = readGlossary(sampleNotes(), found, { asOf: '2026-06-30' })
  return { catalog: buildIndex(found, glossary).catalog, glossary, asOf: '2026-06-30', calendar: 'calendar' }
}

/** Opens the ledger for the tests of a file, and hands it over before the first. */
export function withLedger(take: (engine: Engine, setting: EditSetting) => void): void {
  const place = temporaryFolder()
  let engine: Engine | undefined
  beforeAll(async () => {
    engine = await duckdbEngine(place.path, sampleFolder)
    take(engine, await ledgerSetting(engine))
  })
  afterAll(async () => {
    await engine?.source.close()
    place.remove()
  })
}
