import { discover } from '../../../electron/catalog/discover.ts'
import type { Knowledge } from '../../../electron/agents/question.ts'
import { readHere } from '../../../electron/agents/read-here.ts'
import { buildIndex } from '../../../electron/language/index/language-index.ts'
import { readGlossary } from '../../../electron/terms/read-glossary.ts'
import type { Catalog } from '../../../shared/model/catalog.ts'
import { TermFile } from '../../../shared/model/term.ts'
import type { Engine } from '../plan/engines.ts'

export const asOf = '2026-06-30'

/** What the workbench knows of a database with this vocabulary. */
export async function knowledgeOf({ source, database }: Engine, notes: TermFile = TermFile.parse({})): Promise<Knowledge> {
  const catalog = await discover(source, { sourceId: 's', database, notes, clock: () => new Date('2026-07-01'), profile: true })
  return knowledgeFrom(catalog, { source, database }, notes)
}

export function knowledgeFrom(catalog: Catalog, { source, database }: Pick<Engine, 'source' | 'database'>, notes: TermFile = TermFile.parse({})): Knowledge {
  const { glossary } = readGlossary(notes, catalog, { asOf })
  const index = buildIndex(catalog, glossary)
  return { context: { sourceId: 's', sourceName: 'Ledger', source, database, catalog }, glossary, index, reader: readHere(() => index, glossary), asOf, calendar: 'calendar' }
}
