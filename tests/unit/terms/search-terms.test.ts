import { expect, it } from 'vitest'
import { bestFound, findInCatalog } from '../../../electron/catalog/search.ts'
import { readGlossary, readTermFile } from '../../../electron/terms/read-glossary.ts'
import { findInGlossary } from '../../../electron/terms/search-terms.ts'
import type { Catalog } from '../../../shared/model/catalog.ts'

const catalog: Catalog = {
  source: 's', database: 'd', dialect: 'duckdb', fiscalYearStart: 1, readAt: '', fingerprint: '', relationships: [],
  tables: [{ name: 'revenue_lines', kind: 'table', primaryKey: [], indexes: [], rowEstimate: 1, sample: [], columns: [{ name: 'revenue', type: { kind: 'decimal' }, declared: 'decimal', nullable: true }] }],
}
const { glossary } = readGlossary(readTermFile(`
metrics: [{ name: net_revenue, synonyms: [Turnover], description: What customers pay, expression: sum(revenue_lines.revenue) }, { name: revenue, expression: sum(revenue_lines.revenue) }]
terms: [{ phrase: takings, table: revenue_lines }]`), catalog, { asOf: '2026-06-30' })

it('finds metrics and terms by any of their phrases, and by what they mean', () => {
  const labels = (text: string) => findInGlossary(glossary, text, 9).map(({ found }) => found.label)
  expect(labels('turn')).toEqual(['Net revenue'])
  expect(labels('REVENUE')).toEqual(['Revenue', 'Net revenue', 'takings'])
  expect(labels('customers pay')).toEqual(['Net revenue'])
  expect(labels('  ')).toEqual([])
  expect(findInGlossary(glossary, 'takings', 9)[0]?.found).toEqual({ kind: 'term', label: 'takings', detail: 'revenue_lines', table: 'revenue_lines', column: null })
})

it('puts what two searches found into one list, exact names and metrics first', () => {
  const found = bestFound([findInCatalog(catalog, 'revenue', 9), findInGlossary(glossary, 'revenue', 9)], 3)
  expect(found.map(({ kind, label }) => [kind, label])).toEqual([['metric', 'Revenue'], ['column', 'revenue'], ['table', 'revenue_lines']])
})
