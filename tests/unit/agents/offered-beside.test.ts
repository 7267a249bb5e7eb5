import { expect, it } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { offeredBeside } from '../../../electron/agents/offered-beside.ts'
import { shortAnswer } from '../../../electron/agents/short-query.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { sqliteEngine } from '../plan/engines.ts'
import { knowledgeOf } from './knowledge.ts'
import { limits, sumOf, unclear } from './unclear.ts'

it('says in what other readings differ, and which of them find the very rows of the answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quaestor-beside-'))
  const path = join(folder, 'shop.sqlite')
  const database = new DatabaseSync(path)
  database.exec('CREATE TABLE orders (id INTEGER PRIMARY KEY, net DECIMAL(12, 2), gross DECIMAL(12, 2), tax DECIMAL(12, 2)); INSERT INTO orders VALUES (1, 10, 12, 10), (2, 20, 24, 20)')
  database.close()
  const engine = await sqliteEngine(path)
  try {
    const { context } = await knowledgeOf(engine)
    const { readings } = unclear(['net', 'gross', 'tax'].map((name) => sumOf('orders', name)))
    const { columns, rows } = await shortAnswer(readings[0]!.plan, context, limits, new AbortController().signal)
    const answered = { plan: readings[0]!.plan, facts: { id: 'r', columns, rows: rows.length, truncated: false, growing: false, bytes: 10 }, rows, readings }
    const offered = await offeredBeside(answered, context, limits, new AbortController().signal)
    expect(offered.map(({ difference, same }) => [difference, same ?? false])).toEqual([['', false], ['Total gross, instead of total net', false], ['Total tax, instead of total net', true]])
    const cut = await offeredBeside({ ...answered, facts: { ...answered.facts, truncated: true } }, context, limits, new AbortController().signal)
    expect(cut.map(({ same }) => same ?? false), 'the first rows of many prove nothing').toEqual([false, false, false])
    const stop = new AbortController()
    stop.abort()
    const error = await offeredBeside(answered, context, limits, stop.signal).then(() => null, (thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Failure)
    expect(error).toMatchObject({ code: 'CANCELLED' })
  } finally {
    await engine.source.close()
    rmSync(folder, { recursive: true, force: true })
  }
}, 60_000)
