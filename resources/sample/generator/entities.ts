import { fiscalYearOf, planMonths, months, type Month } from './calendar.ts'
import { convert, type Cents } from './money.ts'
import { table } from './table.ts'

export type EntityCode = 'US01' | 'DE01' | 'UK01'
export type Currency = 'USD' | 'EUR' | 'GBP'
export type Entity = {
  code: EntityCode; name: string; city: string; country: string; ccy: Currency; parent: EntityCode | null
  /** Local units for one dollar in price lists and plans, in millionths. */
  planUnits: number
}

export const entities: readonly Entity[] = [
  { code: 'US01', name: 'Meridian Foods Inc.', city: 'Chicago', country: 'United States', ccy: 'USD', parent: null, planUnits: 1_000_000 },
  { code: 'DE01', name: 'Meridian Foods GmbH', city: 'Hamburg', country: 'Germany', ccy: 'EUR', parent: 'US01', planUnits: 925_000 },
  { code: 'UK01', name: 'Meridian Foods Ltd', city: 'Manchester', country: 'United Kingdom', ccy: 'GBP', parent: 'US01', planUnits: 790_000 },
]
export const entityOf = (code: EntityCode): Entity => {
  const entity = entities.find((one) => one.code === code)
  if (entity === undefined) throw new RangeError(`no entity ${code}`)
  return entity
}

// Illustrative rates, dollars per unit in ten-thousandths, one per month from January 2023. Both currencies slide from January 2026.
const monthly: Record<Exclude<Currency, 'USD'>, number[]> = {
  EUR: [
    10770, 10710, 10700, 10960, 10870, 10840, 11050, 10910, 10690, 10570, 10810, 10910,
    10900, 10790, 10870, 10730, 10810, 10760, 10840, 11010, 11100, 10900, 10630, 10610,
    10690, 10720, 10810, 10920, 10960, 11030, 11080, 11040, 11090, 11060, 11020, 10990,
    10760, 10580, 10440, 10310, 10230, 10160,
  ],
  GBP: [
    12230, 12100, 12140, 12450, 12480, 12620, 12880, 12700, 12400, 12180, 12420, 12660,
    12700, 12630, 12710, 12520, 12640, 12710, 12860, 12940, 13220, 13050, 12750, 12650,
    12590, 12640, 12780, 12900, 12960, 13030, 13080, 13020, 13060, 13010, 12960, 12920,
    12620, 12390, 12210, 12080, 11990, 11920,
  ],
}
// The closing rate lies between this month's average and the next one's; for June 2026 the slide goes on a little.
const afterLast: Record<Exclude<Currency, 'USD'>, number> = { EUR: 10090, GBP: 11860 }

type Rate = { average: number; closing: number }
const rateOf = (ccy: Currency, index: number): Rate => {
  if (ccy === 'USD') return { average: 1_000_000, closing: 1_000_000 }
  const average = monthly[ccy][index]
  if (average === undefined) throw new RangeError(`no rate for month ${index}`)
  return { average: average * 100, closing: Math.round((average + (monthly[ccy][index + 1] ?? afterLast[ccy])) / 2) * 100 }
}

/** Local cents in group cents at the average rate of a booked month. */
export const toGroup = (lc: Cents, ccy: Currency, month: Month): Cents => convert(lc, rateOf(ccy, month.index).average)
/** Local cents in group cents at a month's closing rate. */
export const toGroupAtClose = (lc: Cents, ccy: Currency, month: Month): Cents => convert(lc, rateOf(ccy, month.index).closing)

/** Plans use one rate for a fiscal year: the average of the month before it starts (January 2023 for the first). */
export const toGroupAtPlan = (lc: Cents, ccy: Currency, month: Month): Cents => {
  const before = planMonths.findIndex((one) => fiscalYearOf(one) === fiscalYearOf(month)) - 1
  return convert(lc, rateOf(ccy, Math.max(0, before)).average)
}

export const entitiesTable = table('entities', { entity_code: 'text', entity_name: 'text', city: 'text', country: 'text', ccy: 'text', parent_entity_code: 'text' },
  entities.map(({ code, name, city, country, ccy, parent }) => ({ entity_code: code, entity_name: name, city, country, ccy, parent_entity_code: parent })))

export const fxRatesTable = table('fx_rates', { rate_month: 'date', ccy: 'text', avg_rate: 'rate', close_rate: 'rate' },
  months.flatMap((month) => entities.map(({ ccy }) => {
    const { average, closing } = rateOf(ccy, month.index)
    return { rate_month: month.first, ccy, avg_rate: average, close_rate: closing }
  })))
