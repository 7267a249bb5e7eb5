import type { Month } from './calendar.ts'
import type { Entity, EntityCode } from './entities.ts'
import { scaled, type Cents } from './money.ts'
import { payrollOf } from './people.ts'

export type DepartmentCost = { account: string; department: string; lc: Cents }

// Employer's cost on top of gross pay.
const onTop: Record<EntityCode, { social: number; pension: number; benefits: number }> = {
  US01: { social: 0.0765, pension: 0.04, benefits: 0.085 }, DE01: { social: 0.205, pension: 0.02, benefits: 0.008 }, UK01: { social: 0.12, pension: 0.05, benefits: 0.015 },
}
const overtime: Record<string, number> = { D310: 0.045, D230: 0.015 }
const bonus: Record<string, number> = { D211: 0.14, D212: 0.12, D450: 0.2 }

/** What a month's staff costs an entity, by account and department, before bonuses are paid out. */
export const staffCosts = (entity: Entity, month: Month): DepartmentCost[] => {
  const { social, pension, benefits } = onTop[entity.code]
  return [...payrollOf(entity.code, month)].flatMap(([department, gross]) => [
    { account: '6111', department, lc: gross },
    { account: '6112', department, lc: scaled(gross, overtime[department] ?? 0) },
    { account: '6121', department, lc: scaled(gross, social) },
    { account: '6122', department, lc: scaled(gross, pension) },
    { account: '6123', department, lc: scaled(gross, benefits) },
    { account: '6113', department, lc: scaled(gross, bonus[department] ?? 0.06) },
  ].filter((cost) => cost.lc !== 0))
}

// dollars a month; where the cost is booked; the asset it wears down
const wear: { account: string; department: string; against: string; dollars: number }[] = [
  { account: '7110', department: 'D460', against: '1621', dollars: 11_000 }, { account: '7120', department: 'D310', against: '1622', dollars: 68_000 },
  { account: '7130', department: 'D310', against: '1623', dollars: 27_000 }, { account: '7140', department: 'D430', against: '1624', dollars: 29_000 },
  { account: '7210', department: 'D430', against: '1790', dollars: 16_000 },
]
const size: Record<EntityCode, number> = { US01: 1, DE01: 0.6, UK01: 0.22 }

/** Depreciation and amortisation of a month, grown with the equipment bought: 4 % a year. */
export const depreciation = (entity: Entity, month: Month): (DepartmentCost & { against: string })[] =>
  wear.map(({ dollars, ...rest }) => ({ ...rest, lc: Math.round((dollars * size[entity.code] * (entity.planUnits / 10_000) * (100 + (month.year - 2023) * 4)) / 100) }))
