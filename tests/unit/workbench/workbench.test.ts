import { DatabaseSync } from 'node:sqlite'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Outcome } from '../../../electron/agents/question.ts'
import { foldersFor } from '../../../electron/config/folders.ts'
import { defaultLimits } from '../../../electron/sources/source.ts'
import { Workbench } from '../../../electron/workbench/workbench.ts'

const folder = mkdtempSync(join(tmpdir(), 'quaestor-workbench-'))
const shop = join(folder, 'shop.sqlite')
const home = (name: string) => foldersFor({ QUAESTOR_HOME: join(folder, name) }, process.platform)
beforeAll(() => {
  const database = new DatabaseSync(shop)
  database.exec("create table orders (id integer primary key, region text, amount decimal(10,2)); insert into orders values (1, 'EMEA', 1.10), (2, 'APAC', 2.20)")
  database.close()
})
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

async function asked(workbench: Workbench, text: string): Promise<Outcome> {
  const opened = await workbench.openDatabase({ spec: { kind: 'sqlite', path: shop } })
  const steps = workbench.ask({ asked: { kind: 'words', text }, limits: defaultLimits, top: 1, reading: 0 }, opened.known, new AbortController().signal)
  for (;;) {
    const next = await steps.next()
    if (next.done === true) return next.value
  }
}

it('says that its own folder cannot be made', async () => {
  writeFileSync(join(folder, 'file'), '')
  await expect(Workbench.open(home('file/below'))).rejects.toMatchObject({ code: 'ACCESS_DENIED', message: expect.stringContaining('below') as unknown })
})

it('tells what it reads of a new source, and opens two workbenches on one home', async () => {
  const [one, two] = [await Workbench.open(home('shared')), await Workbench.open(home('shared'))]
  try {
    const told: string[] = []
    await one.openDatabase({ spec: { kind: 'sqlite', path: shop } }, undefined, (detail) => told.push(detail))
    expect(told).toContain('Reading the tables, 1 of 1: orders')
    expect((await Promise.all([asked(one, 'total amount by region'), asked(two, 'total amount by region')])).map(({ kind }) => kind)).toEqual(['answer', 'answer'])
  } finally {
    await one.close()
    await two.close()
  }
})

it('answers although the history cannot be written, and says so', async () => {
  const workbench = await Workbench.open(home('blocked'))
  const other = new DatabaseSync(join(folder, 'blocked', 'quaestor.sqlite'))
  try {
    expect(await asked(workbench, 'total amount by region')).toMatchObject({ kind: 'answer' })
    other.exec("CREATE TRIGGER full BEFORE INSERT ON questions BEGIN SELECT RAISE(ABORT, 'no room'); END")
    const outcome = await asked(workbench, 'total amount by region')
    expect(outcome.kind === 'answer' ? outcome.answer.receipt.warnings.join() : outcome.kind).toMatch(/not in the history/)
    await expect(asked(workbench, '')).rejects.toMatchObject({ code: 'NOT_UNDERSTOOD' })
  } finally {
    other.close()
    await workbench.close()
  }
})
