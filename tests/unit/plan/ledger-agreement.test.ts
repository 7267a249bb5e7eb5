import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { discover } from '../../../electron/catalog/discover.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { planJoins } from '../../../electron/plan/joins.ts'
import type { GlossaryMetric } from '../../../electron/terms/glossary.ts'
import { placeConditionInPlan, placeInPlan } from '../../../electron/terms/place.ts'
import { readGlossary } from '../../../electron/terms/read-glossary.ts'
import type { Catalog } from '../../../shared/model/catalog.ts'
import { Failure } from '../../../shared/model/failure.ts'
import type { Expression, Grouping, QueryPlan } from '../../../shared/model/plan.ts'
import { ledgerInMaria, ledgerInSqlite, sampleFolder, sampleNotes } from '../../fixtures/ledger.ts'
import { startMaria, type Maria } from '../../fixtures/maria.ts'
import { duckdbEngine, mariaEngine, rowsOf, sqliteEngine, temporaryFolder, type Engine } from './engines.ts'

const folder = temporaryFolder()
let maria: Maria
let engines: Engine[] = []
let catalogs: Catalog[] = []

beforeAll(async () => {
  const path = join(folder.path, 'ledger.sqlite')
  maria = await startMaria()
  await Promise.all([ledgerInSqlite(path), ledgerInMaria(maria, 'ledger')])
  engines = [await duckdbEngine(folder.path, sampleFolder), await sqliteEngine(path), await mariaEngine(maria, 'ledger')]
  catalogs = await Promise.all(engines.map(({ source, database }) => discover(source, { sourceId: 's', database, notes: sampleNotes(), clock: () => new Date(), profile: false })))
})
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.source.close()))
  await maria.stop()
  folder.remove()
})

/** A metric of the vocabulary in 2025, grouped by a table's column or by the month of its own date; null where no keys lead there. */
function planFor(metric: GlossaryMetric, by: { table: string; column: string } | null, catalog: Catalog): QueryPlan | null {
  const names = [...new Set([...metric.tables, ...(by === null ? [] : [by.table])])]
  const [tree] = planJoins(catalog, names.map((name) => ({ id: name, table: name })))
  if (tree === undefined || metric.time === undefined) return null
  const time: Expression = { kind: 'column', ...metric.time }
  const grouping: Grouping = by === null ? { id: 'g1', label: 'Month', value: { kind: 'bucket', grain: 'month', calendar: 'calendar', of: time } } : { id: 'g1', label: 'Group', value: { kind: 'column', ...by } }
  return {
    kind: 'query', tables: tree.tables, joins: tree.joins, show: ['g1', 'm1'].map((id) => ({ id, label: id, value: { kind: 'ref', id } })), context: [],
    measures: [{ id: 'm1', label: metric.label, value: placeInPlan(metric.value, (name) => name), where: metric.filter === undefined ? undefined : placeConditionInPlan(metric.filter, (name) => name), balance: metric.balance === undefined ? undefined : { date: time, from: metric.balance } }],
    by: [grouping], order: [], distinct: false, compare: [], calendar: 'calendar', period: { from: '2025-01-01', until: '2026-01-01', columns: [time], label: '2025', calendar: 'calendar' },
  }
}

const groupings = [null, { table: 'entities', column: 'entity_name' }, { table: 'departments', column: 'dept_name' }, { table: 'customers', column: 'region' }]

test('every metric of the vocabulary, by month, entity, department and region, is the same number on three engines', async () => {
  const [catalog] = catalogs
  if (catalog === undefined) throw new Error('no catalog')
  const { glossary } = readGlossary(sampleNotes(), catalog, { asOf: '2026-06-30' })
  let compared = 0
  for (const metric of glossary.metrics) {
    for (const by of groupings) {
      const plan = planFor(metric, by, catalog)
      if (plan === null) continue
      const results = await Promise.all(engines.map(async (engine, at): Promise<string[]> => {
        try {
          return (await rowsOf(engine, compile(plan, catalogs[at] ?? catalog, engine.dialect))).map((row) => JSON.stringify(row)).sort()
        } catch (error) {
          if (error instanceof Failure && ['NO_JOIN_PATH', 'NOT_SUPPORTED'].includes(error.code)) return [error.code]
          throw error
        }
      }))
      expect(results[1], `${metric.name} by ${by?.table ?? 'month'}`).toEqual(results[0])
      expect(results[2], `${metric.name} by ${by?.table ?? 'month'}`).toEqual(results[0])
      if (results[0]?.[0]?.startsWith('[') === true) compared += 1
    }
  }
  expect(compared).toBeGreaterThan(glossary.metrics.length)
}, 300_000)
