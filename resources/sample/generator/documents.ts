import { bills, type Bill } from './buying.ts'
import type { Day } from './calendar.ts'
import type { EntityCode } from './entities.ts'
import type { Draft, DraftLine, OpenItems } from './ledger.ts'
import { sum, type Cents } from './money.ts'
import { invoices, type Invoice, type InvoiceLine } from './sales.ts'

/** Adds up amounts that share an account, in the order they come. */
const byAccount = (lines: readonly InvoiceLine[], accountOf: (line: InvoiceLine) => string, amount: (line: InvoiceLine) => { lc: Cents; gc: Cents }): DraftLine[] => {
  const totals = new Map<string, { lc: Cents; gc: Cents }>()
  for (const line of lines) {
    const total = totals.get(accountOf(line)) ?? { lc: 0, gc: 0 }
    const { lc, gc } = amount(line)
    totals.set(accountOf(line), { lc: total.lc + lc, gc: total.gc + gc })
  }
  return [...totals].sort().map(([account, total]) => ({ account, ...total }))
}

const sale = (invoice: Invoice): Draft => {
  const income = byAccount(invoice.lines, (line) => line.product.category.revenueAccount, ({ lc, gc }) => ({ lc: -lc, gc: -gc })).map((line) => ({ ...line, region: invoice.customer.region }))
  const tax: DraftLine[] = invoice.taxLc === 0 ? [] : [{ account: '2141', lc: -invoice.taxLc }]
  return {
    entity: invoice.entity, day: invoice.day, type: 'sale', text: invoice.customer.name, ref: invoice.no, postedBy: 'svc.billing',
    lines: [{ account: '1210', lc: invoice.grossLc }, ...income, ...tax],
  }
}

const receipts = (invoice: Invoice): Draft[] => invoice.payments.map((payment) => ({
  entity: invoice.entity, day: payment.day, type: 'receipt', text: invoice.customer.name, ref: invoice.no, postedBy: 'svc.bank',
  lines: [{ account: '1111', lc: payment.lc }, { account: '1210', lc: -payment.lc }],
}))

/** One entry for each day's deliveries of an entity, at standard cost. */
const costsOfSales = (): Draft[] => {
  const days = new Map<string, { invoice: Invoice; lines: InvoiceLine[] }>()
  for (const invoice of invoices) {
    const key = `${invoice.entity.code}/${invoice.day}`
    const day = days.get(key) ?? { invoice, lines: [] }
    day.lines.push(...invoice.lines)
    days.set(key, day)
  }
  return [...days.values()].map(({ invoice, lines }) => {
    const costs = byAccount(lines, (line) => line.product.category.costAccount, ({ costLc, costGc }) => ({ lc: costLc, gc: costGc }))
    return {
      entity: invoice.entity, day: invoice.day, type: 'cost of sales', text: 'Deliveries of the day', postedBy: 'svc.inventory',
      lines: [{ account: '1310', lc: -sum(costs.map((cost) => cost.lc)) }, ...costs],
    }
  })
}

const purchase = (bill: Bill): Draft => ({
  entity: bill.entity, day: bill.day, type: 'purchase', text: bill.vendor.name, ref: bill.no, postedBy: 'svc.payables',
  lines: [
    { account: '2110', lc: -bill.grossLc }, ...bill.lines.map(({ account, department, lc, gc }) => ({ account, department, lc, gc })),
    ...(bill.taxLc === 0 ? [] : [{ account: '1240', lc: bill.taxLc }]),
  ],
})

const vendorPayments = (bill: Bill): Draft[] => (bill.payment === null ? [] : [{
  entity: bill.entity, day: bill.payment.day, type: 'vendor payment', text: bill.vendor.name, ref: bill.no, postedBy: 'svc.payables',
  lines: [{ account: '2110', lc: bill.payment.lc }, { account: '1111', lc: -bill.payment.lc }],
}])

/** What invoices and bills put into the ledger. */
export const documentDrafts = (): Draft[] => [...invoices.map(sale), ...costsOfSales(), ...invoices.flatMap(receipts), ...bills.map(purchase), ...bills.flatMap(vendorPayments)]

/** What is still open at the end, in group cents: the ledger's control accounts are brought to the same figure. */
export const openItems = (): OpenItems => {
  const receivable = (code: EntityCode) => sum(invoices.filter((one) => one.entity.code === code).map((one) => one.openGc))
  const payable = (code: EntityCode) => -sum(bills.filter((one) => one.entity.code === code).map((one) => one.openGc))
  const of = (code: EntityCode) => ({ 1210: receivable(code), 2110: payable(code) })
  return { US01: of('US01'), DE01: of('DE01'), UK01: of('UK01') }
}

/** Sales and cost of an entity between two days, in local cents. */
export const salesBetween = (code: EntityCode, from: Day, until: Day): { revenue: Cents; cost: Cents } => {
  const within = invoices.filter((one) => one.entity.code === code && one.day >= from && one.day <= until)
  return { revenue: sum(within.map((one) => one.lc)), cost: sum(within.flatMap((one) => one.lines.map((line) => line.costLc))) }
}

/** VAT on sales and on purchases of an entity between two days, in local cents. */
export const taxBetween = (code: EntityCode, from: Day, until: Day): { output: Cents; input: Cents } => {
  const within = <Document extends { entity: { code: EntityCode }; day: Day; taxLc: Cents }>(documents: readonly Document[]) =>
    sum(documents.filter((one) => one.entity.code === code && one.day >= from && one.day <= until).map((one) => one.taxLc))
  return { output: within(invoices), input: within(bills) }
}

