import { expect, it } from 'vitest'
import { progressLine } from '../../../electron/cli/progress-line.ts'
import type { Step } from '../../../shared/model/step.ts'

const step = (state: Step['state'], detail: string, more: Partial<Step> = {}): Step => ({ number: 1, stage: 'run', state, detail, percent: 0, elapsedMs: 1_200, ...more })

function screen(isTTY: boolean, columns = 80) {
  const written: string[] = []
  return { isTTY, columns, write: (text: string) => written.push(text), written }
}

it('is one line per finished stage in a pipe, and says nothing of opening', () => {
  const pipe = screen(false)
  const line = progressLine(pipe)
  line.opening('Reading the tables')
  line.show(step('started', 'Asking'))
  line.show(step('done', '4 rows'))
  line.end()
  expect(pipe.written).toEqual(['✓ 4 rows (1200 ms)\n'])
})

it('shows opening with its time on a terminal, and clears the line when it ends before any stage', () => {
  const terminal = screen(true)
  let now = 0
  const line = progressLine(terminal, () => now)
  line.opening()
  now = 2_500
  line.opening('Reading the tables, 1 of 2: a\u001b[2Jb')
  expect(terminal.written.at(-1)).toBe('\r\u001b[2K… Reading the tables, 1 of 2: a·[2Jb · 2.5 s')
  line.end()
  expect(terminal.written.at(-1)).toBe('\r\u001b[2K')
})

it('is never longer than the terminal is wide, so that it can be rewritten', () => {
  const narrow = screen(true, 40)
  const line = progressLine(narrow)
  for (const detail of ['Understood', 'Planned', 'Checked']) line.show(step('done', detail))
  line.show(step('progress', 'Reading rows', { rows: 1_234, leftMs: 5_000 }))
  expect(Math.max(...narrow.written.map((text) => text.replace('\r\u001b[2K', '').length))).toBeLessThanOrEqual(39)
  expect(narrow.written.at(-1)).toMatch(/1,234 rows · 1\.2 s · about 5 s left$/)
  line.note('Left out')
  expect(narrow.written.at(-1)).toBe('\r\u001b[2KLeft out\n')
})

it('takes a terminal that says it is 0 columns wide for a usual one', () => {
  const blind = screen(true, 0)
  progressLine(blind).show(step('done', 'Understood'))
  expect(blind.written).toEqual(['\r\u001b[2K✓ Understood'])
})
