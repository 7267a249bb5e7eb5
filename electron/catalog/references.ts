import { singular, words } from './names.ts'

/** Endings that say "this identifies one". */
const keyEndings = new Set(['id', 'code', 'cd', 'no', 'nr', 'num', 'number', 'key', 'fk', 'pk', 'sk', 'uuid', 'guid', 'ref'])
const gluedEnding = /^(.{2,})(id|code|num|key)$/
/** Words that end like a key and are none. */
const unglued = new Set(['paid', 'unpaid', 'prepaid', 'overpaid', 'grid', 'valid', 'invalid', 'void', 'avoid', 'solid', 'liquid', 'fluid', 'hybrid', 'covid', 'android', 'madrid', 'raid', 'braid', 'laid', 'said', 'acid', 'humid', 'rapid', 'kid', 'bid', 'monkey', 'turkey', 'hockey', 'jockey', 'whiskey'])
/** Words before the name of a table that say what sort of table it is, not what its rows are. */
const tablePrefixes = new Set(['tbl', 'tb', 't', 'ref', 'dim', 'fact', 'lu', 'lookup', 'mst', 'all'])
/** Names that mean something else in every table. */
const generic = new Set([
  'id', 'code', 'key', 'no', 'nr', 'num', 'number', 'ref', 'uuid', 'guid', 'name', 'title', 'type', 'status', 'date', 'year', 'month', 'day', 'time', 'description', 'value', 'note',
  'comment', 'rank', 'position', 'email', 'phone', 'address', 'city', 'state', 'country', 'sex', 'gender', 'age', 'amount', 'price', 'quantity', 'total', 'count', 'level',
  'firstname', 'lastname', 'fullname', 'category', 'location', 'details', 'detail', 'label', 'line', 'linenumber', 'lineno', 'sequence',
])
const superiors = new Set(['manager', 'mgr', 'supervisor', 'boss', 'superior', 'parent', 'reportsto', 'managedby', 'supervisedby', 'predecessor', 'successor'])
const personRoles = new Set([
  ...superiors, 'head', 'leader', 'lead', 'chief', 'mentor', 'advisor', 'adviser', 'assignee', 'approver', 'reviewer', 'recruiter', 'salesperson', 'salesrep', 'supportrep', 'representative',
  'male', 'female', 'husband', 'wife', 'father', 'mother', 'spouse', 'partner', 'friend', 'author', 'director', 'coach', 'captain', 'president', 'winner', 'loser', 'owner', 'creator', 'host',
  'createdby', 'updatedby', 'modifiedby', 'approvedby', 'assignedto', 'soldby', 'affirmative', 'negative',
])
/** What tables of people are called. */
export const personTables: ReadonlySet<string> = new Set(['person', 'employee', 'staff', 'user', 'member', 'faculty', 'personnel', 'worker'])

/** An identifier taken apart: its words joined; those before a key ending, as words and joined; that ending, "" for none. */
export type Identifier = { joined: string; stem: string; stemWords: string[]; ending: string; plural: boolean }

/** Takes a column's name apart, in the singular: "home_team_id" → home, team + id; "Club_ID_2" → club + id; "dst_apid" → dst, ap + id. */
export function identifier(name: string): Identifier {
  const spelled = words(name)
  const counted = spelled.length > 1 && /^\d+$/.test(spelled.at(-1) ?? '')
  const kept = counted ? spelled.slice(0, -1) : spelled
  const all = kept.map(singular)
  const last = all.at(-1) ?? ''
  const common = { joined: all.join(''), plural: last !== kept.at(-1) }
  const [glued = '', ending = ''] = keyEndings.has(last) ? ['', last] : ((unglued.has(last) ? null : gluedEnding.exec(last))?.slice(1) ?? [last, ''])
  const stemWords = [...all.slice(0, -1), ...(glued === '' ? [] : [glued])]
  return { ...common, stem: stemWords.join(''), stemWords, ending }
}

/** What the rows of a table are called, joined and in the singular: `exact` for the whole name, `loose` for its last words. */
export type TableStems = { exact: string[]; loose: string[]; single: boolean }

/** "ref_address_types" → exact refaddresstype, addresstype; loose type, addresstype. */
export function tableStems(name: string): TableStems {
  const all = words(name).map(singular)
  const bare = all.length > 1 && tablePrefixes.has(all[0] ?? '') ? all.slice(1) : all
  return {
    exact: [...new Set([all.join(''), bare.join('')])],
    loose: bare.slice(1).map((_, at) => bare.slice(at + 1).join('')),
    single: bare.length === 1,
  }
}

/** True when `short` leaves letters out of `long`, keeping its first: "stu" of "student", "dept" of "department". */
export function abbreviates(short: string, long: string): boolean {
  if (short.length < 2 || short.length >= long.length || !long.startsWith(short.charAt(0))) return false
  let at = 0
  for (const letter of long) if (letter === short[at]) at += 1
  return at === short.length
}

/** A key column and the table it identifies the rows of, as names. */
export type KeyName = { name: Identifier; stems: TableStems }
/** How a name speaks of a key: `score`, 0 to 1, how sure the name alone makes one; `proof`: values must confirm it. */
export type Reference = { score: number; proof: boolean }

const names = (stem: string, { stems }: KeyName): boolean => stems.exact.includes(stem)
const shortens = (stem: string, { stems }: KeyName): boolean => stems.single && stems.exact.some((table) => abbreviates(stem, table))
const endsWith = (stemWords: readonly string[], stems: readonly string[]): boolean => stemWords.some((_, at) => at > 0 && stems.includes(stemWords.slice(at).join('')))

/** The same name on both sides: orders.customer_id and customers.customer_id, enrolled.StuID and student.StuID. */
function sameName({ joined, stem, ending }: Identifier, key: KeyName): Reference | undefined {
  if (joined !== key.name.joined || generic.has(joined)) return undefined
  if (names(stem, key)) return { score: 0.97, proof: false }
  if (shortens(stem, key)) return { score: 0.93, proof: false }
  if (ending === '') return { score: 0.75, proof: true }
  return { score: key.stems.loose.includes(stem) ? 0.89 : 0.86, proof: false }
}

/** The key of a table is called id, or after the table. */
const ownName = (key: KeyName): boolean => key.name.stem === '' || names(key.name.stem, key) || shortens(key.name.stem, key)

/** The name of the table after a role, with or without a key ending: start_station_id, preferred_genre. */
function tableRole({ stemWords, ending, plural }: Identifier, key: KeyName): Reference | undefined {
  if (!endsWith(stemWords, key.stems.exact)) return undefined
  if (ending === '') return plural ? undefined : { score: ownName(key) ? 0.75 : 0.7, proof: true }
  return ownName(key) ? { score: 0.85, proof: ending !== key.name.ending } : undefined
}

/** The name of the table, whole, shortened or its last words, with or without a key ending: customer_id, country, emp_id. */
function tableName({ stem, ending }: Identifier, key: KeyName): Reference | undefined {
  const sameEnding = ending === key.name.ending
  if (names(stem, key)) {
    if (ending === '') return { score: ownName(key) ? 0.85 : 0.8, proof: true }
    return ownName(key) ? { score: sameEnding ? 0.95 : 0.8, proof: !sameEnding } : { score: 0.7, proof: true }
  }
  if (ending === '' || !sameEnding || !ownName(key)) return undefined
  return key.stems.loose.includes(stem) || (stem.length >= 3 && shortens(stem, key)) ? { score: 0.75, proof: true } : undefined
}

/** The name of the key with a role before it: home_team_id and team.team_id, dst_apid and airports.apid. */
function rolePrefix({ stemWords, ending }: Identifier, key: KeyName): Reference | undefined {
  if (ending === '' || ending !== key.name.ending || key.name.stem === '' || generic.has(key.name.joined)) return undefined
  return endsWith(stemWords, [key.name.stem]) ? { score: names(key.name.stem, key) ? 0.88 : 0.78, proof: true } : undefined
}

const superior = ({ stem }: Identifier): Reference | undefined => (superiors.has(stem) ? { score: 0.85, proof: true } : undefined)
const person = ({ stem }: Identifier, key: KeyName): Reference | undefined =>
  personRoles.has(stem) && key.stems.exact.some((table) => personTables.has(table)) ? { score: 0.7, proof: true } : undefined

/** Whether the name of a column is one of a person's role, which tables of people may answer. */
export const namesPerson = ({ stem }: Identifier): boolean => personRoles.has(stem)

/** Whether the name of a column speaks of that key, and how surely; `itself` when both are in the same table. */
export function reference(column: Identifier, key: KeyName, itself: boolean): Reference | undefined {
  const found = itself
    ? [tableRole(column, key), rolePrefix(column, key), superior(column)]
    : [sameName(column, key), tableName(column, key), tableRole(column, key), rolePrefix(column, key), person(column, key)]
  return found.filter((one) => one !== undefined).sort((a, b) => b.score - a.score)[0]
}
