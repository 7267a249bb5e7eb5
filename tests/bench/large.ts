import type { Lore } from '../../electron/agents/reader.ts'
import { guard } from '../../electron/guard/guard.ts'
import { buildIndex } from '../../electron/language/index/language-index.ts'
import { understand } from '../../electron/language/understand.ts'
import { compile } from '../../electron/plan/compile.ts'
import { ReaderThread } from '../../electron/reader/reader-thread.ts'
import { readGlossary } from '../../electron/terms/read-glossary.ts'
import { TermFile } from '../../shared/model/term.ts'
import { median, percentile, timed } from './measure.ts'
import { largeQuestions } from './schema/large-questions.ts'
import { largeSchema } from './schema/large-schema.ts'

const asOf = '2026-01-01'
const questionCount = 200

/** Milliseconds that this thread worked, which other processes do not change. */
function worked(call: () => unknown): number {
  const before = process.threadCpuUsage()
  call()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}

/**
 * Question → plan → guarded SQL on 100 and 1,000 tables of 15 columns, each question asked once after as many others; making the index; and what the
 * window's thread has to do for a question that another thread reads. The reference is one pass of JSON over the catalog.
 */
export async function benchLarge(print: (line: string) => void): Promise<void> {
  for (const tables of [100, 1_000]) {
    const catalog = largeSchema(tables)
    const { glossary } = readGlossary(TermFile.parse({}), catalog, { asOf })
    const text = JSON.stringify(catalog)
    const reference = median(Array.from({ length: 9 }, () => worked(() => { JSON.parse(text) })))
    const making = median(Array.from({ length: 7 }, () => worked(() => buildIndex(catalog, glossary))))
    const index = buildIndex(catalog, glossary)
    const questions = largeQuestions(catalog, 2 * questionCount)
    const [times, spans]: [number[], number[]] = [[], []]
    for (const [at, question] of questions.entries()) {
      const started = performance.now()
      const time = worked(() => {
        const [reading] = understand(question, index, { asOf }).readings
        if (reading === undefined) return
        const compiled = compile(reading.plan, catalog, catalog.dialect)
        guard(compiled.sql, catalog.dialect, { parameters: compiled.parameters })
      })
      if (at < questionCount) continue
      times.push(time)
      spans.push(performance.now() - started)
    }
    const name = `${tables.toLocaleString('en')} tables × 15 columns`.padEnd(31)
    print(`${name} question to guarded SQL p50 ${median(times).toFixed(0)} ms, p95 ${percentile(times, 0.95).toFixed(0)} ms of work (${median(spans).toFixed(0)} and ${percentile(spans, 0.95).toFixed(0)} ms on the clock); making the index ${making.toFixed(0)} ms (${(making / reference).toFixed(1)} × parsing the catalog, ${reference.toFixed(1)} ms)`)
    await benchThread({ catalog, glossary }, questions.slice(0, 40), name, print)
  }
}

async function benchThread(lore: Lore, questions: readonly string[], name: string, print: (line: string) => void): Promise<void> {
  const thread = new ReaderThread()
  try {
    let reader = thread.readerOf(lore)
    const opening = worked(() => { reader = thread.readerOf(lore) })
    await reader.understand('', { asOf, calendar: 'calendar', top: 4 })
    const here: number[] = []
    for (const question of questions) {
      const before = process.threadCpuUsage()
      await reader.understand(question, { asOf, calendar: 'calendar', top: 4 })
      const { user, system } = process.threadCpuUsage(before)
      here.push((user + system) / 1_000)
    }
    await reader.complete('a', { asOf })
    const completing = await timed(() => reader.complete('tot', { asOf, count: 8 }))
    print(`${name} read on a thread: this one works ${median(here).toFixed(1)} ms for a question and ${opening.toFixed(0)} ms once to open the database; a completion takes ${completing.toFixed(1)} ms`)
  } finally {
    await thread.close()
  }
}
