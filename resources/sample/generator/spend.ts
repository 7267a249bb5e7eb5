import type { Month } from './calendar.ts'
import { entities, type Entity, type EntityCode } from './entities.ts'
import { convert, type Cents } from './money.ts'
import { departments } from './people.ts'

/** What one department of one entity spends in a year on one account, through bills; the source of both the bills and the budgets. */
export type Spend = { entity: Entity; department: string; account: string; kind: string; /** Local cents a year at 2023 prices. */ yearly: Cents; season: readonly number[] }

const even = Array.from({ length: 12 }, () => 100)
const winter = [150, 145, 125, 100, 75, 65, 60, 62, 75, 95, 120, 128]
const travelSeason = [92, 102, 112, 104, 108, 110, 82, 66, 116, 120, 112, 76]
const campaigns = [72, 80, 104, 100, 98, 96, 82, 82, 108, 122, 138, 118]
const fairs = [160, 60, 140, 60, 150, 60, 20, 20, 190, 220, 100, 20]

// account; vendor kind; thousand dollars a year for each department
const plan = `
6411 Freight: D310 1900
6412 Freight: D310 420
6413 Freight: D310 110
6414 Courier: D213 190, D230 40
6420 Warehousing: D310 980
6430 Packaging: D310 330
6441 Fuel: D310 120, D212 95
6442 Leasing: D310 170, D212 210
6443 Garage: D310 60, D212 30
6510 Landlord: D460 1240
6521 Energy: D460 250
6522 Energy: D460 90
6523 Utilities: D460 34
6530 Cleaning: D460 110
6540 Maintenance: D460 160, D310 90
6550 Security: D460 84
6560 Insurance: D460 130
6610 Software: D430 460, D213 60, D410 45
6620 Cloud: D430 280
6630 Consulting: D430 260
6640 Hardware: D430 110
6650 Telecom: D430 96, D230 30
6311 Media: D220 610, D213 240
6312 Media: D220 150
6313 Media: D220 190
6320 Trade fairs: D220 260, D211 70
6330 Promotions: D220 190, D211 240, D212 80
6340 Agency: D220 300
6350 Research: D220 110, D340 60
6360 Marketplace: D213 180
6710 Audit: D410 260
6720 Legal: D440 105
6730 Audit: D410 85
6740 Consulting: D450 190, D320 60
6750 Bank: D410 72
6970 Insurance: D440 110
6810 Laboratory: D330 170
6820 Laboratory: D330 76
6830 Laboratory: D340 130
6114 Staffing: D310 240, D230 45
6131 Training: D420 120
6132 Recruiting: D420 150
6133 Recruiting: D420 35
6930 Memberships: D450 30, D320 12
6940 Memberships: D450 45
6950 Card: D211 60, D450 25
`

// dollars a year for each head, by department; the rest travel little
const travelPerHead: Record<string, number> = { D211: 10_500, D212: 9_000, D213: 3_200, D220: 4_600, D320: 7_800, D340: 4_200, D450: 13_500, D410: 2_100, D430: 2_600 }
const travelShares: [account: string, share: number][] = [['6210', 0.38], ['6220', 0.29], ['6231', 0.07], ['6232', 0.11], ['6233', 0.04], ['6240', 0.11]]

const seasons: Record<string, readonly number[]> = { '6521': winter, '6522': winter, '6311': campaigns, '6312': campaigns, '6313': campaigns, '6330': campaigns, '6320': fairs }

const headsIn = (code: string): [EntityCode, number][] => {
  const department = departments.find((one) => one.code === code)
  if (department === undefined) throw new RangeError(`no department ${code}`)
  return entities.map((entity, at) => [entity.code, department.heads[at] ?? 0])
}

/** Splits yearly dollars over the entities by the department's people there. */
const spread = (department: string, account: string, kind: string, dollars: number): Spend[] => {
  const heads = headsIn(department)
  const all = heads.reduce((total, [, count]) => total + count, 0)
  return entities.flatMap((entity) => {
    const count = heads.find(([code]) => code === entity.code)?.[1] ?? 0
    const season = kind === 'Travel' ? travelSeason : (seasons[account] ?? even)
    return count === 0 ? [] : [{ entity, department, account, kind, yearly: convert(Math.round((dollars * count) / all) * 100, entity.planUnits), season }]
  })
}

const billed = plan.trim().split('\n').flatMap((line) => {
  const [head = '', amounts = ''] = line.split(': ')
  const account = head.slice(0, 4)
  return amounts.split(', ').flatMap((amount) => spread(amount.slice(0, 4), account, head.slice(5), Number(amount.slice(5)) * 1000))
})
const everyone = departments.flatMap((department) => {
  const people = department.heads[0] + department.heads[1] + department.heads[2]
  const perHead = travelPerHead[department.code] ?? 900
  return [
    ...travelShares.flatMap(([account, share]) => spread(department.code, account, 'Travel', perHead * people * share)),
    ...spread(department.code, '6910', 'Office', people * 320),
    ...spread(department.code, '6131', 'Training', people * 260),
  ]
})
export const spends: readonly Spend[] = [...billed, ...everyone]

/** The ordinary spend of a month in local cents: prices rise 3 % each January, seasons average to 100. */
export const ordinary = (spend: Spend, month: Month): Cents => {
  let price = 1
  for (let year = 2023; year < month.year; year++) price *= 1.03
  return Math.round((spend.yearly / 1200) * (spend.season[month.month - 1] ?? 100) * price)
}
