export type ReferenceKind = 'bar' | 'pie' | 'line' | 'scatter' | 'stacked bar' | 'grouped line' | 'grouped scatter'
export type BinUnit = 'year' | 'month' | 'weekday' | 'day'

/** A reference of the form "Visualize BAR SELECT x , y FROM … GROUP BY … ORDER BY … BIN x BY WEEKDAY". */
export type Reference = {
  kind: ReferenceKind
  x: string
  y: string
  /** From FROM up to GROUP BY, conditions included. */
  from: string
  groups: string[]
  order: { by: string; direction: 'asc' | 'desc' } | null
  limit: string
  bin: BinUnit | null
}

const kinds: Record<string, ReferenceKind> = {
  Bar: 'bar', Pie: 'pie', Line: 'line', Scatter: 'scatter', 'Stacked Bar': 'stacked bar', 'Grouping Line': 'grouped line', 'Grouping Scatter': 'grouped scatter',
}

/** Reads a reference; null for what has no SQL meaning that is sure (set operations, unknown bins). */
export function readReference(chart: string, text: string): Reference | null {
  const kind = kinds[chart]
  const bin = /\sBIN\s+\S+\s+BY\s+(\w+)\s*$/i.exec(text)
  const unit = bin?.[1]?.toLowerCase()
  if (kind === undefined || (unit !== undefined && !['year', 'month', 'weekday', 'day'].includes(unit))) return null
  const sql = (bin === null ? text : text.slice(0, bin.index)).replace(/^Visualize\s+\w+\s+/i, '').trim()
  const parts = clausesOf(sql)
  if (parts === null) return null
  const [x, y] = splitTop(parts.select, ',')
  if (x === undefined || y === undefined) return null
  const [ordered] = splitTop(parts.order, ',')
  const order = /^(.*?)(?:\s+(asc|desc))?$/is.exec((ordered ?? '').trim())
  return {
    kind, x: x.trim(), y: y.trim(), from: parts.from, groups: splitTop(parts.group, ',').map((group) => group.trim()).filter((group) => group !== ''),
    order: order?.[1] === undefined || order[1] === '' ? null : { by: order[1].trim(), direction: order[2]?.toLowerCase() === 'desc' ? 'desc' : 'asc' },
    limit: parts.limit, bin: (unit ?? null) as BinUnit | null,
  }
}

type Clauses = { select: string; from: string; group: string; order: string; limit: string }

/** The clauses of the outermost SELECT; null when there is a set operation there. */
function clausesOf(sql: string): Clauses | null {
  const at = (word: RegExp): number => outermost(sql, word)
  if (at(/\b(?:union|intersect|except)\b/gi) >= 0) return null
  const starts = { from: at(/\bfrom\b/gi), group: at(/\bgroup\s+by\b/gi), order: at(/\border\s+by\b/gi), limit: at(/\blimit\b/gi) }
  if (!/^select\b/i.test(sql) || starts.from < 0) return null
  const end = (from: number): number => Math.min(...Object.values(starts).filter((start) => start > from), sql.length)
  const text = (start: number, head: RegExp): string => (start < 0 ? '' : sql.slice(start, end(start)).replace(head, '').trim())
  return {
    select: sql.slice(6, starts.from).trim(), from: text(starts.from, /^(?!)/), group: text(starts.group, /^group\s+by/i), order: text(starts.order, /^order\s+by/i), limit: text(starts.limit, /^(?!)/),
  }
}

/** Where a word stands outside brackets and quotes; -1 when nowhere. */
function outermost(sql: string, word: RegExp): number {
  const plain = sql.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, (quoted) => 'q'.repeat(quoted.length))
  let depth = 0
  const flat = [...plain].map((character) => {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    return depth > 0 ? '.' : character
  }).join('')
  const found = word.exec(flat)
  word.lastIndex = 0
  return found?.index ?? -1
}

function splitTop(text: string, mark: string): string[] {
  const parts: string[] = ['']
  let depth = 0
  for (const character of text) {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (character === mark && depth === 0) parts.push('')
    else parts[parts.length - 1] += character
  }
  return text === '' ? [] : parts
}
