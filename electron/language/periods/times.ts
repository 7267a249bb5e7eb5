import type { Test } from '../grammar/piece.ts'
import type { PeriodWords } from './period.ts'

/** The stretches of time that a test names when it is about no column: one, from the first to the last day; or, `apart`, its two ends ("the change from Q1 2025 to Q1 2026"). */
export function timesOf(test: Test, apart = false): PeriodWords[] {
  if (test.kind === 'between') {
    if (test.low.kind !== 'period' || test.high.kind !== 'period') return []
    const [low, high] = [test.low.period, test.high.period]
    return apart ? [low, high] : [{ ...high, from: low.from, until: high.until, label: `${low.label} to ${high.label}`, grain: null, year: null, month: null }]
  }
  if (test.kind !== 'compare' || test.operand.kind !== 'period') return []
  if (apart) return [test.operand.period]
  const { period } = test.operand
  const open = { ...period, grain: null, year: null, month: null }
  switch (test.operator) {
    case '=': return [period]
    case '>=': return [{ ...open, until: null, label: `from ${period.label} on` }]
    case '>': return [{ ...open, from: period.until, until: null, label: `after ${period.label}` }]
    case '<': return [{ ...open, from: null, until: period.from, label: `before ${period.label}` }]
    case '<=': return [{ ...open, from: null, label: `up to ${period.label}` }]
    case '!=': return []
  }
}
