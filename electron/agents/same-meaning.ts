import type { Catalog } from '../../shared/model/catalog.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { Join, Plan } from '../../shared/model/plan.ts'
import { compile } from '../plan/compile.ts'
import { readableOrder } from '../plan/defaults.ts'

/**
 * Whether two plans ask for the same: they are alike in all but ids, labels, the order of joins and conditions, default orders and what is shown beside,
 * or they compile to the same SQL with the same parameters. Plans that say the same in very different ways are told apart.
 */
export function sameMeaning(one: Plan, other: Plan, catalog: Catalog): boolean {
  if (keyOf(one) === keyOf(other)) return true
  const sql = sqlOf(one, catalog)
  return sql !== null && sql === sqlOf(other, catalog)
}

function sqlOf(plan: Plan, catalog: Catalog): string | null {
  try {
    const { sql, parameters } = compile(plain(plan, new Map()) as Plan, catalog, catalog.dialect, { output: 'batch' })
    return JSON.stringify([sql, parameters])
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}

type Node = Record<string, unknown>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What changes neither rows nor numbers. */
const beside = new Set(['origin', 'role', 'display', 'goodDirection', 'unit', 'metric', 'via', 'many'])
/** Where ids stand. */
const naming = new Set(['id', 'table', 'of', 'against', 'entity', 'right', 'within', 'per'])

/** The plan as a text in which nothing is named by chance. */
function keyOf(plan: Plan): string {
  const ids = new Map<string, string>()
  const counts = new Map<string, number>()
  const name = (id: string, kind: string): void => {
    if (ids.has(id)) return
    const number = counts.get(kind) ?? 0
    counts.set(kind, number + 1)
    ids.set(id, `${kind}#${number}`)
  }
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look)
    if (!isNode(value)) return
    if (typeof value.id === 'string') name(value.id, typeof value.table === 'string' ? `table ${value.table}` : 'part')
    Object.values(value).forEach(look)
  }
  look(plan)
  return JSON.stringify(sorted(plain(plan, ids)))
}

/** The same node without what lies beside its meaning, its labels empty and its ids replaced. Whose rows are meant does not matter to figures that name what they count. */
function plain(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((part) => plain(part, ids))
  if (!isNode(value)) return value
  const isFigure = Array.isArray(value.measures) && value.measures.length > 0 && !JSON.stringify(value.measures).includes('"of":null')
  const entries = Object.entries(value).filter(([name]) => !beside.has(name) && !(name === 'entity' && isFigure)).map(([name, part]): [string, unknown] => {
    if (name === 'label') return [name, '']
    if (name === 'context') return [name, []]
    if (name === 'order' && Array.isArray(part)) return [name, part.filter((each) => !isDefault(each)).map((each) => plain(each, ids))]
    if (naming.has(name)) return [name, renamed(part, ids)]
    return [name, plain(part, ids)]
  })
  return Object.fromEntries(value.calendar !== undefined && 'columns' in value ? entries.filter(([name]) => name !== 'calendar') : entries)
}

function renamed(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return ids.get(value) ?? value
  return Array.isArray(value) ? value.map((part) => renamed(part, ids)) : plain(value, ids)
}

const isDefault = (order: unknown): boolean => isNode(order) && isNode(order.origin) && order.origin.from === 'default' && order.origin.name === readableOrder

/** Fields, joins, tables and the parts of a condition in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isNode(value)) return value
  const fields = Object.entries(value).sort(([left], [right]) => compared(left, right)).map(([name, part]): [string, unknown] => {
    if (name === 'joins' && Array.isArray(part)) return [name, inOrder((part as Join[]).map(({ on, keep }) => [keep, inOrder(on.map((pair) => inOrder([sorted(pair.left), sorted(pair.right)])))]))]
    if (name === 'tables' && Array.isArray(part)) return [name, inOrder(part.map(sorted))]
    if (name === 'of' && (value.kind === 'all' || value.kind === 'any') && Array.isArray(part)) return [name, inOrder(part.map(sorted))]
    return [name, sorted(part)]
  })
  return Object.fromEntries(fields)
}

const inOrder = (parts: readonly unknown[]): unknown[] => [...parts].sort((left, right) => compared(JSON.stringify(left), JSON.stringify(right)))
const compared = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
