import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { SourceSpec } from '../../../shared/model/source.ts'
import { TermFile } from '../../../shared/model/term.ts'
import { discover } from '../../../electron/catalog/discover.ts'
import { columnRole, dateColumn, displayColumns } from '../../../electron/catalog/facts.ts'
import { openSource } from '../../../electron/sources/open.ts'
import { databaseOf, linksOf, noon, temporaryFolder } from './databases.ts'

async function catalogOf(spec: SourceSpec, notes?: TermFile) {
  const folder = temporaryFolder()
  const source = await openSource(spec, { folders: { imports: join(folder, 'imports'), sample: join(folder, 'sample') } })
  onTestFinished(() => source.close())
  const [first] = await source.databases()
  return discover(source, { sourceId: 's', database: first?.name ?? '', clock: noon, profile: true, notes })
}

test('a SQLite file, read in its own process', async () => {
  const path = databaseOf(`
    CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO customers VALUES (1, 'Ada'), (2, 'Bo');
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, placed TEXT); INSERT INTO orders VALUES (1, 1, '2026-01-02');
  `)
  const catalog = await catalogOf({ kind: 'sqlite', path })
  expect(linksOf(catalog, 'inferred')).toEqual(['orders.customer_id > customers.id'])
  expect(catalog.tables.map((table) => [table.name, displayColumns(catalog, table), dateColumn(catalog, table)])).toEqual([['customers', ['name'], undefined], ['orders', ['id'], 'placed']])
})

test('a folder of CSV files, its keys in notes or in its names', async () => {
  const folder = join(temporaryFolder(), 'files')
  mkdirSync(folder)
  writeFileSync(join(folder, 'customers.csv'), 'customer_id,name,region\n1,Ada,EMEA\n2,Bo,APAC\n3,Cy,EMEA\n')
  writeFileSync(join(folder, 'invoices.csv'), 'invoice_no,customer_id,invoice_date,amount,paid\nI-1,1,2026-01-02,10.50,true\nI-2,1,2026-01-05,3.10,false\nI-3,3,2026-02-01,8.00,true\n')
  writeFileSync(join(folder, 'lines.csv'), 'doc,line,quantity\nI-1,1,3\nI-1,2,4\nI-3,1,5\n')
  const notes = TermFile.parse({ tables: [{ table: 'lines', primaryKey: ['doc', 'line'], references: [{ columns: ['doc'], to: 'invoices', toColumns: ['invoice_no'] }] }] })
  const catalog = await catalogOf({ kind: 'files', path: folder }, notes)
  expect(catalog.dialect).toBe('duckdb')
  expect(linksOf(catalog, 'declared')).toEqual(['lines.doc > invoices.invoice_no'])
  expect(linksOf(catalog, 'inferred')).toEqual(['invoices.customer_id > customers.customer_id'])
  const invoices = catalog.tables.find(({ name }) => name === 'invoices')
  expect(invoices && dateColumn(catalog, invoices)).toBe('invoice_date')
  expect(invoices?.columns.map((column) => columnRole(catalog, invoices, column))).toEqual(['key', 'key', 'date', 'measure', 'flag'])
})
