import type { Catalog } from '../../../shared/model/catalog.ts'
import type { Condition, Expression, QueryPlan } from '../../../shared/model/plan.ts'
import type { Cell, ValueKind } from '../../../shared/model/value.ts'
import { addGrains } from '../calendar.ts'

/** The rows of the group that has this value, as a condition on them. */
export function inGroup(value: Expression, cell: Cell, plan: QueryPlan, catalog: Catalog): Condition {
  const kind = kindOf(value, plan, catalog)
  if (value.kind === 'band') return inBand(value, cell)
  if (cell === null) return { kind: 'isNull', of: value.kind === 'bucket' || value.kind === 'part' ? value.of : value }
  if (value.kind === 'bucket') {
    const from = String(cell).slice(0, 10)
    return { kind: 'within', of: value.of, from, until: addGrains(from, value.grain, 1) }
  }
  return { kind: 'compare', operator: '=', left: value, right: { kind: 'literal', value: cell, type: kind } }
}

/** A band is called by its lower bound; the first has none, and neither has a value that is missing. */
function inBand({ of, bounds }: Extract<Expression, { kind: 'band' }>, cell: Cell): Condition {
  const number = (bound: number): Expression => ({ kind: 'literal', value: Number.isInteger(bound) ? String(bound) : bound, type: Number.isInteger(bound) ? 'integer' : 'float' })
  const below = (bound: number): Condition => ({ kind: 'compare', operator: '<', left: of, right: number(bound) })
  const [first] = bounds
  if (cell === null) return { kind: 'any', of: [{ kind: 'isNull', of }, ...(first === undefined ? [] : [below(first)])] }
  const at = bounds.findIndex((bound) => bound === Number(cell))
  const next = bounds[at + 1]
  return { kind: 'all', of: [{ kind: 'compare', operator: '>=', left: of, right: number(Number(cell)) }, ...(next === undefined ? [] : [below(next)])] }
}

function kindOf(value: Expression, plan: QueryPlan, catalog: Catalog): ValueKind {
  switch (value.kind) {
    case 'column': {
      const table = plan.tables.find((use) => use.id === value.table)?.table
      return catalog.tables.find((each) => each.name === table)?.columns.find((column) => column.name === value.column)?.type.kind ?? 'text'
    }
    case 'part': case 'days': return 'integer'
    case 'literal': return value.type
    case 'call': return value.name === 'length' ? 'integer' : value.args[0] === undefined ? 'text' : kindOf(value.args[0], plan, catalog)
    case 'case': return value.branches[0] === undefined ? 'text' : kindOf(value.branches[0].then, plan, catalog)
    case 'arithmetic': return 'decimal'
    default: return 'text'
  }
}
