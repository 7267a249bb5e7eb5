import type { Catalog, Table } from '../../shared/model/catalog.ts'
import type { Plan, TableUse } from '../../shared/model/plan.ts'
import type { Cell, ValueKind } from '../../shared/model/value.ts'

const abbreviations = new Map(Object.entries({
  acct: 'account', addr: 'address', amt: 'amount', avg: 'average', bal: 'balance', cat: 'category', ccy: 'currency', cd: 'code', cnt: 'count', cust: 'customer', dept: 'department',
  desc: 'description', disc: 'discount', dob: 'date of birth', dt: 'date', emp: 'employee', fx: 'exchange', grp: 'group', inv: 'invoice', mgr: 'manager', mth: 'month', nbr: 'number',
  no: 'number', num: 'number', org: 'organisation', pct: 'percent', prod: 'product', qty: 'quantity', qtr: 'quarter', ref: 'reference', stmt: 'statement', std: 'standard', tel: 'telephone',
  txn: 'transaction', vat: 'VAT', yr: 'year', id: 'ID', gc: 'in group currency', lc: 'in local currency',
}))

/** "acct_code" → "account code", "unitPrice" → "unit price". */
export function humanised(name: string): string {
  const words = name.replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2').split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const plain = words.map((word) => abbreviations.get(word.toLowerCase()) ?? (/^\p{Lu}{2,4}$/u.test(word) && words.length > 1 ? word : word.toLowerCase()))
  return plain.join(' ') || name
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** "a, b and c". */
export function listed(items: readonly string[], word = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items[items.length - 1]}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "2025-12-31" → "31 Dec 2025". */
export function dateText(date: string): string {
  const [year, month, day] = date.split('-')
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`
}

/** A value as it is written in a sentence: text in quotes, numbers with thousands apart, dates as people write them. */
export function valueText(value: Cell, type: ValueKind): string {
  if (value === null) return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = String(value)
  if (type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text)) return dateText(text)
  if (type === 'integer' || type === 'decimal' || type === 'float' || typeof value === 'number') return text.replace(/^(-?)(\d{5,})/, (_, sign: string, digits: string) => sign + digits.replace(/\B(?=(\d{3})+$)/g, ','))
  return type === 'text' || type === 'unknown' ? `“${text}”` : `${type} “${text}”`
}

/** What tables and columns of a plan are called: no two in one plan alike. */
export type Naming = {
  catalog: Catalog
  table(id: string): string
  /** The table's name in the database; empty for a sub-plan. */
  tableName(id: string): string
  /** Whether no other instance of the same table stands beside it. */
  isOnly(id: string): boolean
  column(id: string, column: string): string
  kind(id: string, column: string): ValueKind
  /** Names inside a `has`, where the tables around it keep theirs. */
  within(uses: TableUse[]): Naming
  subplan(plan: Plan): Naming
}

type Known = { label: string; table: Table | undefined; plan: Plan | undefined }

/** "invoice lines" → "invoice line"; good enough for the names of tables. */
function singular(label: string): string {
  if (/(?:ss|us|is)$/.test(label)) return label
  return label.replace(/ies$/, 'y').replace(/(ch|sh|x|ss)es$/, '$1').replace(/s$/, '')
}

/** The humanised name of a column, or its short comment where the name says nothing; its very name where two would be alike. */
function columnLabels(table: Table): Map<string, string> {
  const plain = (column: Table['columns'][number]) => {
    const name = humanised(column.name)
    const comment = column.comment?.trim() ?? ''
    const speaks = /[aeiouy]/i.test(name) && name.length > 2
    return !speaks && /^[\p{L}\p{N} ]{1,32}$/u.test(comment) ? comment.charAt(0).toLowerCase() + comment.slice(1) : name
  }
  const labels = table.columns.map(plain)
  return new Map(table.columns.map((column, at) => [column.name, labels.filter((label) => label === labels[at]).length > 1 ? column.name : labels[at]!]))
}

/** "name" of customers is "customer name"; "customer name" of customers is that already. */
function spoken(label: string, table: string): string {
  const owner = singular(table)
  return label.split(' ').includes(owner.split(' ').at(-1)!) ? label : `${owner} ${label}`
}

export function naming(catalog: Catalog, uses: TableUse[], outer: ReadonlyMap<string, Known> = new Map()): Naming {
  const tables = new Map(catalog.tables.map((table) => [table.name, table]))
  const labels = catalog.tables.map((table) => humanised(table.name))
  const tableLabel = (name: string) => (labels.filter((label) => label === humanised(name)).length > 1 ? name : humanised(name))
  const known = new Map(outer)
  for (const use of uses) {
    const [table, plan] = typeof use.table === 'string' ? [tables.get(use.table), undefined] : [undefined, use.table.plan]
    const name = typeof use.table === 'string' ? tableLabel(use.table) : 'the inner list'
    const wanted = use.role === undefined ? name : plan === undefined && use.role !== name ? `${use.role} (${name})` : use.role
    let label = wanted
    for (let number = 2; [...known.values()].some((each) => each.label === label); number++) label = `${wanted} ${number}`
    known.set(use.id, { label, table, plan })
  }
  const columns = new Map<string, string>()
  const counted = new Map<string, number>()
  for (const [id, { label, table, plan }] of known) {
    const own = table !== undefined ? columnLabels(table) : new Map((plan?.kind === 'query' ? plan.show : []).map((shown) => [shown.id, shown.label.toLowerCase()]))
    for (const [column, text] of own) {
      const phrase = plan === undefined && !label.includes('(') ? spoken(text, label) : `${text} of ${label}`
      columns.set(JSON.stringify([id, column]), phrase)
      counted.set(phrase, (counted.get(phrase) ?? 0) + 1)
    }
  }
  return {
    catalog,
    table: (id) => known.get(id)?.label ?? id,
    tableName: (id) => known.get(id)?.table?.name ?? '',
    isOnly: (id) => [...known.values()].filter((each) => each.table === known.get(id)?.table).length === 1,
    column(id, column) {
      const phrase = columns.get(JSON.stringify([id, column]))
      return phrase !== undefined && counted.get(phrase) === 1 ? phrase : `${column} of ${known.get(id)?.label ?? id}`
    },
    kind: (id, column) => known.get(id)?.table?.columns.find((each) => each.name === column)?.type.kind ?? 'unknown',
    within: (inner) => naming(catalog, inner, known),
    subplan: (plan) => naming(catalog, plan.kind === 'set' ? [] : plan.tables),
  }
}
