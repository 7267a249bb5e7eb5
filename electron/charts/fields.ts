import type { Comparison, Expression, Grain, CalendarName, Measure, Plan, QueryPlan } from '../../shared/model/plan.ts'
import type { Cell, Unit, ValueType } from '../../shared/model/value.ts'
import { cleanText } from './exact-text.ts'

/** A column of the result as the compiler describes it; `part` tells asked-for columns from context. */
export type ChartColumn = { id: string; label: string; type: ValueType | null; unit?: Unit | undefined; part: 'show' | 'context' }

/** What a column can be on a chart. */
export type Role =
  /** `additive`: values of different rows may be added up. `share`: a part of the whole. `running`: a total up to here. */
  | { kind: 'measure'; additive: boolean; share: boolean; running: boolean; aggregated: boolean }
  /** A point in time: a period's start when there is a grain, otherwise a date. */
  | { kind: 'time'; grain: Grain | null; calendar: CalendarName }
  /** A calendar part that comes round again, as a number; years do not come round but are numbers too. */
  | { kind: 'cycle'; part: 'year' | 'quarter' | 'month' | 'week' | 'day' | 'weekday' }
  | { kind: 'category' }

export type Field = { index: number; id: string; label: string; unit: Unit; role: Role; numeric: boolean; part: ChartColumn['part'] }

const numberKinds = new Set(['integer', 'decimal', 'float'])
const noUnit: Unit = { kind: 'none' }

/** Columns with their roles: from the plan where there is one, otherwise from types and names. */
export function fieldsOf(columns: readonly ChartColumn[], plan: Plan | null, rows: readonly Cell[][]): Field[] {
  const grouped = plan?.kind === 'query' && (plan.measures.length > 0 || plan.by.length > 0 || plan.show.some(({ value }) => value.kind === 'aggregate'))
  return columns.map((column, index) => {
    const numeric = isNumeric(column.type, rows, index)
    const role = (plan?.kind === 'query' ? plannedRole(column.id, plan) : null) ?? guessedRole(column, numeric, grouped)
    return { index, id: column.id, label: cleanText(column.label), unit: column.unit ?? noUnit, role: numeric || role.kind !== 'measure' ? role : { kind: 'category' }, numeric, part: column.part }
  })
}

/** A finite double for drawing only; exact values are shown as text. Null for what is no number. */
export function numberOf(cell: Cell | undefined): number | null {
  const value = typeof cell === 'number' ? cell : typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : NaN
  return Number.isFinite(value) ? value : null
}

/** Engines that do not type a computed column send "unknown": the cells decide. */
function isNumeric(type: ValueType | null, rows: readonly Cell[][], index: number): boolean {
  if (type !== null && type.kind !== 'unknown') return numberKinds.has(type.kind)
  const cells = rows.map((row) => row[index] ?? null).filter((cell) => cell !== null)
  return cells.length > 0 && cells.every((cell) => typeof cell !== 'boolean' && numberOf(cell) !== null)
}

function plannedRole(id: string, plan: QueryPlan): Role | null {
  const value = [...plan.show, ...plan.context].find((shown) => shown.id === id)?.value
  const target = value?.kind === 'ref' ? value.id : id
  const measure = plan.measures.find((one) => one.id === target)
  if (measure !== undefined) return measureRole(measure)
  const comparison = plan.compare.find((one) => one.id === target)
  if (comparison !== undefined) return comparisonRole(comparison, plan)
  const expression = plan.by.find((one) => one.id === target)?.value ?? value
  if (expression?.kind === 'bucket') return { kind: 'time', grain: expression.grain, calendar: expression.calendar }
  if (expression?.kind === 'part') return { kind: 'cycle', part: expression.part }
  if (expression?.kind === 'aggregate') return { kind: 'measure', additive: expression.name === 'sum' || expression.name === 'count', share: false, running: false, aggregated: true }
  return null
}

function measureRole({ value, balance }: Measure): Role {
  return { kind: 'measure', additive: balance === undefined && addsUp(value), share: false, running: false, aggregated: true }
}

/** Whether the values of two groups may be added: sums and counts, sums and differences of such, and multiples of them by a constant. */
function addsUp(value: Expression): boolean {
  if (value.kind === 'aggregate') return value.name === 'sum' || value.name === 'count'
  if (value.kind !== 'arithmetic') return value.kind === 'literal' && Number(value.value) === 0
  const { operator, left, right } = value
  if (operator === '+' || operator === '-') return addsUp(left) && addsUp(right)
  return right.kind === 'literal' ? addsUp(left) : operator === '*' && left.kind === 'literal' && addsUp(right)
}

function comparisonRole(comparison: Comparison, plan: QueryPlan): Role {
  const of = comparison.kind === 'previous' ? plan.measures.find((measure) => measure.id === comparison.of) : undefined
  const additive = comparison.kind === 'share' || (of !== undefined && (measureRole(of) as Role & { kind: 'measure' }).additive)
  return { kind: 'measure', additive, share: comparison.kind === 'share', running: comparison.kind === 'running', aggregated: true }
}

/** Beside aggregates, a plain number is what the rows are grouped by. */
function guessedRole(column: ChartColumn, numeric: boolean, grouped: boolean): Role {
  if (column.type?.kind === 'date' || column.type?.kind === 'timestamp') return { kind: 'time', grain: null, calendar: 'calendar' }
  if (!numeric) return { kind: 'category' }
  if (/\byear\b/i.test(column.label.replaceAll('_', ' '))) return { kind: 'cycle', part: 'year' }
  if (grouped || /(^|[ _])(id|key|code|no|nr|number|zip|phone)$/i.test(column.label) || /[a-z]I[dD]$/.test(column.label)) return { kind: 'category' }
  return { kind: 'measure', additive: false, share: false, running: false, aggregated: false }
}
