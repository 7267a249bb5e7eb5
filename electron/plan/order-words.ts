import type { Catalog } from '../../shared/model/catalog.ts'
import type { Expression, OrderBy, QueryPlan } from '../../shared/model/plan.ts'

/** What an order does to what it orders: numbers "largest first", time "latest first", text "A to Z". */
export function orderWords(plan: QueryPlan, { by, direction }: Pick<OrderBy, 'by' | 'direction'>, catalog: Catalog): string {
  const down = direction === 'desc'
  switch (kindOf(valueOf(plan, by), plan, catalog)) {
    case 'time': return down ? 'latest first' : 'earliest first'
    case 'text': return down ? 'Z to A' : 'A to Z'
    case 'number': return down ? 'largest first' : 'smallest first'
  }
}

function valueOf(plan: QueryPlan, by: Expression): Expression {
  if (by.kind !== 'ref') return by
  const named = [...plan.by, ...plan.measures, ...plan.show, ...plan.context].find((each) => each.id === by.id && !(each.value.kind === 'ref' && each.value.id === by.id))
  return named === undefined ? by : valueOf(plan, named.value)
}

function kindOf(value: Expression, plan: QueryPlan, catalog: Catalog): 'time' | 'text' | 'number' {
  if (value.kind === 'bucket' || value.kind === 'part') return 'time'
  if (value.kind !== 'column') return 'number'
  const table = plan.tables.find((use) => use.id === value.table)?.table
  const type = catalog.tables.find(({ name }) => name === table)?.columns.find(({ name }) => name === value.column)?.type.kind
  if (type === 'date' || type === 'timestamp' || type === 'time') return 'time'
  return type === 'text' || type === 'json' ? 'text' : 'number'
}
