import { describe, expect, it } from 'vitest'
import { byDay } from '../../../../renderer/history/by-day.ts'
import type { HistoryEntry } from '../../../../shared/contract/history.ts'

const entry = (id: string, at: Date): HistoryEntry => ({ id, askedAt: at.toISOString(), sourceId: 's', sourceName: 'S', database: 'd', question: id, plan: null, sql: null, outcome: 'answered', rows: 1, elapsedMs: 1 })

describe('history by day', () => {
  it('names today and yesterday, and days of other years with their year', () => {
    const now = new Date(2026, 2, 1, 9, 0)
    const days = byDay([entry('a', new Date(2026, 2, 1, 0, 1)), entry('b', new Date(2026, 1, 28, 23, 59)), entry('c', new Date(2026, 1, 28, 0, 0)), entry('d', new Date(2026, 1, 20)), entry('e', new Date(2025, 11, 31))], now)
    expect(days.map(({ day, entries }) => [day, entries.map(({ id }) => id).join('')])).toEqual([['Today', 'a'], ['Yesterday', 'bc'], ['Friday 20 February', 'd'], ['Wednesday 31 December 2025', 'e']])
  })
})
