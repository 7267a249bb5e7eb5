import { businessDay, monthAt, months, type Day, type Month } from './calendar.ts'
import { documentDrafts, salesBetween, taxBetween } from './documents.ts'
import { entities, type Entity, type EntityCode } from './entities.ts'
import { profitOf, type Draft, type DraftLine } from './ledger.ts'
import { convert, scaled, sum, type Cents } from './money.ts'
import { addressOf } from './names.ts'
import { depreciation, staffCosts } from './payroll.ts'
import { employees } from './people.ts'
import { randomFrom } from './random.ts'
import { ordinary, spends } from './spend.ts'

/** Thousand dollars brought forward on 1 January 2023 in US01; the others are a part of it. The rest of equity is retained earnings. */
const brought: Record<string, number> = {
  1111: 7_200, 1113: 4, 1210: 5_700, 1220: -60, 1310: 6_900, 1611: 4_300, 1612: 6_200, 1613: 1_900, 1614: 1_300, 1621: -1_250, 1622: -2_700, 1623: -800, 1624: -560, 1710: 900, 1720: 1_600,
  1790: -380, 2110: -3_900, 2511: -6_000, 2512: -3_500, 3100: -2_000, 3200: -5_000,
}
const size: Record<EntityCode, number> = { US01: 1, DE01: 0.62, UK01: 0.24 }
const thousands = (entity: Entity, dollars: number): Cents => convert(Math.round(dollars * 1000 * size[entity.code]) * 100, entity.planUnits)

const bookkeeper = (entity: Entity): string => {
  const person = employees.find((one) => one.entity === entity && one.department.name === 'Finance' && one.leave === null)
  return person === undefined ? 'svc.close' : `${addressOf(person.given).slice(0, 1)}${addressOf(person.family)}`
}

const opening = (entity: Entity): Draft[] => {
  const lines: DraftLine[] = Object.entries(brought).map(([account, dollars]) => ({ account, lc: thousands(entity, dollars) }))
  const by = bookkeeper(entity)
  // What customers owed and vendors were owed before the books begin is settled by March 2023.
  const settled = [0.5, 0.35].map((part) => ({ receivable: scaled(thousands(entity, 5_700), part), payable: scaled(thousands(entity, 3_900), part) }))
  const left = { receivable: thousands(entity, 5_700) - sum(settled.map((one) => one.receivable)), payable: thousands(entity, 3_900) - sum(settled.map((one) => one.payable)) }
  return [
    { entity, day: monthAt(0).first, type: 'opening', text: 'Balances brought forward', postedBy: by, lines: [{ account: '3310', lc: -sum(lines.map((line) => line.lc)) }, ...lines] },
    ...[...settled, left].map(({ receivable, payable }, at): Draft => ({
      entity, day: businessDay(monthAt(at).first + 17), type: 'bank', text: 'Settlement of items brought forward', postedBy: 'svc.bank',
      lines: [{ account: '1111', lc: receivable - payable }, { account: '1210', lc: -receivable }, { account: '2110', lc: payable }],
    })),
  ]
}

const payroll = (entity: Entity, month: Month): Draft[] => {
  const costs = staffCosts(entity, month)
  const of = (...accounts: string[]) => sum(costs.filter((cost) => accounts.includes(cost.account)).map((cost) => cost.lc))
  const gross = of('6111', '6112')
  const withheld = scaled(gross, 0.27)
  const net = gross - withheld + of('6123')
  const taxes = withheld + of('6121')
  const payDay = businessDay(month.first + 23)
  const drafts: Draft[] = [
    { entity, day: payDay - 1, type: 'bank', text: 'Payroll funding', postedBy: 'svc.bank', lines: [{ account: '1112', lc: net }, { account: '1111', lc: -net }] },
    {
      entity, day: payDay, type: 'payroll', text: 'Salaries and social costs', postedBy: 'svc.payroll',
      lines: [{ account: '1112', lc: -net }, ...costs.filter((cost) => cost.account !== '6113'), { account: '2131', lc: -taxes }, { account: '2132', lc: -of('6122') }],
    },
    { entity, day: month.last, type: 'accrual', text: 'Bonuses earned', postedBy: 'svc.payroll', lines: [{ account: '2122', lc: -of('6113') }, ...costs.filter((cost) => cost.account === '6113')] },
  ]
  if (month.index + 1 < months.length) {
    const due = businessDay(monthAt(month.index + 1).first + 9)
    drafts.push({
      entity, day: due, type: 'bank', text: 'Payroll taxes and pension', postedBy: 'svc.bank',
      lines: [{ account: '1111', lc: -taxes - of('6122') }, { account: '2131', lc: taxes }, { account: '2132', lc: of('6122') }],
    })
  }
  return drafts
}

/** Bonuses of a fiscal year are paid at the end of the April after it. */
const bonusPayment = (entity: Entity, month: Month): Draft[] => {
  if (month.month !== 4) return []
  const earned = sum(months.slice(Math.max(0, month.index - 12), month.index).flatMap((one) => staffCosts(entity, one)).filter((cost) => cost.account === '6113').map((cost) => cost.lc))
  return [{ entity, day: businessDay(month.last - 2), type: 'bank', text: 'Bonus payment', postedBy: 'svc.payroll', lines: [{ account: '1111', lc: -earned }, { account: '2122', lc: earned }] }]
}

const accruedAccounts = new Set(['6411', '6420', '6521', '6522', '6630', '6720', '6340', '6710'])
/** Services received but not billed at month end, taken back on the first of the next month. */
const accruals = (entity: Entity, month: Month): Draft[] => {
  const random = randomFrom(`accruals/${entity.code}/${month.index}`)
  const lines = spends.filter((spend) => spend.entity === entity && accruedAccounts.has(spend.account))
    .map((spend): DraftLine => ({ account: spend.account, department: spend.department, lc: Math.round(scaled(ordinary(spend, month), 0.3 * random.near(0.3)) / 10_000) * 10_000 })).filter((line) => line.lc > 0)
  const accrual: Draft = {
    entity, day: month.last, type: 'accrual', text: 'Services not yet billed', postedBy: bookkeeper(entity), lines: [{ account: '2121', lc: -sum(lines.map((line) => line.lc)) }, ...lines],
  }
  if (month.index + 1 >= months.length) return [accrual]
  const reversed = accrual.lines.map((line) => ({ ...line, lc: 0 - line.lc }))
  return [accrual, { ...accrual, day: month.last + 1, type: 'reversal', text: 'Reversal: services not yet billed', reverses: accrual, lines: reversed }]
}

const monthEnd = (entity: Entity, month: Month): Draft[] => {
  const by = bookkeeper(entity)
  const worn = depreciation(entity, month)
  const { revenue, cost } = salesBetween(entity.code, month.first, month.last)
  const repaid = month.month % 3 === 0 ? thousands(entity, 180) : 0
  const owed = thousands(entity, 9_500 - Math.floor(month.index / 3) * 180)
  const interest = Math.round((owed * 0.056) / 12)
  const sublease = thousands(entity, 12)
  const doubtful = scaled(revenue, 0.0012)
  const drafts: Draft[] = [
    {
      entity, day: month.last, type: 'depreciation', text: 'Depreciation of the month', postedBy: by,
      lines: worn.flatMap(({ account, department, against, lc }) => [{ account: against, lc: -lc }, { account, department, lc }]),
    },
    {
      entity, day: month.last, type: 'bank', text: 'Loan interest and repayment', postedBy: 'svc.bank',
      lines: [{ account: '1111', lc: -interest - repaid }, { account: '8110', lc: interest }, ...(repaid === 0 ? [] : [{ account: '2511', lc: repaid }])],
    },
    {
      entity, day: month.last, type: 'provision', text: 'Doubtful accounts', postedBy: by,
      lines: [{ account: '1220', lc: -doubtful }, { account: '6960', department: 'D410', lc: doubtful }],
    },
    { entity, day: businessDay(month.first + 4), type: 'bank', text: 'Sublease rent received', postedBy: 'svc.bank', lines: [{ account: '1111', lc: sublease }, { account: '4510', lc: -sublease }] },
  ]
  if (month.month % 3 === 0) {
    const scrapped = scaled(cost, 0.008)
    drafts.push({ entity, day: month.last, type: 'adjustment', text: 'Expired stock written off', postedBy: by, lines: [{ account: '1310', lc: -scrapped }, { account: '5530', lc: scrapped }] })
  }
  return drafts
}

/** The auditors' adjustments, booked in period 13 on 31 March. */
const yearEnd = (entity: Entity, month: Month): Draft[] => {
  if (month.month !== 3) return []
  const random = randomFrom(`year end/${entity.code}/${month.year}`)
  const counted = thousands(entity, random.int(8, 30))
  const audit = thousands(entity, random.int(10, 25))
  const base = { entity, day: month.last, type: 'adjustment' as const, postedBy: bookkeeper(entity), adjustment: true }
  return [
    { ...base, text: 'Stock count difference', lines: [{ account: '1310', lc: -counted }, { account: '5540', lc: counted }] },
    { ...base, text: 'Audit fee true-up', lines: [{ account: '2121', lc: -audit }, { account: '6710', department: 'D410', lc: audit }] },
  ]
}

/** The parent pays its owners once a year. */
const dividends = (entity: Entity, month: Month): Draft[] => {
  if (entity.parent !== null || month.month !== 6) return []
  const paid = 60_000_000 + (month.year - 2023) * 15_000_000
  return [{ entity, day: businessDay(month.first + 14), type: 'bank', text: `Dividend for FY${month.year}`, postedBy: 'svc.bank', lines: [{ account: '1111', lc: -paid }, { account: '3320', lc: paid }] }]
}

const salesTax = (entity: Entity, month: Month): Draft[] => {
  const { output, input } = taxBetween(entity.code, month.first, month.last)
  if ((output === 0 && input === 0) || month.index + 1 >= months.length) return []
  return [{
    entity, day: businessDay(monthAt(month.index + 1).first + 11), type: 'tax', text: 'VAT return', postedBy: 'svc.tax',
    lines: [{ account: '1111', lc: input - output }, { account: '2141', lc: output }, { account: '1240', lc: -input }],
  }]
}

/** A quarter of the quarter's profit, paid seven weeks later. */
const incomeTax = (drafts: readonly Draft[], entity: Entity, from: Day, month: Month): Draft[] => {
  const tax = Math.round(Math.max(0, profitOf(drafts, entity, from, month.last)) / 4)
  const charge: Draft = {
    entity, day: month.last, type: 'tax', text: 'Income tax of the quarter', postedBy: bookkeeper(entity), lines: [{ account: '2142', lc: -tax }, { account: '9100', lc: tax }],
  }
  if (month.index + 2 >= months.length) return [charge]
  const payDay = businessDay(monthAt(month.index + 2).first + 19)
  return [charge, { entity, day: payDay, type: 'tax', text: 'Income tax paid', postedBy: 'svc.tax', lines: [{ account: '1111', lc: -tax }, { account: '2142', lc: tax }] }]
}

/** Every entry of the books but the translations. */
export const allDrafts = (): Draft[] => {
  const routine = (entity: Entity) => months.flatMap((month) =>
    [...payroll(entity, month), ...bonusPayment(entity, month), ...accruals(entity, month), ...monthEnd(entity, month), ...yearEnd(entity, month), ...dividends(entity, month), ...salesTax(entity, month)])
  const drafts = [...entities.flatMap((entity) => [...opening(entity), ...routine(entity)]), ...documentDrafts()]
  const taxes = entities.flatMap((entity) => months.filter((month) => month.month % 3 === 0).flatMap((month) => incomeTax(drafts, entity, monthAt(month.index - 2).first, month)))
  return [...drafts, ...taxes]
}
