import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { accountsTable } from './accounts.ts'
import { budgetsTable } from './budgets.ts'
import { billLinesTable, billPaymentsTable, billsTable } from './buying.ts'
import { fiscalPeriodsTable } from './calendar.ts'
import { allDrafts } from './closing.ts'
import { customersTable } from './customers.ts'
import { openItems } from './documents.ts'
import { entitiesTable, fxRatesTable } from './entities.ts'
import { ledgerTables } from './ledger.ts'
import { writeParquet } from './parquet.ts'
import { departmentsTable, employeesTable } from './people.ts'
import { productsTable } from './products.ts'
import { invoiceLinesTable, invoicesTable, paymentsTable } from './sales.ts'
import { vendorsTable } from './vendors.ts'

// node write.ts [folder]: writes the sample beside the generator, or into another folder.
const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '..'))
await mkdir(folder, { recursive: true })
await writeParquet([
  entitiesTable, fxRatesTable, fiscalPeriodsTable, accountsTable, departmentsTable, employeesTable, productsTable, customersTable, invoicesTable, invoiceLinesTable, paymentsTable, vendorsTable,
  billsTable, billLinesTable, billPaymentsTable, ...ledgerTables(allDrafts(), openItems()), budgetsTable,
], folder)
