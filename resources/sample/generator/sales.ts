import { asOf, businessDay, businessDaysOf, dayOf, monthAt, monthOf, months, type Day, type Month } from './calendar.ts'
import { customers, type Customer } from './customers.ts'
import { entityOf, toGroup, toGroupAtClose, type Entity } from './entities.ts'
import { convert, scaled, sum, type Cents } from './money.ts'
import { products, type Product } from './products.ts'
import { randomFrom, type Random } from './random.ts'
import { table } from './table.ts'

export type InvoiceLine = { id: number; no: number; product: Product; quantity: number; unitPrice: Cents; discount: number; lc: Cents; gc: Cents; costLc: Cents; costGc: Cents }
export type Invoice = {
  id: number; no: string; customer: Customer; entity: Entity; day: Day; due: Day; lines: InvoiceLine[]; lc: Cents; gc: Cents; taxLc: Cents; grossLc: Cents
  payments: { id: number; day: Day; lc: Cents; gc: Cents }[]; openLc: Cents; openGc: Cents
}

const priceRise = dayOf(2025, 3, 1)
/** List price against January 2023: small rises in March 2024 and 2026, a large one in March 2025. */
const priceIndex = (day: Day): number =>
  (day >= dayOf(2024, 3, 1) ? 1.02 : 1) * (day >= priceRise ? 1.065 : 1) * (day >= dayOf(2026, 3, 1) ? 1.01 : 1)
/** Customers stocked up before the rise, bought less after it, and came back slowly. */
const reaction: Partial<Record<number, number>> = { 25: 1.06, 26: 0.86, 27: 0.87, 28: 0.9, 29: 0.92, 30: 0.95, 31: 0.97, 32: 0.98 }
const volumeIndex = (month: Month): number => (1 + 0.0016 * month.index) * (reaction[month.index] ?? 1)
const costIndex = (day: Day): number => (day >= dayOf(2026, 1, 1) ? 1.03 : 1) * (day >= dayOf(2025, 1, 1) ? 1.03 : 1) * (day >= dayOf(2024, 1, 1) ? 1.03 : 1)

/** Sales tax or VAT on a delivery, in percent: reduced rate at home in Germany, standard in Britain; resale and exports are free. */
const taxPercent = (customer: Customer): number => (customer.country === 'Germany' ? 7 : customer.country === 'United Kingdom' ? 20 : 0)

const ordersIn = (random: Random, customer: Customer, month: Month): number => {
  if (month.index < customer.start || month.index >= customer.stop) return 0
  const expected = customer.ordersAMonth * (0.9 + 0.1 * (reaction[month.index] ?? 1))
  return Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0)
}

const roundedCases = (cases: number): number => (cases >= 200 ? Math.round(cases / 10) * 10 : cases >= 40 ? Math.round(cases / 5) * 5 : Math.max(1, Math.round(cases)))

const makeLines = (random: Random, customer: Customer, entity: Entity, month: Month, day: Day, nextId: () => number): InvoiceLine[] => {
  const offered = products.filter((product) => product.soldBy.includes(entity.code) && customer.categories.includes(product.category.name))
  const draw = random.next()
  const chosen = random.shuffled(offered).slice(0, draw < 0.22 ? 1 : draw < 0.56 ? 2 : draw < 0.82 ? 3 : 4).sort((one, other) => one.id - other.id)
  const value = (customer.monthlyValue / customer.ordersAMonth) * volumeIndex(month) * random.near(0.45)
  const weights = chosen.map(() => 0.4 + random.next())
  const whole = weights.reduce((left, right) => left + right, 0)
  return chosen.map((product, at) => {
    const basePrice = convert(product.basePrice, entity.planUnits)
    const season = (product.category.season[month.month - 1] ?? 100) / 100
    const quantity = roundedCases((value * ((weights[at] ?? 0) / whole) * season) / basePrice)
    const unitPrice = scaled(basePrice, priceIndex(day))
    const lc = Math.round((quantity * unitPrice * (100 - customer.discount)) / 100)
    const costLc = quantity * scaled(convert(product.baseCost, entity.planUnits), costIndex(day))
    return { id: nextId(), no: at + 1, product, quantity, unitPrice, discount: customer.discount, lc, gc: toGroup(lc, entity.ccy, month), costLc, costGc: toGroup(costLc, entity.ccy, month) }
  })
}

/** Invoices that fall due in November and December 2024 are paid about four weeks late. */
const lateUntil = (due: Day): number => (due >= dayOf(2024, 11, 1) && due <= dayOf(2024, 12, 31) ? 27 : 0)

type Plan = { day: Day; lc: Cents }[]
const paymentPlan = (random: Random, customer: Customer, due: Day, gross: Cents): Plan => {
  if (random.chance(customer.disputes)) return random.chance(0.4) ? [{ day: businessDay(due + random.int(5, 40)), lc: Math.round((gross * random.int(30, 70)) / 100) }] : []
  const slack = random.chance(0.07) ? random.int(15, 55) : random.int(-3, 6)
  const day = businessDay(due + customer.habit + slack + lateUntil(due))
  if (!random.chance(0.03)) return [{ day, lc: gross }]
  const first = Math.round((gross * random.int(30, 70)) / 100)
  return [{ day, lc: first }, { day: businessDay(day + random.int(10, 35)), lc: gross - first }]
}

const makeInvoices = (): Invoice[] => {
  const random = randomFrom('sales')
  const drafts: { customer: Customer; month: Month; day: Day }[] = []
  for (const month of months) {
    const days = businessDaysOf(month)
    for (const customer of customers) {
      const orders = ordersIn(random, customer, month)
      for (let order = 0; order < orders; order++) drafts.push({ customer, month, day: random.pick(days) })
    }
  }
  drafts.sort((one, other) => one.day - other.day)
  let lineId = 0
  const numbers = new Map<string, number>()
  const invoices = drafts.map(({ customer, month, day }, at): Invoice => {
    const entity = entityOf(customer.entity)
    const lines = makeLines(random, customer, entity, month, day, () => ++lineId)
    const lc = sum(lines.map((line) => line.lc))
    const taxLc = Math.round((lc * taxPercent(customer)) / 100)
    const series = `${entity.code.slice(0, 2)}-${month.year}`
    const number = (numbers.get(series) ?? 0) + 1
    numbers.set(series, number)
    const due = day + customer.terms
    const payments = paymentPlan(random, customer, due, lc + taxLc).filter((payment) => payment.day <= asOf)
      .map((payment) => ({ ...payment, id: 0, gc: toGroup(payment.lc, entity.ccy, monthOf(payment.day)) }))
    const openLc = lc + taxLc - sum(payments.map((payment) => payment.lc))
    return {
      id: 500_001 + at, no: `${series}-${String(number).padStart(5, '0')}`, customer, entity, day, due, lines, lc, gc: sum(lines.map((line) => line.gc)), taxLc, grossLc: lc + taxLc,
      payments, openLc, openGc: toGroupAtClose(openLc, entity.ccy, monthAt(months.length - 1)),
    }
  })
  const received = invoices.flatMap((invoice) => invoice.payments).sort((one, other) => one.day - other.day)
  for (const [at, payment] of received.entries()) payment.id = 800_001 + at
  return invoices
}
export const invoices: readonly Invoice[] = makeInvoices()

export const invoicesTable = table('invoices', {
  invoice_id: 'integer', invoice_no: 'text', customer_id: 'integer', entity_code: 'text', invoice_date: 'date', due_date: 'date', status: 'text', paid_date: 'date', ccy: 'text',
  amt_lc: 'money', amt_gc: 'money', tax_lc: 'money', gross_lc: 'money', open_lc: 'money', open_gc: 'money',
}, invoices.map((one) => ({
  invoice_id: one.id, invoice_no: one.no, customer_id: one.customer.id, entity_code: one.entity.code, invoice_date: one.day, due_date: one.due,
  status: one.openLc === 0 ? 'paid' : one.payments.length > 0 ? 'part-paid' : 'open', paid_date: one.openLc === 0 ? (one.payments.at(-1)?.day ?? null) : null, ccy: one.entity.ccy,
  amt_lc: one.lc, amt_gc: one.gc, tax_lc: one.taxLc, gross_lc: one.grossLc, open_lc: one.openLc, open_gc: one.openGc,
})))

export const invoiceLinesTable = table('invoice_lines', {
  invoice_line_id: 'integer', invoice_id: 'integer', line_no: 'integer', product_id: 'integer', qty: 'integer', unit_price_lc: 'money', disc_pct: 'integer', ccy: 'text', amt_lc: 'money',
  amt_gc: 'money', cost_lc: 'money', cost_gc: 'money',
}, invoices.flatMap((invoice) => invoice.lines.map((line) => ({
  invoice_line_id: line.id, invoice_id: invoice.id, line_no: line.no, product_id: line.product.id, qty: line.quantity, unit_price_lc: line.unitPrice, disc_pct: line.discount,
  ccy: invoice.entity.ccy, amt_lc: line.lc, amt_gc: line.gc, cost_lc: line.costLc, cost_gc: line.costGc,
}))))

export const paymentsTable = table('payments', { payment_id: 'integer', invoice_id: 'integer', pay_date: 'date', pay_method: 'text', amt_lc: 'money', ccy: 'text', amt_gc: 'money' },
  invoices.flatMap((invoice) => invoice.payments.map((payment) => ({
    payment_id: payment.id, invoice_id: invoice.id, pay_date: payment.day, pay_method: invoice.entity.ccy === 'USD' ? 'ACH' : invoice.entity.ccy === 'EUR' ? 'SEPA' : 'BACS',
    amt_lc: payment.lc, ccy: invoice.entity.ccy, amt_gc: payment.gc,
  }))).sort((one, other) => one.payment_id - other.payment_id))
