import type { Cell, ValueKind } from '../../../shared/model/value.ts'

/** An SQL expression, before it is printed for a dialect. */
export type Sql =
  | { node: 'column'; source: string; name: string }
  /** An output column of the same SELECT, by its name. */
  | { node: 'output'; name: string }
  /** A placeholder and what is bound to it. */
  | { node: 'value'; value: Cell; type: ValueKind }
  /** Text that is the same everywhere: a number, NULL, a keyword. Never from outside. */
  | { node: 'raw'; text: string }
  | { node: 'binary'; operator: string; left: Sql; right: Sql }
  | { node: 'prefix'; operator: 'NOT' | '-'; of: Sql }
  | { node: 'suffix'; operator: 'IS NULL' | 'IS NOT NULL' | 'IS NOT TRUE'; of: Sql }
  | { node: 'logic'; operator: 'AND' | 'OR'; of: Sql[] }
  | { node: 'between'; of: Sql; low: Sql; high: Sql }
  | { node: 'call'; name: string; args: Sql[]; distinct?: boolean; over?: Window }
  /** Fixed text around expressions: CAST(… AS DATE). */
  | { node: 'template'; parts: (string | Sql)[] }
  | { node: 'case'; branches: { when: Sql; then: Sql }[]; otherwise: Sql | null }
  | { node: 'in'; of: Sql; list: Sql[] | Query; not: boolean }
  | { node: 'exists'; query: Query; not: boolean }
  | { node: 'query'; query: Query }

export type Window = { partition: Sql[]; order: Order[]; frame: string | null }
/** Nulls come last in both directions; `nullable` false spares the words. */
export type Order = { value: Sql; direction: 'asc' | 'desc'; nullable: boolean }

/** A table or a query with the name its columns are reached by. */
export type Source = { from: string | Query; alias: string }
export type SqlJoin = { keep: 'inner' | 'left' | 'cross'; source: Source; on: Sql[] }
export type Output = { value: Sql; as: string }

export type Select = {
  kind: 'select'
  distinct: boolean
  columns: Output[]
  from: Source
  joins: SqlJoin[]
  where: Sql[]
  groupBy: Sql[]
  having: Sql[]
  orderBy: Order[]
  limit: { count: number; offset: number } | null
}
export type Union = { kind: 'union'; all: boolean; parts: Select[] }
export type Query = Select | Union

export const raw = (text: string): Sql => ({ node: 'raw', text })
export const whole = (number: number | bigint): Sql => raw(String(number))
export const nothing = raw('NULL')
export const column = (source: string, name: string): Sql => ({ node: 'column', source, name })
export const value = (cell: Cell, type: ValueKind): Sql => ({ node: 'value', value: cell, type })
export const binary = (left: Sql, operator: string, right: Sql): Sql => ({ node: 'binary', operator, left, right })
export const call = (name: string, ...args: Sql[]): Sql => ({ node: 'call', name, args })
export const isNull = (of: Sql): Sql => ({ node: 'suffix', operator: 'IS NULL', of })
export const isNotNull = (of: Sql): Sql => ({ node: 'suffix', operator: 'IS NOT NULL', of })
export const isNotTrue = (of: Sql): Sql => ({ node: 'suffix', operator: 'IS NOT TRUE', of })
export const and = (of: Sql[]): Sql => (of.length === 1 ? of[0]! : { node: 'logic', operator: 'AND', of })
export const or = (of: Sql[]): Sql => (of.length === 1 ? of[0]! : { node: 'logic', operator: 'OR', of })

/** sql`CAST(${x} AS DATE)`. */
export function sql(strings: TemplateStringsArray, ...parts: Sql[]): Sql {
  return { node: 'template', parts: strings.flatMap((text, at) => (at < parts.length ? [text, parts[at]!] : [text])) }
}

/** A SELECT with nothing but columns and a source; the rest is filled in by the caller. */
export function select(columns: Output[], from: Source, more: Partial<Omit<Select, 'kind' | 'columns' | 'from'>> = {}): Select {
  return { kind: 'select', distinct: false, columns, from, joins: [], where: [], groupBy: [], having: [], orderBy: [], limit: null, ...more }
}

/** True when both are the same expression. */
export function same(left: Sql, right: Sql): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

/** True when a placeholder stands anywhere in the expression. */
export function hasPlaceholder(expression: Sql): boolean {
  return JSON.stringify(expression).includes('"node":"value"')
}

/** The sources that an expression's columns belong to; queries inside it are left out. */
export function columnsIn(expression: Sql): Set<string> {
  switch (expression.node) {
    case 'column': return new Set([expression.source])
    case 'binary': return merged([expression.left, expression.right])
    case 'prefix': case 'suffix': return columnsIn(expression.of)
    case 'logic': return merged(expression.of)
    case 'between': return merged([expression.of, expression.low, expression.high])
    case 'call': return merged(expression.args)
    case 'template': return merged(expression.parts.filter((part) => typeof part !== 'string'))
    case 'case': return merged([...expression.branches.flatMap(({ when, then }) => [when, then]), ...(expression.otherwise === null ? [] : [expression.otherwise])])
    case 'in': return merged([expression.of, ...(Array.isArray(expression.list) ? expression.list : [])])
    default: return new Set()
  }
}

const merged = (list: Sql[]): Set<string> => new Set(list.flatMap((each) => [...columnsIn(each)]))
