import { expect, it } from 'vitest'
import { readAskOptions } from '../../../electron/cli/options.ts'
import { progressLine } from '../../../electron/cli/progress-line.ts'

it('reads a question and its options', () => {
  expect(readAskOptions(['Revenue by region', '--source', 'a.csv', '--rows', '50', '--timeout', '5', '--chart', 'x.PNG', '--reading', '2', '--json', '--model', '--as-of', '2024-02-29'])).toMatchObject({
    question: 'Revenue by region', source: 'a.csv', limits: { rows: 50, milliseconds: 5_000 }, chart: { format: 'png' }, reading: 1, json: true, model: true, asOf: '2024-02-29',
  })
  expect(readAskOptions(['how', 'many', 'customers?'])).toMatchObject({ question: 'how many customers?', source: 'sample', top: 1, model: false, limits: { rows: 1_000, milliseconds: 30_000 } })
  expect(readAskOptions(['--help'])).toBeNull()
})

it.each([
  [[], 'no question'], [['x', '--rows', '0'], '--rows'], [['x', '--rows', '1e9'], '--rows'], [['x', '--as-of', '2023-02-29'], '--as-of'], [['x', '--calendar', 'lunar'], '--calendar'],
  [['x', '--chart', 'a.gif'], '--chart'], [['x', '--passwrod', 'y'], 'passwrod'],
])('refuses %j', (args, message) => {
  expect(() => readAskOptions(args)).toThrow(message)
})

it('writes progress a line per stage where there is no terminal, and rewrites one line where there is', () => {
  const step = { number: 1, stage: 'plan', percent: 10, elapsedMs: 12.4 } as const
  const written: string[] = []
  const pipe = progressLine({ write: (text) => written.push(text) })
  pipe.show({ ...step, state: 'started', detail: 'Writing the query' })
  pipe.show({ ...step, state: 'done', detail: 'Planned' })
  pipe.end()
  expect(written).toEqual(['✓ Planned (12 ms)\n'])
  const shown: string[] = []
  const terminal = progressLine({ isTTY: true, write: (text) => shown.push(text) })
  terminal.show({ ...step, state: 'done', detail: 'Planned' })
  terminal.show({ ...step, stage: 'run', state: 'progress', detail: 'Reading rows', rows: 1200, leftMs: 2_500 })
  terminal.end()
  expect(shown.at(-2)).toBe('\r\u001b[2K✓ Planned  … Reading rows · 1,200 rows · 0.0 s · about 3 s left')
})
