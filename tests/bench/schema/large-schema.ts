import type { Catalog, Column, Profile, Relationship, Table } from '../../../shared/model/catalog.ts'
import type { ValueType } from '../../../shared/model/value.ts'
import { seeded, type Seeded } from './seeded.ts'

/** Departments of a large company: each keeps tables of its own, so that every common word is in many names. */
const domains = [
  'sales', 'purchase', 'stock', 'plant', 'project', 'support', 'marketing', 'payroll', 'fleet', 'asset', 'rental', 'web', 'clinic', 'course', 'event', 'energy', 'quality', 'legal', 'travel', 'export',
  'repair', 'loyalty', 'bank', 'claim', 'media',
]
/** What a department keeps, in the order in which it comes to keep it; the second word of a pair says whose rows these are. */
const nouns: readonly (readonly [name: string, ...parents: string[]])[] = [
  ['customer', 'region'], ['order', 'customer', 'employee'], ['order_line', 'order', 'product'], ['product', 'category', 'supplier'], ['invoice', 'order', 'customer'], ['payment', 'invoice', 'account'], ['employee', 'department', 'location'],
  ['supplier', 'region'], ['region'], ['category'], ['department', 'location'], ['account', 'customer'], ['location', 'region'], ['shipment', 'order', 'carrier'], ['contract', 'customer', 'employee'], ['ticket', 'customer', 'employee'],
  ['warehouse', 'location'], ['carrier', 'region'], ['budget', 'department', 'account'], ['campaign', 'product', 'employee'], ['batch', 'product', 'machine'], ['machine', 'location', 'supplier'], ['inspection', 'batch', 'employee'],
  ['visit', 'customer', 'employee'], ['quote', 'customer', 'product'], ['return', 'order', 'product'], ['price_list', 'product', 'region'], ['schedule', 'employee', 'machine'], ['document', 'contract', 'employee'], ['task', 'employee', 'contract'],
  ['vehicle', 'location', 'supplier'], ['trip', 'vehicle', 'employee'], ['meter', 'location', 'customer'], ['reading', 'meter'], ['session', 'customer', 'campaign'], ['review', 'product', 'customer'], ['policy', 'customer', 'account'], ['transfer', 'account', 'employee'],
  ['training', 'employee', 'department'], ['incident', 'machine', 'employee'],
]

const text: ValueType = { kind: 'text' }
const integer: ValueType = { kind: 'integer' }
const money: ValueType = { kind: 'decimal', precision: 15, scale: 2 }
const date: ValueType = { kind: 'date' }

const people = ['Smith', 'Garcia', 'Novak', 'Chen', 'Okafor', 'Larsen', 'Rossi', 'Haddad', 'Kowalski', 'Tanaka', 'Moreau', 'Silva', 'Petrov', 'Jensen', 'Khan', 'Walsh']
const firms = ['Northwind', 'Contoso', 'Globex', 'Initech', 'Umbrella', 'Hooli', 'Vandelay', 'Stark', 'Wayne', 'Acme', 'Tyrell', 'Cyberdyne']
const suffixes = ['Trading', 'Holdings', 'Industries', 'Group', 'Partners', 'Logistics', 'Systems', 'Foods']
const values = {
  status: ['open', 'closed', 'pending', 'cancelled', 'approved', 'on hold'],
  priority: ['low', 'normal', 'high', 'urgent'],
  channel: ['online', 'phone', 'retail', 'partner', 'direct mail'],
  currency: ['EUR', 'USD', 'GBP', 'JPY', 'CHF'],
  country: ['Germany', 'France', 'Italy', 'Spain', 'Poland', 'Japan', 'Brazil', 'Canada', 'Mexico', 'Norway', 'Sweden', 'Turkey', 'India', 'Kenya', 'Egypt', 'Chile'],
  city: ['Berlin', 'Paris', 'Rome', 'Madrid', 'Warsaw', 'Osaka', 'Recife', 'Toronto', 'Puebla', 'Bergen', 'Malmo', 'Izmir', 'Pune', 'Nairobi', 'Cairo', 'Santiago', 'Lyon', 'Hamburg', 'Turin', 'Seville'],
  segment: ['enterprise', 'small business', 'public sector', 'consumer'],
  color: ['red', 'blue', 'green', 'black', 'white', 'silver'],
  is_active: ['Y', 'N'],
} as const
type ValuesOf = keyof typeof values

/** Columns that tables of any department may have beside their keys and names. */
const measures: readonly (readonly [string, ValueType])[] = [
  ['amount', money], ['total_price', money], ['quantity', integer], ['unit_cost', money], ['discount', money], ['tax_amount', money], ['weight', money], ['duration', integer], ['score', integer], ['rating', integer], ['balance', money], ['budget_amount', money],
]
const dates = ['created_at', 'updated_at', 'start_date', 'end_date', 'due_date', 'delivery_date']
const texts = ['description', 'comment', 'reference_number', 'email', 'phone']

const columnsOfTable = 15

/**
 * A database such as grows over twenty years: departments that keep tables of the same kinds, few words in many names, the same values in many columns, one key in
 * seven undeclared. The same number of tables gives the same database.
 */
export function largeSchema(tableCount: number): Catalog {
  const random = seeded(tableCount)
  const kinds = tableCount <= 100 ? 20 : nouns.length
  const tables: Table[] = []
  const relationships: Relationship[] = []
  for (let at = 0; tables.length < tableCount; at++) {
    const domain = domains[Math.floor(at / kinds) % domains.length]! + (at >= kinds * domains.length ? `_${Math.floor(at / kinds / domains.length) + 1}` : '')
    const [noun, ...parents] = nouns[at % kinds]!
    const known = parents.filter((parent) => nouns.findIndex(([name]) => name === parent) < kinds)
    const name = `${domain}_${plural(noun)}`
    tables.push(tableOf(name, noun, known, random))
    for (const parent of known) {
      const from = { table: name, columns: [`${parent}_id`] }
      if (random.below(7) > 0) relationships.push({ from, to: { table: `${domain}_${plural(parent)}`, columns: [`${parent}_id`] }, origin: 'declared', confidence: 1, oneToOne: false })
    }
  }
  const names = new Set(tables.map(({ name }) => name))
  return {
    source: 'bench', database: `company_${tableCount}`, dialect: 'mariadb', tables, relationships: relationships.filter(({ to }) => names.has(to.table)), fiscalYearStart: 1, readAt: '2026-01-01T00:00:00.000Z', fingerprint: `bench-${tableCount}`,
  }
}

export const plural = (noun: string): string => (/[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : /(?:s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`)

function tableOf(name: string, noun: string, parents: readonly string[], random: Seeded): Table {
  const rows = 500 + random.below(200_000)
  const columns: Column[] = [column(`${noun}_id`, integer, { rows, distinct: rows, nulls: 0, min: 1, max: rows })]
  for (const parent of parents) columns.push(column(`${parent}_id`, integer, { rows, distinct: Math.min(rows, 400), nulls: 0, min: 1, max: 400 }))
  columns.push(column(`${noun}_name`, text, textProfile(rows, namesFor(noun, random))))
  const pool = (some: readonly (readonly [string, ValueType])[], count: number) => random.some(some, count)
  for (const [own, type] of pool(measures, 4)) columns.push(column(own, type, { rows, distinct: 900, nulls: 0, min: '0.00', max: '98000.00' }))
  for (const own of random.some(dates, 2)) columns.push(column(own, date, { rows, distinct: 1_400, nulls: 0, min: '2021-01-04', max: '2025-12-30' }))
  for (const own of random.some(Object.keys(values) as ValuesOf[], 4)) columns.push(column(own, text, textProfile(rows, values[own])))
  for (const own of texts) if (columns.length < columnsOfTable) columns.push(column(own, text, { rows, distinct: rows, nulls: 0, min: null, max: null }))
  return { name, kind: 'table', columns: columns.slice(0, columnsOfTable), primaryKey: [`${noun}_id`], indexes: [], rowEstimate: rows, sample: [] }
}

const column = (name: string, type: ValueType, profile: Profile): Column => ({ name, type, declared: type.kind, nullable: false, profile })

const textProfile = (rows: number, held: readonly string[]): Profile => ({ rows, distinct: held.length, nulls: 0, min: held[0] ?? null, max: held.at(-1) ?? null, values: [...held].sort() })

/** What the rows of a table are called: people, firms, or words with a number. */
function namesFor(noun: string, random: Seeded): string[] {
  const made = Array.from({ length: 60 }, () => (noun === 'customer' || noun === 'supplier' || noun === 'carrier'
    ? `${random.one(firms)} ${random.one(suffixes)}`
    : noun === 'employee' ? `${random.one(['Anna', 'Ben', 'Chloe', 'David', 'Elif', 'Farid'])} ${random.one(people)}` : `${noun.replace('_', ' ')} ${random.one(suffixes)} ${random.below(90) + 10}`))
  return [...new Set(made)]
}
