import type { Catalog, Column, Table } from '../../shared/model/catalog.ts'
import { holdsKey, relationshipsOf, tableNamed } from './lookup.ts'
import { singular, words } from './names.ts'
import { abbreviates, identifier, tableStems } from './references.ts'
import { remembered } from './remembered.ts'
import { holdsIsoDates, holdsNumerals, isDate, isFlag, isYear, mostlyNumerals, someValues } from './shapes.ts'

export type ColumnRole = 'key' | 'name' | 'category' | 'measure' | 'date' | 'year' | 'flag' | 'text'

const nameWords = new Set(['name', 'title', 'label', 'caption', 'headline', 'subject', 'fullname', 'firstname', 'lastname', 'forename', 'surname', 'nickname', 'username', 'fname', 'lname', 'first', 'last'])
const amountWords = new Set(['total', 'max', 'min', 'maximum', 'minimum', 'avg', 'average', 'sum', 'count', 'amount'])
/** Numbers that are dialled, written on envelopes or printed on cards. */
const codeWords = new Set(['zip', 'postal', 'postcode', 'phone', 'telephone', 'fax', 'mobile', 'cellphone', 'ssn', 'isbn', 'iban', 'bic', 'ean', 'sku', 'vin', 'uid', 'imei', 'uuid', 'guid', 'serial', 'ip', 'plate', 'extension', 'ext'])

const isName = (column: Column): boolean => nameWords.has(words(column.name).at(-1) ?? '')

/**
 * Whether a column is key-like: it tells rows apart or points at them, and its numbers are not to be summed. By its name (…_id, …_code, …_number,
 * phone, zip) and its part in the keys of the table; what it refers to is not asked here.
 */
export function isIdentifier(column: Column, table: Table): boolean {
  if (column.type.kind === 'boolean' || column.type.kind === 'date' || column.type.kind === 'timestamp' || isName(column) || isYear(table, column)) return false
  const spelled = words(column.name)
  const { ending } = identifier(column.name)
  const ordinary = !spelled.some((word) => amountWords.has(word)) && (column.type.scale ?? 0) === 0
  if (ordinary && (ending !== '' || spelled.some((word) => codeWords.has(word)))) return true
  if (holdsKey(table, [column.name])) return !isDate(table, column)
  return table.primaryKey.includes(column.name) && column.type.kind === 'integer'
}

/** Whether the column alone refers to another table, and to which column there. */
function refersTo(catalog: Catalog, table: Table, column: Column): { table: string; column: string } | undefined {
  const found = relationshipsOf(catalog, table.name).find(({ from }) => from.table === table.name && from.columns.length === 1 && from.columns[0] === column.name)
  const target = found?.to.columns[0]
  return found === undefined || target === undefined ? undefined : { table: found.to.table, column: target }
}

/** Plain texts that could name a row: not dates, flags, numbers, or texts too long to stand in a heading. */
function couldName(catalog: Catalog, table: Table, column: Column): boolean {
  if (column.type.kind !== 'text' && column.type.kind !== 'unknown') return false
  return !isDate(table, column) && !isFlag(table, column) && !isYear(table, column) && (isName(column) || refersTo(catalog, table, column) === undefined)
}

/** Texts that say of what sort a row is, even where few rows make them unique. */
const kindWords = new Set(['type', 'status', 'category', 'class', 'kind', 'group', 'level', 'gender', 'sex', 'grade', 'rating', 'method'])

const longest = 60
const isLong = (table: Table, column: Column): boolean => someValues(table, column).some((value) => value.length > longest)
const isUnique = ({ profile }: Column): boolean => profile !== undefined && profile.rows > 2 && profile.nulls === 0 && profile.distinct === profile.rows

/** How well a single column names a row to a person; 0 not at all. */
function naming(table: Table, column: Column): number {
  const spelled = words(column.name).map(singular)
  const joined = spelled.join('')
  const { exact, loose } = tableStems(table.name)
  const own = (prefix: string): boolean => prefix === '' || exact.includes(prefix) || loose.includes(prefix) || exact.some((stem) => abbreviates(prefix, stem))
  const last = spelled.at(-1) ?? ''
  const prefix = spelled.slice(0, -1).join('')
  if (joined === 'name' || joined === 'fullname' || joined === 'displayname') return 100
  if (last === 'name' && own(prefix)) return 98
  if (joined === 'title') return 95
  if (last === 'title' && own(prefix)) return 94
  if (['label', 'caption', 'headline', 'subject'].includes(last)) return 88
  if (exact.includes(joined)) return 86
  if (['lastname', 'surname', 'lname', 'username', 'nickname'].includes(joined)) return 84
  if (spelled[0] === 'name') return 80
  if (spelled[0] === 'other') return 5
  if (last === 'name' || last === 'title') return 74
  if (joined.endsWith('name')) return 72
  if (['description', 'detail'].includes(last) && own(prefix)) return isLong(table, column) ? 20 : 60
  if (isLong(table, column)) return 10
  if (mostlyNumerals(table, column)) return 0
  if (['code', 'symbol', 'abbreviation', 'acronym', 'number'].includes(last)) return own(prefix) ? 45 : 15
  if (kindWords.has(last)) return 20
  return isUnique(column) ? 50 : 30
}

const firstNames = ['firstname', 'fname', 'forename', 'givenname', 'personalname', 'namefirst']
const lastNames = ['lastname', 'lname', 'surname', 'familyname', 'namelast']

function personName(columns: readonly Column[]): [Column, Column] | undefined {
  const ending = (endings: readonly string[]): Column | undefined => columns.find(({ name }) => endings.some((one) => words(name).join('').endsWith(one)))
  const first = ending(firstNames)
  const last = ending(lastNames)
  return first === undefined || last === undefined ? undefined : [first, last]
}

function chooseDisplay(catalog: Catalog, table: Table): string[] {
  const texts = table.columns.filter((column) => couldName(catalog, table, column))
  const person = personName(texts)
  const rated = texts.filter((column) => person?.includes(column) !== true).map((column) => ({ column, score: naming(table, column) })).filter(({ score }) => score > 0).sort((a, b) => b.score - a.score)
  const best = rated[0]
  if (person !== undefined && (best === undefined || best.score < 94)) return person.map(({ name }) => name)
  // A text that is neither named as a name nor unique says less than the key does.
  if (best !== undefined && best.score >= 45) return [best.column.name]
  if (table.primaryKey.length > 0) return [...table.primaryKey]
  return [best?.column.name ?? table.columns[0]?.name].filter((name) => name !== undefined)
}

const chosenDisplay = remembered(chooseDisplay)

/**
 * The columns that name a row of the table to a person, in order: a name or title, first and last name, a label, the most telling text, at worst
 * the key. Judged by names, types, values and uniqueness; never empty for a table that has columns.
 */
export function displayColumns(catalog: Catalog, table: Table): string[] {
  return [...chosenDisplay(catalog, table, table)]
}

const businessWords = new Set(['order', 'invoice', 'transaction', 'posting', 'posted', 'payment', 'booking', 'sale', 'purchase', 'entry', 'accounting', 'value', 'report', 'visit', 'effective', 'placed', 'document', 'trade', 'issue', 'issued', 'start'])
const laterWords = new Set(['end', 'due', 'expiry', 'expiration', 'expire', 'to', 'until', 'closed', 'planned', 'expected', 'estimated', 'required', 'promised', 'delivery', 'delivered', 'ship', 'shipped', 'settled', 'return', 'out', 'disposed'])
const neverMeant = new Set(['birth', 'birthday', 'birthdate', 'bdate', 'dob', 'born', 'death', 'updated', 'update', 'modified', 'changed', 'deleted', 'removed', 'synced', 'imported', 'loaded', 'login'])

function dateScore(table: Table, column: Column): number {
  const spelled = words(column.name).map(singular)
  const ownWords = new Set(words(table.name).map(singular))
  const count = (set: ReadonlySet<string>): number => spelled.filter((word) => set.has(word)).length
  const { profile } = column
  const present = profile === undefined || profile.rows === 0 ? 1 : 1 - profile.nulls / profile.rows
  const plain = spelled.length === 1 && spelled[0] === 'date' ? 4 : 0
  const recorded = spelled.includes('created') || spelled.includes('create') ? -2 : 0
  return plain + 2 * Math.min(1, count(businessWords)) + 2 * Math.min(1, count(ownWords)) - 3 * Math.min(1, count(laterWords)) + recorded + 3 * present
}

/**
 * The date a question about the table means when it names none: the date of the event itself rather than of its entry, end or due day; never a
 * birthday or a last change. Only columns that an engine can compare as dates: typed, or text in ISO form. Undefined when there is none.
 */
export function dateColumn(catalog: Catalog, table: Table): string | undefined {
  const dates = table.columns.filter((column) => columnRole(catalog, table, column) === 'date' && !words(column.name).some((word) => neverMeant.has(word)))
  const comparable = dates.filter((column) => column.type.kind === 'date' || column.type.kind === 'timestamp' || holdsIsoDates(table, column))
  const latest = (column: Column): string => String(column.profile?.max ?? '')
  const best = comparable
    .map((column) => ({ column, score: dateScore(table, column) }))
    .sort((a, b) => b.score - a.score || (latest(a.column) < latest(b.column) ? 1 : latest(a.column) > latest(b.column) ? -1 : 0))[0]
  return best?.column.name
}

const categoryWords = new Set([
  'type', 'status', 'category', 'class', 'kind', 'group', 'genre', 'gender', 'sex', 'country', 'city', 'state', 'region', 'nation', 'nationality', 'continent', 'district', 'county', 'province', 'location',
  'language', 'currency', 'color', 'colour', 'size', 'level', 'grade', 'rating', 'department', 'segment', 'brand', 'position', 'role', 'method', 'channel', 'major', 'party', 'industry', 'affiliation', 'team', 'club', 'result', 'day',
])

function isCategory(table: Table, column: Column): boolean {
  if (isLong(table, column)) return false
  const { profile } = column
  if (words(column.name).map(singular).some((word) => categoryWords.has(word))) return true
  if (profile === undefined || profile.distinct === 0 || profile.distinct === profile.rows - profile.nulls) return false
  return profile.distinct <= Math.max(3, profile.rows * 0.2) || (profile.distinct <= 30 && profile.distinct * 2 <= profile.rows)
}

function textRole(catalog: Catalog, table: Table, column: Column): ColumnRole {
  if (isName(column)) return 'name'
  const target = refersTo(catalog, table, column)
  if (target !== undefined) {
    const owner = tableNamed(catalog, target.table)
    return owner !== undefined && displayColumns(catalog, owner).includes(target.column) ? 'category' : 'key'
  }
  if (displayColumns(catalog, table).includes(column.name) && !table.primaryKey.includes(column.name)) return 'name'
  return isCategory(table, column) ? 'category' : 'text'
}

function decideRole(catalog: Catalog, table: Table, column: Column): ColumnRole {
  const { kind } = column.type
  if (isFlag(table, column)) return 'flag'
  if (isYear(table, column)) return 'year'
  if (isDate(table, column)) return 'date'
  if (kind === 'time' || kind === 'json' || kind === 'binary') return 'text'
  const text = kind === 'text' || kind === 'unknown'
  if (isIdentifier(column, table)) return 'key'
  if (!text) return refersTo(catalog, table, column) === undefined ? 'measure' : 'key'
  if (!isName(column) && refersTo(catalog, table, column) === undefined && holdsNumerals(table, column)) return 'measure'
  return textRole(catalog, table, column)
}

const decidedRole = remembered(decideRole)

/**
 * What a column is for. Values decide where the profile has them: numbers and dates kept as text are told by their texts, years by their digits,
 * yes/no by its two values; names and keys decide the rest. Times of day, JSON and binary count as `text`.
 */
export function columnRole(catalog: Catalog, table: Table, column: Column): ColumnRole {
  return decidedRole(catalog, table, column)
}
