import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { learnDatabase } from '../../electron/agents/learn-database.ts'
import { discover } from '../../electron/catalog/discover.ts'
import { foldersFor } from '../../electron/config/folders.ts'
import { guard } from '../../electron/guard/guard.ts'
import { understand } from '../../electron/language/understand.ts'
import { compile } from '../../electron/plan/compile.ts'
import { openSource } from '../../electron/sources/open.ts'
import { defaultSettings } from '../../shared/model/settings.ts'
import { termFileFor } from '../../electron/terms/find-terms.ts'
import { median, percentile, timed } from './measure.ts'

const rounds = 8

/** Question → guarded SQL on the bundled ledger, against the time that ledger takes to answer a plain count; opening it cold and warm. */
export async function benchEngine(print: (line: string) => void): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'quaestor-bench-'))
  const folders = foldersFor({ QUAESTOR_HOME: home }, process.platform)
  try {
    const cold = await timed(async () => (await openSource({ kind: 'sample' }, { folders })).close())
    const warm = await timed(async () => (await openSource({ kind: 'sample' }, { folders })).close())
    const source = await openSource({ kind: 'sample' }, { folders })
    const notes = await termFileFor({ kind: 'sample' }, folders.sample)
    const [database] = await source.databases()
    const catalog = await discover(source, { sourceId: 'bench', database: database?.name ?? '', notes, clock: () => new Date(), profile: true })
    const asOf = notes.asOf ?? '2026-06-30'
    const { known: knowledge } = learnDatabase({ sourceId: 'bench', sourceName: 'bench', source, database: catalog.database, catalog }, notes, defaultSettings.calendar, asOf)
    const questions = JSON.parse(await readFile(new URL('../fixtures/sample-questions.json', import.meta.url), 'utf8')) as { question: string }[]
    const times: number[] = []
    for (let round = 0; round <= rounds; round += 1) {
      for (const { question } of questions) {
        const started = performance.now()
        const [reading] = understand(question, knowledge.index, { asOf }).readings
        if (reading !== undefined) {
          const compiled = compile(reading.plan, catalog, source.dialect)
          guard(compiled.sql, source.dialect, { parameters: compiled.parameters })
        }
        if (round > 0) times.push(performance.now() - started)
      }
    }
    const bare: number[] = []
    for (let round = 0; round < 20; round += 1) bare.push(await timed(() => Array.fromAsync(source.stream(catalog.database, guard('SELECT COUNT(*) FROM invoices', 'duckdb'), { limits: { rows: 1, milliseconds: 30_000, bytes: 1_000_000 } }))))
    const reference = median(bare)
    print(`question to guarded SQL         p50 ${median(times).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms on the ledger (${(median(times) / reference).toFixed(2)} × and ${(percentile(times, 0.95) / reference).toFixed(2)} × a bare count of the invoices, ${reference.toFixed(1)} ms)`)
    print(`opening the ledger              ${cold.toFixed(0)} ms the first time, ${warm.toFixed(0)} ms after (${(cold / reference).toFixed(0)} × and ${(warm / reference).toFixed(1)} × that count)`)
    await source.close()
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
