import type { QueryProcess } from '../query-process.ts'
import type { Rows, Value } from '../score.ts'
import { binOf } from './bins.ts'
import type { Reference } from './vql.ts'

/** What a reference draws: x, y and colour of every mark. `sure` is null, or why the reference has no single meaning. */
export type Wanted = { rows: Rows; colour: boolean; sorted: { axis: 'x' | 'y'; direction: 'asc' | 'desc' } | null }

const aggregate = /^(count|sum|avg|min|max)\s*\(\s*(distinct\s+)?(.*)\)$/is
const plain = (column: string): string => column.replace(/^\w+\./, '').replaceAll('"', '').toLowerCase().trim()

/** Runs a reference; a text says why it has to be left out (it fails, is empty, or has no single meaning). */
export async function wantedOf(reference: Reference, path: string, runner: QueryProcess): Promise<Wanted | string> {
  const { kind, x, y, from, groups, limit, bin, order } = reference
  const colour = ['stacked bar', 'grouped line', 'grouped scatter'].includes(kind) ? groups[0] : undefined
  if (['stacked bar', 'grouped line', 'grouped scatter'].includes(kind) && colour === undefined) return 'no colour'
  const shown = [x, y, ...(colour === undefined ? [] : [colour])].join(', ')
  const aggregated = aggregate.test(y)
  if (bin !== null) {
    const binned = await binnedRows(reference, colour, path, runner)
    return typeof binned === 'string' ? binned : { rows: binned, colour: colour !== undefined, sorted: sortOf(reference) }
  }
  const points = kind === 'grouped scatter' && !aggregated
  const grouping = points || groups.length === 0 ? '' : `GROUP BY ${groups.join(', ')}`
  if (grouping !== '') {
    const doubtful = [...(aggregated ? [] : [y]), ...(aggregated && /^(?:min|max)/i.test(y) ? [] : [x])].filter((column) => !groups.some((group) => plain(group) === plain(column)))
    for (const column of doubtful) {
      const spread = await runner.run(path, `SELECT count(DISTINCT ${column}) AS n ${from} ${grouping} ORDER BY n DESC LIMIT 1`)
      if ('error' in spread) return 'fails'
      if (Number(spread.rows[0]?.[0] ?? 0) > 1) return 'picks any row of a group'
    }
  }
  const ordering = order === null ? '' : `ORDER BY ${order.by} ${order.direction}`
  const ran = await runner.run(path, `SELECT ${shown} ${from} ${grouping} ${limit === '' ? '' : `${ordering} ${limit}`}`)
  if ('error' in ran) return 'fails'
  return ran.rows.length === 0 ? 'is empty' : { rows: ran.rows, colour: colour !== undefined, sorted: sortOf(reference) }
}

function sortOf({ order, x, y }: Reference): Wanted['sorted'] {
  if (order === null) return null
  const same = (one: string, two: string) => one.replace(/\s|\w+\./g, '').toLowerCase() === two.replace(/\s|\w+\./g, '').toLowerCase()
  return same(order.by, y) && !same(order.by, x) ? { axis: 'y', direction: order.direction } : same(order.by, x) ? { axis: 'x', direction: order.direction } : null
}

async function binnedRows({ x, y, from, bin, groups, kind }: Reference, colour: string | undefined, path: string, runner: QueryProcess): Promise<Rows | string> {
  const measure = aggregate.exec(y)
  if (measure === null || bin === null) return 'picks any row of a group'
  if (kind === 'bar' && groups.some((group) => plain(group) !== plain(x))) return 'groups by what it does not show'
  const inner = measure[3]!.trim() === '*' ? '1' : measure[3]!
  const ran = await runner.run(path, `SELECT ${x}, ${inner}, ${colour ?? "''"} ${from}`)
  if ('error' in ran) return 'fails'
  const bins = new Map<string, { label: string; colour: Value; values: Value[] }>()
  let unread = 0
  for (const [at, value, part] of ran.rows) {
    const label = binOf(at ?? null, bin)
    if (label === null) {
      unread += 1
      continue
    }
    const key = JSON.stringify([label, part])
    const known = bins.get(key)
    if (known === undefined) bins.set(key, { label, colour: part ?? null, values: [value ?? null] })
    else known.values.push(value ?? null)
  }
  if (bins.size === 0) return ran.rows.length === 0 ? 'is empty' : 'bins what is no date'
  if (unread > ran.rows.length / 2) return 'bins what is no date'
  return [...bins.values()].map((entry) => [entry.label, aggregated(measure[1]!.toLowerCase(), measure[2] !== undefined, entry.values), ...(colour === undefined ? [] : [entry.colour])])
}

function aggregated(name: string, distinct: boolean, all: Value[]): Value {
  const present = all.filter((value) => value !== null)
  const values = distinct ? [...new Set(present)] : present
  if (name === 'count') return values.length
  const numbers = values.map(Number)
  if (numbers.length === 0) return null
  const sum = numbers.reduce((total, value) => total + value, 0)
  return name === 'sum' ? sum : name === 'avg' ? sum / numbers.length : name === 'min' ? Math.min(...numbers) : Math.max(...numbers)
}
