import { fiscalYearOf, monthAt, months, periodIdOf, periodNoOf, planMonths, yearOf, type Month } from './calendar.ts'
import { entities, toGroupAtPlan, type Entity } from './entities.ts'
import { scaled, type Cents } from './money.ts'
import { depreciation, staffCosts } from './payroll.ts'
import { categoryOf } from './products.ts'
import { invoices } from './sales.ts'
import { ordinary, spends } from './spend.ts'
import { table } from './table.ts'

type Planned = { entity: Entity; account: string; department: string | null; region: string | null; lc: Cents }

/** Sales of 2023 by entity, region and category, in local cents: what the plans were built on. */
const sales2023 = (): Map<string, { entity: Entity; region: string; category: string; lc: Cents }> => {
  const totals = new Map<string, { entity: Entity; region: string; category: string; lc: Cents }>()
  for (const { entity, customer, lines, day } of invoices) {
    if (yearOf(day) !== 2023) continue
    for (const { product, lc } of lines) {
      const key = `${entity.code}/${customer.region}/${product.category.name}`
      const total = totals.get(key) ?? { entity, region: customer.region, category: product.category.name, lc: 0 }
      total.lc += lc
      totals.set(key, total)
    }
  }
  return totals
}
const base = sales2023()
const growth: Record<number, number> = { 2023: 0.99, 2024: 1.1, 2025: 1.19, 2026: 1.28, 2027: 1.36 }

const plannedSales = (month: Month): Planned[] => [...base.values()].flatMap(({ entity, region, category, lc }) => {
  const { revenueAccount, costAccount, costShare, season } = categoryOf(category)
  const revenue = Math.round((lc / 1200) * (season[month.month - 1] ?? 100) * (growth[month.year] ?? 1))
  return [
    { entity, account: revenueAccount, department: null, region, lc: -revenue },
    { entity, account: costAccount, department: null, region: null, lc: scaled(revenue, costShare * 1.12) },
  ]
})

/** People are planned from those on the payroll when the fiscal year starts. */
const plannedStaff = (month: Month): Planned[] => entities.flatMap((entity) =>
  staffCosts(entity, monthAt(Math.max(0, month.index - periodNoOf(month) + 1))).map((cost) => ({ ...cost, entity, region: null, lc: scaled(cost.lc, 1.025) })))

const plannedCosts = (month: Month): Planned[] => [
  ...spends.map((spend) => ({ entity: spend.entity, account: spend.account, department: spend.department, region: null, lc: scaled(ordinary(spend, month), 1.01) })),
  ...entities.flatMap((entity) => depreciation(entity, month).map(({ account, department, lc }) => ({ entity, account, department, region: null, lc }))),
]

/** One amount for each entity, account, department and region, to whole tens. */
const merged = (planned: readonly Planned[]): Planned[] => {
  const totals = new Map<string, Planned>()
  for (const one of planned) {
    const key = `${one.entity.code}/${one.account}/${one.department ?? ''}/${one.region ?? ''}`
    const total = totals.get(key)
    if (total === undefined) totals.set(key, { ...one })
    else total.lc += one.lc
  }
  return [...totals.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => ({ ...one, lc: Math.round(one.lc / 1000) * 1000 })).filter((one) => one.lc !== 0)
}

type Scenario = { name: string; from: number; until: number; adjust: (planned: Planned, month: Month) => number }
const scenarios: Scenario[] = [
  { name: 'budget', from: 2023, until: 2027, adjust: () => 1 },
  // The forecast knows of the ERP project and of slower sales.
  {
    name: 'forecast', from: 2026, until: 2027,
    adjust: ({ account, department }, month) => (account.startsWith('4') || account.startsWith('5') ? 0.965 : department === 'D430' && month.index < months.length - 3 ? 1.2 : 1.01),
  },
  { name: 'prior plan', from: 2025, until: 2026, adjust: ({ account }) => (account.startsWith('4') ? 1.03 : 0.97) },
]

const rows = scenarios.flatMap((scenario) => planMonths.filter((month) => fiscalYearOf(month) >= scenario.from && fiscalYearOf(month) <= scenario.until).flatMap((month) =>
  merged([...plannedSales(month), ...plannedStaff(month), ...plannedCosts(month)]).map((planned) => {
    const lc = Math.round(scaled(planned.lc, scenario.adjust(planned, month)) / 1000) * 1000
    return {
      budget_id: 0, scenario: scenario.name, period_id: periodIdOf(fiscalYearOf(month), periodNoOf(month)), budget_month: month.first, entity_code: planned.entity.code, acct_code: planned.account,
      dept_code: planned.department, sales_region: planned.region, amt_lc: lc, ccy: planned.entity.ccy, amt_gc: toGroupAtPlan(lc, planned.entity.ccy, month),
    }
  })))
for (const [at, row] of rows.entries()) row.budget_id = at + 1

export const budgetsTable = table('budgets', {
  budget_id: 'integer', scenario: 'text', period_id: 'text', budget_month: 'date', entity_code: 'text', acct_code: 'text', dept_code: 'text', sales_region: 'text', amt_lc: 'money', ccy: 'text',
  amt_gc: 'money',
}, rows)
