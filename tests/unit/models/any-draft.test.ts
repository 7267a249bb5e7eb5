import { expect, it } from 'vitest'
import { buildIndex } from '../../../electron/language/index/language-index.ts'
import type { Setting } from '../../../electron/models/conversation.ts'
import { readDraft, type Draft, type DraftTest } from '../../../electron/models/draft-schema.ts'
import { planOfDraft } from '../../../electron/models/fill/plan.ts'
import { guard } from '../../../electron/guard/guard.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { Plan } from '../../../shared/model/plan.ts'
import { draft } from '../../fixtures/model-server/drafts.ts'
import { knownSample } from '../agents/known-sample.ts'

/** Mulberry32: the same drafts every time. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const hows = ['count', 'countDistinct', 'sum', 'avg', 'min', 'max', 'metric'] as const
const tests = ['=', '!=', '<', '<=', '>', '>=', 'between', 'contains', 'starts', 'ends', 'empty', 'not empty', 'above average', 'below average', 'term', 'not term'] as const
const grains = ['year', 'half', 'quarter', 'month', 'week', 'day', null] as const
const values = ['Germany', '12', '-0.5', '2025', '2025-02', '2025-06-30', '2025-02-30', 'true', '', "'; drop table customers --", '1e400', '9999-12-31', '\u0000', '__proto__']

it('of any draft a plan is made that the guard lets through, or one problem is named', async () => {
  const { knowledge, close } = await knownSample()
  const index = buildIndex(knowledge.context.catalog, knowledge.glossary)
  const setting: Setting = { index, asOf: '2026-06-30', calendar: 'calendar' }
  const random = dice(20_260_630)
  const one = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)]!
  const some = <Item>(most: number, make: () => Item): Item[] => Array.from({ length: Math.floor(random() * (most + 1)) }, make)
  const near = ['customers', 'invoices', 'invoice_lines', 'employees', 'journal_lines', 'budgets'].filter((name) => index.tableAt.has(name))
  const table = () => (random() < 0.05 ? one(['nothing', '__proto__', '']) : random() < 0.7 ? one(near) : one(index.tables).name)
  const column = () => {
    const of = table()
    const known = index.tables[index.tableAt.get(of) ?? -1]
    return known === undefined || random() < 0.05 ? `${of}.nothing` : `${of}.${index.columns[one(known.columns)]!.name}`
  }
  const number = () => {
    const how = one(hows)
    return { how, of: how === 'metric' ? one(knowledge.glossary.metrics).name : how === 'count' ? table() : column() }
  }
  const test = (): DraftTest => {
    const is = one(tests)
    return { column: is.endsWith('term') ? (one(knowledge.glossary.terms).phrases[0] ?? '') : column(), is, values: some(is === 'between' ? 2 : 1, () => one(values)) }
  }
  const where = () => some(2, () => ({ any: some(2, test) }))
  let [made, refused] = [0, 0]
  for (let at = 0; at < 600; at += 1) {
    const fields: Partial<Draft> = {
      rows: random() < 0.5 ? table() : null, show: some(2, column), measures: some(2, number), by: some(2, () => ({ column: column(), grain: one(grains) })), where: where(),
      related: random() < 0.2 ? [{ table: table(), none: random() < 0.5, atLeast: random() < 0.5 ? null : 2, where: where() }] : [],
      having: random() < 0.2 ? [{ ...number(), is: one(['=', '>', '<', 'above average'] as const), value: random() < 0.8 ? 5 : null }] : [],
      order: some(1, () => ({ ...(random() < 0.5 ? { how: 'column' as const, of: column() } : number()), direction: one(['asc', 'desc'] as const) })),
      limit: random() < 0.3 ? 5 : null, distinct: random() < 0.3, period: random() < 0.3 ? { from: one(values), until: one([...values, null]) } : null,
      compare: random() < 0.2 ? [{ kind: one(['share', 'running', 'previous'] as const), grain: one(grains) }] : [], combine: random() < 0.1 ? { operator: one(['union', 'intersection', 'difference'] as const), first: where(), second: where() } : null,
    }
    const read = readDraft(JSON.parse(draft(fields)))
    if ('problem' in read) throw new Error(read.problem)
    const result = planOfDraft(read.draft, setting)
    if ('problem' in result) {
      refused += 1
      expect(result.problem.length).toBeLessThan(2_500)
      continue
    }
    made += 1
    expect(Plan.safeParse(result.plan).success, JSON.stringify(fields)).toBe(true)
    const { sql, parameters } = compile(result.plan, index.catalog, 'duckdb')
    guard(sql, 'duckdb', { parameters })
  }
  await close()
  expect(made).toBeGreaterThan(20)
  expect(refused).toBeGreaterThan(100)
}, 60_000)
