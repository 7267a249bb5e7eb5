import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Origin, Plan, QueryPlan } from '../../../shared/model/plan.ts'
import { discover } from '../../../electron/catalog/discover.ts'
import { buildIndex, type LanguageIndex } from '../../../electron/language/index/language-index.ts'
import { understand } from '../../../electron/language/understand.ts'
import { sameMeaning } from '../../../electron/agents/same-meaning.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { follows } from '../../../electron/plan/defaults.ts'
import { rowsBehind } from '../../../electron/plan/rows-behind.ts'
import { openSource } from '../../../electron/sources/open.ts'
import { readGlossary, readTermFile } from '../../../electron/terms/read-glossary.ts'

const sample = new URL('../../../resources/sample/', import.meta.url).pathname
const scratch = mkdtempSync(join(tmpdir(), 'quaestor-explained-'))
let index: LanguageIndex

beforeAll(async () => {
  const notes = readTermFile(readFileSync(join(sample, 'quaestor.yaml'), 'utf8'))
  const source = await openSource({ kind: 'sample' }, { folders: { imports: scratch, sample } })
  const catalog = await discover(source, { sourceId: 'sample', database: (await source.databases())[0]!.name, notes, clock: () => new Date(0), profile: true })
  await source.close()
  index = buildIndex(catalog, readGlossary(notes, catalog, { asOf: '2026-06-30' }).glossary)
}, 120_000)

afterAll(() => { rmSync(scratch, { recursive: true, force: true }) })

const planOf = (question: string): Plan => understand(question, index, { asOf: '2026-06-30' }).readings[0]!.plan

type Node = { kind?: string; id?: string; table?: unknown; label?: string; value?: { kind: string }; origin?: Origin }
/** Kinds of conditions that say where they come from. */
const tests = new Set(['not', 'compare', 'between', 'within', 'text', 'isNull', 'in', 'inPlan', 'has'])
const parts = new Set(['tables', 'show', 'context', 'measures', 'by', 'order', 'compare'])

/** Every part of a plan that has an origin or should have one, by its path; what is shown of a group or a figure is that part itself. */
function told(plan: Plan): [path: string, origin: Origin | undefined][] {
  const found: [string, Origin | undefined][] = []
  const look = (node: unknown, path: string, isPart: boolean): void => {
    if (Array.isArray(node)) {
      const [list] = path.split('.').slice(-1)
      node.forEach((each, at) => { look(each, `${path}.${at}`, parts.has(list ?? '')) })
      return
    }
    if (typeof node !== 'object' || node === null) return
    const { kind, value, origin } = node as Node
    if ((isPart && value?.kind !== 'ref') || (kind !== undefined && tests.has(kind))) found.push([path, origin])
    for (const [name, each] of Object.entries(node)) if (name !== 'origin') look(each, `${path}.${name}`, name === 'limit' || name === 'period')
  }
  look(plan, 'plan', false)
  return found
}

const questions = [
  'How many customers do we have?', 'List the customers in Germany', 'Revenue by region in 2025', 'Top 10 customers by revenue in 2025', 'Unpaid invoices older than 90 days', 'Customers with no invoices in 2026',
  'Which departments spent more than 1 million in 2025?', 'Budget vs actual by department for 2025', 'Customers whose revenue is above average', 'Running total of revenue in 2025', 'Products never sold in the UK',
]

describe('where every part of a plan comes from', () => {
  it.each(questions)('%s', (question) => {
    const origins = told(planOf(question))
    expect(origins.length).toBeGreaterThan(1)
    for (const [path, origin] of origins) {
      expect(origin, path).toBeDefined()
      if (origin?.from === 'words') {
        expect(origin.start, path).toBeGreaterThanOrEqual(0)
        expect(origin.end, path).toBeGreaterThan(origin.start)
        expect(origin.end, path).toBeLessThanOrEqual(question.length)
      }
      expect(origin?.from === 'default' && origin.name === follows, path).toBe(false)
    }
  })

  const said = (question: string, origin: Origin | undefined): string | undefined => (origin?.from === 'words' ? question.slice(origin.start, origin.end) : origin?.from === 'term' ? `vocabulary: ${origin.term}` : origin?.from === 'default' ? origin.name : undefined)
  const tablesOf = (question: string): Record<string, string | undefined> => Object.fromEntries((planOf(question) as QueryPlan).tables.map((use) => [typeof use.table === 'string' ? use.table : use.id, said(question, use.origin)]))

  it('tables: named by words, taken by a metric, joined for a column, or joining two others', () => {
    expect(tablesOf('Share of revenue by region')).toEqual({ invoice_lines: 'vocabulary: Revenue', invoices: 'Joined because it connects invoice lines and customers', customers: 'Joined because it holds region' })
    expect(tablesOf('customers with more than 5 invoices')).toEqual({ customers: 'customers', invoices: 'invoices' })
  })

  it('columns: named by words, or shown because none was', () => {
    const shown = (question: string) => (planOf(question) as QueryPlan).show.map((each) => said(question, each.origin))
    expect(shown('List the customers in Germany')).toEqual(['No column was named, so rows go by what they are called'])
    expect(shown('List the segment of customers in Germany')).toEqual(['segment'])
  })

  it('changes neither the SQL nor which plans are the same, and gives rows behind a number no words', () => {
    for (const question of questions) {
      const plan = planOf(question)
      const bare = JSON.parse(JSON.stringify(plan, (name, value: unknown) => (name === 'origin' ? undefined : value))) as Plan
      expect(compile(plan, index.catalog, 'duckdb')).toEqual(compile(bare, index.catalog, 'duckdb'))
      expect(sameMeaning(plan, bare, index.catalog)).toBe(true)
    }
    const { plan } = rowsBehind(planOf('How many customers in Germany'), { measure: 'm1', row: {} }, { catalog: index.catalog, glossary: index.glossary })
    expect(plan.where).toMatchObject({ kind: 'compare', operator: '=' })
    expect(JSON.stringify(plan)).not.toContain('"from":"words"')
  })

  it('figures of two times come from the words of their own time', () => {
    const question = 'Revenue in Q1 2026 compared with Q1 2025'
    const when = (planOf(question) as QueryPlan).measures.map(({ where }) => (where?.kind === 'within' ? said(question, where.origin) : undefined))
    expect(when).toEqual(['Q1 2026', 'Q1 2025'])
  })
})
