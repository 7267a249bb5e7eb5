import { expect, it } from 'vitest'
import { columnsIn, mapColumns } from '../../../shared/model/plan-columns.ts'
import type { Condition, Expression } from '../../../shared/model/plan.ts'

const column = (name: string): Expression => ({ kind: 'column', table: 'a', column: name })

it('finds the columns of a nested expression, and not those of sub-plans', () => {
  const where: Condition = { kind: 'not', of: { kind: 'all', of: [{ kind: 'isNull', of: column('w') }, { kind: 'within', of: column('d'), from: null, until: '2026-01-01' }] } }
  const expression: Expression = {
    kind: 'arithmetic', operator: '/', left: { kind: 'aggregate', name: 'sum', of: column('x'), where },
    right: { kind: 'case', branches: [{ when: { kind: 'text', match: 'contains', of: column('t'), pattern: 'a' }, then: column('y') }], otherwise: { kind: 'call', name: 'abs', args: [column('z')] } },
  }
  expect(columnsIn({ expression }).map((found) => found.column)).toEqual(['x', 'w', 'd', 't', 'y', 'z'])
})

it('rewrites without touching what it was given', () => {
  const before: Expression = { kind: 'days', from: column('a'), to: { kind: 'bucket', grain: 'month', calendar: 'calendar', of: column('b') } }
  const copy = structuredClone(before)
  const after = mapColumns(before, (found) => ({ ...found, table: 'z' }))
  expect(before).toEqual(copy)
  expect(columnsIn({ expression: after }).map((found) => found.table)).toEqual(['z', 'z'])
})
