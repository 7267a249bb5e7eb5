/** A cell as SQLite gives it. */
export type Value = string | number | null
export type Rows = Value[][]

/** True when the statement orders its rows at the outermost level. */
export function ordersRows(sql: string): boolean {
  const plain = sql.replace(/'(?:[^']|'')*'|"[^"]*"|`[^`]*`/g, 'x')
  let depth = 0
  let outer = ''
  for (const character of plain) {
    if (character === '(') depth += 1
    else if (character === ')') depth -= 1
    else if (depth === 0) outer += character
  }
  return /\border\s+by\b/i.test(outer)
}

/** Execution equality: rows as a multiset (a list when `ordered`), any one-to-one permutation of columns, numbers within 1e-6. */
export function sameResult(gold: Rows, answer: Rows, ordered: boolean): boolean {
  if (gold.length !== answer.length) return false
  if (gold.length === 0) return true
  const width = gold[0]!.length
  if (width !== answer[0]!.length) return false
  if (sameRows(gold, answer, ordered)) return true
  const signature = (rows: Rows, column: number) => rows.map((row) => keyOf(row[column]!, 6)).sort().join('\u0001')
  const theirs = Array.from({ length: width }, (_, column) => signature(gold, column))
  const ours = Array.from({ length: width }, (_, column) => signature(answer, column))
  const candidates = theirs.map((wanted) => ours.flatMap((had, column) => (had === wanted ? [column] : [])))
  if (candidates.some((list) => list.length === 0)) return false
  let tried = 0
  const place = (at: number, used: number[]): boolean => {
    if (at === width) {
      tried += 1
      return sameRows(gold, answer.map((row) => used.map((column) => row[column]!)), ordered)
    }
    return candidates[at]!.some((column) => !used.includes(column) && tried < 5000 && place(at + 1, [...used, column]))
  }
  return place(0, [])
}

function keyOf(value: Value, digits: number): string {
  if (value === null) return '0'
  if (typeof value === 'string') return `s${value}`
  if (!Number.isFinite(value)) return `s${value}`
  return `n${Math.abs(value) > 1e-9 ? Number(value.toPrecision(digits)) : 0}`
}

function sameRows(left: Rows, right: Rows, ordered: boolean): boolean {
  if (ordered) return left.every((row, at) => row.every((value, column) => close(value, right[at]![column]!)))
  const key = (row: Value[]) => row.map((value) => keyOf(value, 9)).join('\u0001')
  const counts = new Map<string, number>()
  for (const row of left) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1)
  for (const row of right) {
    const known = counts.get(key(row)) ?? 0
    if (known === 0) return sameSorted(left, right)
    counts.set(key(row), known - 1)
  }
  return true
}

function sameSorted(left: Rows, right: Rows): boolean {
  const key = (row: Value[]) => row.map((value) => (typeof value === 'number' ? `n${value.toFixed(3).padStart(24)}` : `s${value ?? ''}`)).join('\u0001')
  const sort = (rows: Rows) => rows.map((row) => ({ row, key: key(row) })).sort((one, two) => (one.key < two.key ? -1 : one.key > two.key ? 1 : 0)).map((item) => item.row)
  const [one, two] = [sort(left), sort(right)]
  return one.every((row, at) => row.every((value, column) => close(value, two[at]![column]!)))
}

function close(left: Value, right: Value): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left === right || Math.abs(left - right) <= Math.max(1e-6 * Math.max(Math.abs(left), Math.abs(right)), 1e-6)
  return left === right
}
