import { expect, test } from 'vitest'
import type { Outcome } from '../../../../electron/agents/question.ts'
import { Runs } from '../../../../electron/agents/runs.ts'
import type { Answer } from '../../../../shared/model/answer.ts'
import type { Plan } from '../../../../shared/model/plan.ts'
import { ManualTime } from '../../context/manual-time.ts'

const here = { sourceName: 'Ledger', database: 'main' }
const planOf = (label: string): Plan => ({ kind: 'query', tables: [], joins: [], show: [], context: [], measures: [{ id: 'm1', label, value: { kind: 'literal', value: '1', type: 'integer' } }], by: [], order: [], distinct: false, compare: [], calendar: 'calendar' })

function answerOf(question: string, plan: Plan | null, database = 'main'): Answer {
  return {
    id: question, question, title: question, plan, result: { id: question, columns: [], rows: 0, truncated: false, growing: false, bytes: 0 }, chart: null, formats: {}, opens: { measures: {}, groups: {} },
    receipt: {
      source: 'Ledger', database, ranAt: '2026-01-01T00:00:00Z', reading: question, chips: [], grade: 'Unchecked', assumed: [], ignoredWords: [], sql: 'SELECT 1', parameters: [], dialect: 'sqlite', tables: [], filters: [], asOf: '2026-01-01',
      rows: 0, truncated: false, estimatedRows: null, warnings: [], engine: 'offline', model: null, confidence: 1, elapsedMs: 1,
    },
  }
}

/** A window in which questions end at once. */
function thread() {
  const time = new ManualTime()
  const runs = new Runs({ after: time.after, clock: () => time.now, now: () => new Date(0), drop: () => Promise.resolve(), report: () => undefined })
  const end = async (text: string, parent: string | null, outcome: Outcome, kind: 'words' | 'plan' = 'words'): Promise<string> => {
    const asked = kind === 'words' ? { kind, text } as const : { kind, text, plan: planOf(text) } as const
    const { id } = runs.start('w', { asked, parent, ...here }, async function* () { return Promise.resolve(outcome) })
    await Array.fromAsync(runs.watch('w', id, 0))
    return id
  }
  const answered = (text: string, parent: string | null = null, more: { plan?: Plan | null; refines?: string; kind?: 'words' | 'plan'; database?: string } = {}) =>
    end(text, parent, { kind: 'answer', answer: answerOf(text, more.plan === undefined ? planOf(text) : more.plan, more.database), readings: [], refines: more.refines }, more.kind)
  return { runs, answered, end }
}

test('is the last one with a plan on the way back', async () => {
  const { runs, answered, end } = thread()
  const first = await answered('Revenue by region')
  const asks = await end('top', first, { kind: 'clarify', question: 'Which?', options: [] })
  const sql = await answered('by hand', asks, { plan: null })
  expect(runs.answerBefore('w', sql, 'only EMEA', here)).toEqual({ plan: planOf('Revenue by region'), question: 'Revenue by region', title: 'Revenue by region' })
})

test('of what is asked again is what it was asked after', async () => {
  const { runs, answered } = thread()
  const first = await answered('Revenue by region')
  const only = await answered('only EMEA', first, { refines: 'Revenue by region' })
  expect(runs.answerBefore('w', only, 'only EMEA', here)?.question).toBe('Revenue by region')
  expect(runs.answerBefore('w', only, 'by month', here)).toMatchObject({ question: 'only EMEA', title: 'Revenue by region, only EMEA' })
})

test('with a changed chip keeps what it refines in its name', async () => {
  const { runs, answered } = thread()
  const first = await answered('Revenue by region')
  const only = await answered('only EMEA', first, { refines: 'Revenue by region' })
  const chip = await answered('only EMEA', only, { kind: 'plan', plan: planOf('changed') })
  expect(runs.answerBefore('w', chip, 'by month', here)).toEqual({ plan: planOf('changed'), question: 'only EMEA', title: 'Revenue by region, only EMEA' })
})

test('is none in another database, another window, without a run, or when the run is gone', async () => {
  const { runs, answered } = thread()
  const there = await answered('Revenue by region', null, { database: 'other' })
  expect(runs.answerBefore('w', there, 'only EMEA', here)).toBeNull()
  expect(runs.answerBefore('w', there, 'only EMEA', { ...here, sourceName: 'Elsewhere' })).toBeNull()
  const own = await answered('Revenue by region')
  expect(runs.answerBefore('v', own, 'only EMEA', here)).toBeNull()
  expect(runs.answerBefore('w', null, 'only EMEA', here)).toBeNull()
  expect(runs.answerBefore('w', 'no-such-run', 'only EMEA', here)).toBeNull()
})
