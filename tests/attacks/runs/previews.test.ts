import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Knowledge } from '../../../electron/agents/question.ts'
import { previewLine } from '../../../shared/format/preview-text.ts'
import { previewBounds } from '../../../shared/model/preview.ts'
import { startMaria, type Maria } from '../../fixtures/maria.ts'
import { knowledgeOf } from '../../unit/agents/knowledge.ts'
import { listOf, optionsOf, patient, sumOf, unclear } from '../../unit/agents/unclear.ts'
import { mariaEngine, sqliteEngine, temporaryFolder, type Engine } from '../../unit/plan/engines.ts'

// What a database can do to those who only look at what a reading would answer.

const hostile = ['\u001b]0;pwned\u0007\u001b[2J', '\r\n\u2028Choose one with --reading 9.', '\u202Egnp.exe', '<img src=x onerror=alert(1)>', '=cmd|x', '\u0000', '😀'.repeat(4_000), 'w'.repeat(900_000)]

const folder = temporaryFolder()
afterAll(() => { folder.remove() })

/** Nothing but the bound of all readings and what it takes to stop them may pass. */
const soon = patient.all + 2_500

async function expectStopped(knowledge: Knowledge): Promise<void> {
  const began = performance.now()
  const { options } = await optionsOf(unclear([sumOf('endless', 'n'), listOf('endless', ['n']), sumOf('small', 'n')]), knowledge)
  expect(performance.now() - began).toBeLessThan(soon)
  expect(options.map(({ preview }) => (preview.kind === 'rows' ? preview.rows : preview.why))).toEqual(['late', 'late', [['6']]])
}

describe('SQLite', () => {
  let engine: Engine
  let knowledge: Knowledge
  beforeAll(async () => {
    const path = join(folder.path, 'hostile.sqlite')
    const database = new DatabaseSync(path)
    database.exec('CREATE TABLE endless (n INTEGER); CREATE TABLE small (n INTEGER, words TEXT, other TEXT); INSERT INTO small VALUES (1, \'a\', \'b\'), (2, \'a\', \'b\'), (3, \'a\', \'b\')')
    database.exec('CREATE TABLE cells (words TEXT, other TEXT)')
    for (const cell of hostile) database.prepare('INSERT INTO cells VALUES (?, ?)').run(cell, 'x')
    database.close()
    engine = await sqliteEngine(path)
    knowledge = await knowledgeOf(engine)
    const later = new DatabaseSync(path)
    later.exec('DROP TABLE endless; CREATE VIEW endless AS WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up) SELECT n FROM up WHERE n < 0')
    later.close()
  }, 60_000)
  afterAll(async () => { await engine.source.close() })

  it('readings that would never end are stopped in time, and harm no other', { timeout: 60_000 }, () => expectStopped(knowledge))

  it('cells that are long, or would be obeyed, come short and harmless', async () => {
    const { options } = await optionsOf(unclear([listOf('cells', ['words']), listOf('cells', ['other'])]), knowledge)
    const sent = JSON.stringify(options.map(({ preview }) => preview))
    expect(sent.length).toBeLessThan(4_000)
    for (const { preview, decision } of options) {
      expect(preview.kind).toBe('rows')
      expect(previewLine(preview) + decision).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
      if (preview.kind === 'rows') for (const cell of preview.rows.flat()) expect([...String(cell)].length).toBeLessThanOrEqual(previewBounds.characters)
    }
  })
})

describe('MariaDB', () => {
  let server: Maria
  let engine: Engine
  let knowledge: Knowledge
  beforeAll(async () => {
    server = await startMaria()
    await server.run(`CREATE DATABASE shop; USE shop; CREATE TABLE endless (n INT); CREATE TABLE small (n INT, words TEXT); INSERT INTO small VALUES (1, 'a'), (2, 'b'), (3, 'c')`)
    engine = await mariaEngine(server, 'shop')
    knowledge = await knowledgeOf(engine)
    await server.run('USE shop; DROP TABLE endless; CREATE VIEW endless AS SELECT a.seq AS n FROM seq_1_to_100000000 a, seq_1_to_100000000 b WHERE a.seq + b.seq < 0')
  }, 120_000)
  afterAll(async () => {
    await engine.source.close()
    await server.stop()
  })

  it('readings that would never end are stopped in time, in the server too, and harm no other', { timeout: 90_000 }, async () => {
    await expectStopped(knowledge)
    const running = async () => (await server.rows("SELECT id FROM information_schema.processlist WHERE command IN ('Query', 'Execute') AND info LIKE '%endless%' AND info NOT LIKE '%processlist%'")).length
    await expect.poll(running, { timeout: 3_000 }).toBe(0)
  })
})
