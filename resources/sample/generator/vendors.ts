import { dayOf, type Day } from './calendar.ts'
import { entities, type EntityCode } from './entities.ts'
import { cityIn, companyName } from './names.ts'
import { bankAccountIn } from './people.ts'
import { randomFrom } from './random.ts'
import { table } from './table.ts'

export type Vendor = { id: number; name: string; kind: string; city: string; country: string; serves: EntityCode; terms: number; since: Day; bankAccount: string }

// kind; vendors for each entity; days to pay; how such companies are called in English and in German
const kinds: [kind: string, count: number, terms: number, english: string[], german: string[]][] = [
  ['Goods', 16, 45, ['Foods', 'Mills', 'Growers', 'Packers'], ['Mühlenwerke', 'Nahrungsmittel', 'Erzeuger']],
  ['Inbound freight', 2, 30, ['Shipping Lines', 'Forwarding'], ['Reederei', 'Spedition']],
  ['Freight', 4, 30, ['Haulage', 'Freight Lines', 'Logistics'], ['Spedition', 'Transporte', 'Logistik']],
  ['Courier', 1, 14, ['Express'], ['Kurierdienst']],
  ['Warehousing', 2, 30, ['Cold Storage', 'Warehousing'], ['Lagerhaus', 'Kühlhaus']],
  ['Packaging', 2, 45, ['Packaging', 'Pallets'], ['Verpackungen', 'Paletten']],
  ['Fuel', 1, 14, ['Fuel Cards'], ['Tankkarten']],
  ['Leasing', 1, 14, ['Fleet Leasing'], ['Fuhrparkleasing']],
  ['Garage', 2, 14, ['Motors', 'Truck Repair'], ['Autohaus', 'Nutzfahrzeuge']],
  ['Landlord', 2, 7, ['Properties', 'Estates'], ['Immobilien', 'Gewerbebau']],
  ['Energy', 1, 14, ['Power & Gas'], ['Stadtwerke']],
  ['Utilities', 1, 14, ['Water'], ['Wasserwerke']],
  ['Cleaning', 1, 30, ['Cleaning Services'], ['Gebäudereinigung']],
  ['Maintenance', 2, 30, ['Building Services', 'Mechanical'], ['Haustechnik', 'Anlagenbau']],
  ['Security', 1, 30, ['Security'], ['Wachdienst']],
  ['Insurance', 1, 14, ['Mutual Insurance'], ['Versicherungen']],
  ['Software', 3, 30, ['Software', 'Systems', 'Data'], ['Softwarehaus', 'Datensysteme']],
  ['Cloud', 1, 30, ['Cloud'], ['Rechenzentren']],
  ['Consulting', 3, 30, ['Consulting', 'Advisory', 'Partners'], ['Unternehmensberatung', 'Beratung']],
  ['Hardware', 1, 30, ['Computing'], ['Computer']],
  ['Telecom', 1, 14, ['Telecom'], ['Telekommunikation']],
  ['Media', 3, 30, ['Media', 'Broadcasting', 'Digital'], ['Medien', 'Werbefunk']],
  ['Trade fairs', 1, 30, ['Exhibitions'], ['Messebau']],
  ['Promotions', 2, 30, ['Promotions', 'Print'], ['Werbemittel', 'Druckerei']],
  ['Agency', 2, 30, ['Creative', 'Brand Studio'], ['Werbeagentur', 'Markenstudio']],
  ['Research', 1, 30, ['Insights'], ['Marktforschung']],
  ['Marketplace', 1, 14, ['Marketplace'], ['Marktplatz']],
  ['Audit', 1, 30, ['Accountants'], ['Wirtschaftsprüfung']],
  ['Legal', 2, 30, ['Law', 'Solicitors'], ['Rechtsanwälte']],
  ['Bank', 1, 7, ['Bank'], ['Bank']],
  ['Laboratory', 2, 30, ['Laboratories', 'Certification'], ['Labor', 'Prüfinstitut']],
  ['Staffing', 2, 14, ['Staffing', 'Workforce'], ['Personaldienste', 'Zeitarbeit']],
  ['Training', 1, 30, ['Learning'], ['Akademie']],
  ['Recruiting', 1, 30, ['Search'], ['Personalberatung']],
  ['Memberships', 1, 30, ['Food Council'], ['Lebensmittelverband']],
  ['Card', 1, 14, ['Card Services'], ['Kartendienst']],
  ['Travel', 2, 14, ['Travel', 'Corporate Travel'], ['Geschäftsreisen', 'Reisebüro']],
  ['Office', 1, 14, ['Office Supplies'], ['Bürobedarf']],
  ['Equipment', 2, 45, ['Equipment', 'Material Handling'], ['Maschinenbau', 'Fördertechnik']],
]

const heads = 'Alder, Barlow, Castell, Denholm, Everett, Fielding, Garrick, Hadley, Ingram, Jasper, Kendrick, Lorimer, Mercer, Northwood, Osborne, Pemberton, Quayle, Radcliffe, Selwyn, Tillman, Underhill, Vance, Wexford, Yardley'.split(', ')
const germanHeads = 'Ahlers, Bremer, Clausen, Dittmar, Eggers, Friedrich, Gerlach, Harms, Iversen, Jessen, Kröger, Lorenz, Meinert, Niehaus, Oldenburg, Petersen, Quast, Reimers, Siemers, Thomsen, Ullrich, Voss, Wiebe, Zander'.split(', ')
// Goods come from many countries, services from the entity's own.
const origins: Record<EntityCode, string[]> = {
  US01: ['United States', 'United States', 'Mexico', 'Brazil', 'Canada', 'Italy'],
  DE01: ['Germany', 'Italy', 'Spain', 'Netherlands', 'Poland', 'France'],
  UK01: ['United Kingdom', 'Ireland', 'Italy', 'Spain'],
}

// Where accounts are not written like German ones.
const banksLike: Record<string, EntityCode> = { 'United Kingdom': 'UK01', Ireland: 'UK01', 'United States': 'US01', Canada: 'US01', Mexico: 'US01', Brazil: 'US01' }

const makeVendors = (): Vendor[] => {
  const random = randomFrom('vendors')
  const taken = new Set<string>()
  const service = (names: string[], trades: string[], form: string): string => {
    for (;;) {
      const stem = `${random.pick(names)} ${random.pick(trades)}`
      if (taken.has(stem)) continue
      taken.add(stem)
      return `${stem} ${form}`
    }
  }
  const vendors: Vendor[] = []
  for (const entity of entities) {
    for (const [kind, count, terms, english, german] of kinds) {
      for (let at = 0; at < count; at++) {
        const country = kind === 'Goods' ? random.pick(origins[entity.code]) : entity.country
        const name = kind === 'Goods' && country !== 'Germany' && country !== 'United States' && country !== 'United Kingdom' ? companyName(random, country, taken)
          : country === 'Germany' ? service(germanHeads, german, 'GmbH') : service(heads, english, country === 'United States' ? 'Inc.' : 'Ltd')
        vendors.push({
          id: 20_001 + vendors.length, name, kind, city: cityIn(random, country), country, serves: entity.code, terms, since: dayOf(random.int(2008, 2022), random.int(1, 12), random.int(1, 28)),
          bankAccount: bankAccountIn(random, banksLike[country] ?? 'DE01'),
        })
      }
    }
  }
  return vendors
}
export const vendors: readonly Vendor[] = makeVendors()
export const vendorsOf = (code: EntityCode, kind: string): Vendor[] => {
  const found = vendors.filter((vendor) => vendor.serves === code && vendor.kind === kind)
  if (found.length === 0) throw new RangeError(`no vendor of ${kind} for ${code}`)
  return found
}

export const vendorsTable = table('vendors', {
  vendor_id: 'integer', vendor_name: 'text', vendor_type: 'text', city: 'text', country: 'text', pay_terms_days: 'integer', since_date: 'date', bank_acct: 'text',
}, vendors.map((one) => ({
  vendor_id: one.id, vendor_name: one.name, vendor_type: one.kind, city: one.city, country: one.country, pay_terms_days: one.terms, since_date: one.since, bank_acct: one.bankAccount,
})))
