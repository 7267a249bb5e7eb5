import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { columnFormats, openingColumns } from '../../../electron/answers/column-formats.ts'
import { Plan } from '../../../shared/model/plan.ts'
import type { ResultColumn } from '../../../shared/model/result.ts'

const fixture = (number: string): Plan => Plan.parse((JSON.parse(readFileSync(new URL(`../../fixtures/plans/${number}.json`, import.meta.url), 'utf8')) as { plan: unknown }).plan)
const money = { kind: 'money', currency: 'USD' } as const

describe('how columns read', () => {
  const columns: ResultColumn[] = [
    { id: 'month', label: 'Month', type: { kind: 'date' } },
    { id: 'customer_id', label: 'Customer id', type: { kind: 'integer' } },
    { id: 'amount', label: 'Amount', type: { kind: 'decimal', scale: 4 }, unit: money },
    { id: 'share', label: 'Share', type: { kind: 'decimal', scale: 6 }, unit: { kind: 'percent' } },
    { id: 'note', label: 'Note', type: { kind: 'text' } },
  ]

  it('is settled by type, unit and name where there is no plan', () => {
    expect(columnFormats(columns, null, [['2025-01-01', '12', '1234.5000', '0.250000', 'x']])).toEqual({
      month: { kind: 'time', grain: null, calendar: 'calendar' },
      customer_id: { kind: 'number', places: null, grouped: false, percent: false },
      amount: { kind: 'number', places: 2, grouped: true, percent: false },
      share: { kind: 'number', places: 2, grouped: true, percent: true },
      note: { kind: 'text' },
    })
  })

  it('keeps every digit of amounts below one', () => {
    expect(columnFormats(columns, null, [['2025-01-01', '12', '0.0125', '0.25', 'x']]).amount).toMatchObject({ places: null })
  })

  it('opens additive measures and not ratios, with the grouping of each other column', () => {
    const plan = fixture('04')
    if (plan.kind !== 'query') throw new Error('a query was expected')
    const shown = plan.show.map((one): ResultColumn => ({ id: one.id, label: one.label, type: { kind: 'decimal', scale: 2 }, unit: money }))
    const opens = openingColumns(shown, plan)
    expect(Object.values(opens.groups)).toEqual(plan.by.map((group) => group.id))
    expect(Object.values(opens.measures).every((id) => plan.measures.some((measure) => measure.id === id))).toBe(true)
    expect(Object.values(opens.measures).length).toBeGreaterThan(0)
    const ratio: Plan = { ...plan, measures: plan.measures.map((measure) => ({ ...measure, value: { kind: 'aggregate', name: 'avg', of: { kind: 'column', table: 't1', column: 'x' } } })) }
    expect(openingColumns(shown, ratio).measures).toEqual({})
    expect(openingColumns(shown, null)).toEqual({ measures: {}, groups: {} })
  })
})
