import { asOf, businessDay, businessDaysOf, dayOf, monthAt, monthOf, months, payRunDay, type Day, type Month } from './calendar.ts'
import { entities, toGroup, toGroupAtClose, type Entity } from './entities.ts'
import { scaled, sum, type Cents } from './money.ts'
import { randomFrom, type Random } from './random.ts'
import { invoices } from './sales.ts'
import { ordinary, spends, type Spend } from './spend.ts'
import { table } from './table.ts'
import { vendorsOf, type Vendor } from './vendors.ts'

type BillLine = { id: number; account: string; department: string | null; lc: Cents; gc: Cents }
export type Bill = {
  id: number; no: string; vendorRef: string; vendor: Vendor; entity: Entity; day: Day; due: Day; lines: BillLine[]; lc: Cents; gc: Cents; taxLc: Cents; grossLc: Cents
  payment: { id: number; day: Day; lc: Cents; gc: Cents } | null; openLc: Cents; openGc: Cents
}
type Draft = { vendor: Vendor; entity: Entity; day: Day; vendorRef?: string; lines: { account: string; department: string | null; lc: Cents }[] }

/** The new ERP system costs Information Technology several times what was planned, July 2025 to March 2026. */
const overrun = (spend: Spend, month: Month): number =>
  spend.department === 'D430' && (spend.account === '6630' || spend.account === '6620') && month.index >= 30 && month.index <= 38 ? 3.6 : 1

const steady = new Set(['Landlord', 'Leasing', 'Insurance', 'Cleaning', 'Security'])

const serviceBills = (random: Random, entity: Entity, month: Month): Draft[] => {
  const drafts = new Map<Vendor, Draft>()
  const days = businessDaysOf(month)
  for (const spend of spends) {
    if (spend.entity.code !== entity.code) continue
    const vendor = random.pick(vendorsOf(entity.code, spend.kind))
    const noise = steady.has(spend.kind) ? 1 : random.near(0.24)
    const lc = scaled(ordinary(spend, month), noise * overrun(spend, month))
    if (lc < 1_000) continue
    const draft = drafts.get(vendor) ?? { vendor, entity, day: spend.kind === 'Landlord' ? businessDay(month.first) : random.pick(days), lines: [] }
    draft.lines.push({ account: spend.account, department: spend.department, lc })
    drafts.set(vendor, draft)
  }
  return [...drafts.values()]
}

/** Goods arrive for this month's sales and part of next month's; freight and customs come on top. */
const goodsBills = (random: Random, entity: Entity, month: Month, costs: Map<string, Cents>): Draft[] => {
  const costIn = (index: number) => costs.get(`${entity.code}/${Math.min(index, months.length - 1)}`) ?? 0
  const value = scaled(costIn(month.index) * 0.55 + costIn(month.index + 1) * 0.46, random.near(0.05))
  const days = businessDaysOf(month)
  const vendors = vendorsOf(entity.code, 'Goods')
  const deliveries = Array.from({ length: entity.code === 'UK01' ? 9 : 18 }, () => ({ vendor: random.pick(vendors), day: random.pick(days), weight: 0.3 + random.next() }))
  const whole = deliveries.reduce((total, one) => total + one.weight, 0)
  const goods = deliveries.map(({ vendor, day, weight }): Draft => ({ vendor, entity, day, lines: [{ account: '1310', department: null, lc: scaled(value, weight / whole) }] }))
  const freight = vendorsOf(entity.code, 'Inbound freight').map((vendor): Draft => ({
    vendor, entity, day: random.pick(days), lines: [{ account: '5510', department: null, lc: scaled(value, 0.011 * random.near(0.2)) }, { account: '5520', department: null, lc: scaled(value, 0.004 * random.near(0.3)) }],
  }))
  return [...goods, ...freight]
}

const equipmentBills = (random: Random, entity: Entity, month: Month): Draft[] => {
  if (month.month % 3 !== 2) return []
  const lc = scaled(random.int(70, 190) * 100_000, entity.code === 'US01' ? 1.5 : entity.code === 'DE01' ? 1 : 0.5)
  return [{ vendor: random.pick(vendorsOf(entity.code, 'Equipment')), entity, day: random.pick(businessDaysOf(month)), lines: [{ account: random.pick(['1612', '1613', '1614']), department: null, lc }] }]
}

/** Input VAT in percent: reduced on food in Germany, none on food in Britain, none at all in the United States. */
const taxPercent = ({ entity, vendor }: Draft): number => {
  if (vendor.country !== entity.country || vendor.kind === 'Bank' || vendor.kind === 'Insurance') return 0
  if (entity.code === 'DE01') return vendor.kind === 'Goods' ? 7 : 19
  return entity.code === 'UK01' && vendor.kind !== 'Goods' ? 20 : 0
}

/** A creative agency's bill of November 2025, entered again eleven days later under the same vendor number, and paid twice. */
const withDuplicate = (drafts: Draft[]): Draft[] => {
  const first = drafts.find((draft) => draft.entity.code === 'US01' && draft.vendor.kind === 'Agency' && draft.day >= dayOf(2025, 11, 1))
  if (first === undefined) throw new Error('the bill to be entered twice is missing')
  first.vendorRef = '2025-1187'
  return [...drafts, { ...first, day: businessDay(first.day + 11) }]
}

const makeBills = (): Bill[] => {
  const random = randomFrom('buying')
  const costs = new Map<string, Cents>()
  for (const invoice of invoices) {
    const key = `${invoice.entity.code}/${monthOf(invoice.day).index}`
    costs.set(key, (costs.get(key) ?? 0) + sum(invoice.lines.map((line) => line.costLc)))
  }
  const drafts = withDuplicate(months.flatMap((month) => entities.flatMap((entity) =>
    [...goodsBills(random, entity, month, costs), ...serviceBills(random, entity, month), ...equipmentBills(random, entity, month)])))
  drafts.sort((one, other) => one.day - other.day)
  const references = new Map<Vendor, number>()
  let lineId = 0
  const bills = drafts.map((draft, at): Bill => {
    const { vendor, entity, day } = draft
    const month = monthOf(day)
    const lines = draft.lines.map((line) => ({ ...line, id: ++lineId, gc: toGroup(line.lc, entity.ccy, month) }))
    const lc = sum(lines.map((line) => line.lc))
    const taxLc = Math.round((lc * taxPercent(draft)) / 100)
    const grossLc = lc + taxLc
    const reference = (references.get(vendor) ?? 1000 + (vendor.id % 37) * 83) + 1 + (at % 4)
    references.set(vendor, reference)
    const due = day + vendor.terms
    const paid = random.chance(0.004) ? Infinity : payRunDay(due + (random.chance(0.05) ? random.int(7, 30) : 0))
    const payment = paid > asOf ? null : { id: 0, day: paid, lc: grossLc, gc: toGroup(grossLc, entity.ccy, monthOf(paid)) }
    const openLc = payment === null ? grossLc : 0
    return {
      id: 300_001 + at, no: `B-${entity.code.slice(0, 2)}-${String(at + 1).padStart(6, '0')}`, vendorRef: draft.vendorRef ?? `${month.year}-${reference}`, vendor, entity, day, due, lines, lc,
      gc: sum(lines.map((line) => line.gc)), taxLc, grossLc, payment, openLc, openGc: toGroupAtClose(openLc, entity.ccy, monthAt(months.length - 1)),
    }
  })
  const paid = bills.flatMap(({ payment }) => (payment === null ? [] : [payment])).sort((one, other) => one.day - other.day)
  for (const [at, payment] of paid.entries()) payment.id = 700_001 + at
  return bills
}
export const bills: readonly Bill[] = makeBills()

export const billsTable = table('bills', {
  bill_id: 'integer', bill_no: 'text', vendor_ref: 'text', vendor_id: 'integer', entity_code: 'text', bill_date: 'date', due_date: 'date', status: 'text', paid_date: 'date', ccy: 'text',
  amt_lc: 'money', amt_gc: 'money', tax_lc: 'money', gross_lc: 'money', open_lc: 'money', open_gc: 'money',
}, bills.map((one) => ({
  bill_id: one.id, bill_no: one.no, vendor_ref: one.vendorRef, vendor_id: one.vendor.id, entity_code: one.entity.code, bill_date: one.day, due_date: one.due,
  status: one.openLc === 0 ? 'paid' : 'open', paid_date: one.payment?.day ?? null, ccy: one.entity.ccy, amt_lc: one.lc, amt_gc: one.gc, tax_lc: one.taxLc, gross_lc: one.grossLc,
  open_lc: one.openLc, open_gc: one.openGc,
})))

export const billLinesTable = table('bill_lines', { bill_line_id: 'integer', bill_id: 'integer', acct_code: 'text', dept_code: 'text', ccy: 'text', amt_lc: 'money', amt_gc: 'money' },
  bills.flatMap((bill) => bill.lines.map((line) => ({
    bill_line_id: line.id, bill_id: bill.id, acct_code: line.account, dept_code: line.department, ccy: bill.entity.ccy, amt_lc: line.lc, amt_gc: line.gc,
  }))))

export const billPaymentsTable = table('bill_payments', { bill_payment_id: 'integer', bill_id: 'integer', pay_date: 'date', amt_lc: 'money', ccy: 'text', amt_gc: 'money' },
  bills.flatMap((bill) => (bill.payment === null ? [] : [{
    bill_payment_id: bill.payment.id, bill_id: bill.id, pay_date: bill.payment.day, amt_lc: bill.payment.lc, ccy: bill.entity.ccy, amt_gc: bill.payment.gc,
  }])).sort((one, other) => one.bill_payment_id - other.bill_payment_id))
