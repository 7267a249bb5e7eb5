import { asOf, dayOf, months, type Day } from './calendar.ts'
import type { EntityCode } from './entities.ts'
import type { Cents } from './money.ts'
import { addressOf, cityIn, companyName } from './names.ts'
import { employees } from './people.ts'
import { categoryNames } from './products.ts'
import { randomFrom, type Random } from './random.ts'
import { table } from './table.ts'

type Region = 'Americas' | 'EMEA' | 'UK & Ireland' | 'APAC'
export type Customer = {
  id: number; name: string; city: string; country: string; region: Region; segment: string; email: string; entity: EntityCode; repId: number; terms: number; creditLimit: Cents; since: Day
  /** What it orders in an ordinary month at January 2023 prices, in cents of the entity's currency, and in how many orders. */
  monthlyValue: Cents; ordersAMonth: number
  /** Months with orders: from `start` up to but not including `stop`. */
  start: number; stop: number
  /** Days from due date to usual payment, and how often an invoice is disputed and left open. */
  habit: number; disputes: number
  discount: number; categories: readonly string[]
}

// country; region; customers; who sells; days after the due date that the country usually pays
const markets: [country: string, region: Region, count: number, seller: EntityCode, habit: number][] = [
  ['United States', 'Americas', 132, 'US01', 3], ['Canada', 'Americas', 20, 'US01', 2], ['Mexico', 'Americas', 12, 'US01', 12], ['Brazil', 'Americas', 7, 'US01', 16],
  ['Japan', 'APAC', 8, 'US01', -2], ['Australia', 'APAC', 8, 'US01', 4], ['Singapore', 'APAC', 5, 'US01', 0], ['South Korea', 'APAC', 4, 'US01', 5],
  ['Germany', 'EMEA', 53, 'DE01', -3], ['France', 'EMEA', 23, 'DE01', 9], ['Italy', 'EMEA', 16, 'DE01', 21], ['Spain', 'EMEA', 12, 'DE01', 17], ['Netherlands', 'EMEA', 14, 'DE01', 1],
  ['Austria', 'EMEA', 9, 'DE01', -1], ['Switzerland', 'EMEA', 8, 'DE01', -4], ['Poland', 'EMEA', 9, 'DE01', 7], ['Sweden', 'EMEA', 6, 'DE01', 0], ['United Arab Emirates', 'EMEA', 4, 'DE01', 14],
  ['United Kingdom', 'UK & Ireland', 46, 'UK01', 5], ['Ireland', 'UK & Ireland', 8, 'UK01', 6],
]

const segments: { name: string; share: number; /** Orders against the average customer's. */ size: number; discount: number; terms: number[] }[] = [
  { name: 'Supermarkets', share: 0.3, size: 1.4, discount: 0.08, terms: [45, 60] },
  { name: 'Wholesale', share: 0.24, size: 1.25, discount: 0.1, terms: [30, 45] },
  { name: 'Food Service', share: 0.26, size: 0.75, discount: 0.04, terms: [30] },
  { name: 'Online Retail', share: 0.12, size: 0.6, discount: 0.05, terms: [14, 30] },
  { name: 'Convenience', share: 0.08, size: 0.35, discount: 0.02, terms: [14, 30] },
]

/** Ordinary monthly sales of each entity in January 2023, in local cents, before growth. */
const monthlySales: Record<EntityCode, Cents> = { US01: 562_000_000, DE01: 322_000_000, UK01: 128_000_000 }
/** October 2025: from here Halvorsen, the largest customer in EMEA, orders nothing any more. */
const churnMonth = 33
const churned = 'Halvorsen Dagligvaror AB'
const openedLast = 3

const drawSegment = (random: Random) => {
  let left = random.next()
  for (const segment of segments) {
    left -= segment.share
    if (left < 0) return segment
  }
  return random.pick(segments)
}

const life = (random: Random, rank: number): { start: number; stop: number } => {
  const start = rank > 12 && random.chance(0.22) ? random.int(2, months.length - 4) : 0
  const stop = rank > 12 && random.chance(0.12) ? Math.max(start + 6, random.int(9, months.length)) : months.length
  return { start, stop: Math.min(stop, months.length) }
}

const makeCustomers = (): Customer[] => {
  const random = randomFrom('customers')
  const taken = new Set([churned.replace(/ AB$/, '')])
  const sellers = employees.filter((one) => (one.department.name === 'Key Accounts' || one.department.name === 'Field Sales') && one.leave === null && one.hire <= dayOf(2024, 1, 1))
  const places = random.shuffled(markets.flatMap((market) => Array.from({ length: market[2] }, () => market)))
  const ranks: Record<EntityCode, number> = { US01: 0, DE01: 0, UK01: 0 }
  const weight = (rank: number) => 1 / (rank + 9)
  const wholes: Record<EntityCode, number> = { US01: 0, DE01: 0, UK01: 0 }
  for (const [, , , seller] of places) wholes[seller] += weight(++ranks[seller])
  ranks.US01 = ranks.DE01 = ranks.UK01 = 0
  // The first Swede in the list is made the large customer that leaves.
  const churner = places.findIndex(([country]) => country === 'Sweden')
  return places.map(([country, region, , seller, habit], at): Customer => {
    const rank = ++ranks[seller]
    const leaves = at === churner
    const segment = leaves ? (segments[0] ?? drawSegment(random)) : drawSegment(random)
    const name = leaves ? churned : companyName(random, country, taken)
    const part = leaves ? 0.058 : weight(rank) / wholes[seller]
    const monthlyValue = Math.round(monthlySales[seller] * part * segment.size * random.near(0.15))
    const opensLast = at >= places.length - openedLast
    const { start, stop } = leaves ? { start: 0, stop: churnMonth } : opensLast ? { start: months.length, stop: months.length } : life(random, rank)
    const first = months[Math.max(0, start - 1)]?.first ?? asOf
    return {
      id: 10_001 + at, name, city: cityIn(random, country), country, region, segment: segment.name, email: `accounts@${addressOf(name).slice(0, 40).replace(/-$/, '')}.example`, entity: seller,
      repId: random.pick(sellers.filter((one) => one.entity.code === seller)).id, terms: random.pick(segment.terms), creditLimit: Math.max(2, Math.ceil((monthlyValue * 3) / 1_000_000)) * 1_000_000,
      since: opensLast ? asOf - random.int(2, 20) : start === 0 ? dayOf(random.int(2008, 2022), random.int(1, 12), random.int(1, 28)) : first + random.int(3, 24),
      monthlyValue, ordersAMonth: Math.min(7, 0.87 + part * 155), start, stop, habit: habit + random.int(-4, 6), disputes: random.chance(0.1) ? 0.02 : 0.0008,
      discount: Math.round((segment.discount + (rank < 15 ? 0.03 : 0)) * 100), categories: random.shuffled(categoryNames).slice(0, random.int(2, 6)),
    }
  })
}
export const customers: readonly Customer[] = makeCustomers()

export const customersTable = table('customers', {
  customer_id: 'integer', customer_name: 'text', segment: 'text', city: 'text', country: 'text', region: 'text', email: 'text', sales_rep_id: 'integer', pay_terms_days: 'integer',
  credit_limit_gc: 'money', since_date: 'date', status: 'text',
}, customers.map((one) => ({
  customer_id: one.id, customer_name: one.name, segment: one.segment, city: one.city, country: one.country, region: one.region, email: one.email, sales_rep_id: one.repId,
  pay_terms_days: one.terms, credit_limit_gc: one.creditLimit, since_date: one.since, status: one.stop < months.length ? 'inactive' : 'active',
})))
