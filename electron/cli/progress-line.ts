import type { Step } from '../../shared/model/step.ts'

/** Where progress is written: stderr, or anything like it. */
type Screen = { isTTY?: boolean; write(text: string): unknown }

/**
 * Shows steps on a terminal as one line that is rewritten, and elsewhere (a pipe, a log) as one line per finished stage.
 * `end` leaves the cursor at the start of a clean line.
 */
export function progressLine(screen: Screen): { show(step: Step): void; end(): void } {
  const live = screen.isTTY === true
  const finished: string[] = []
  return {
    show(step) {
      if (step.state === 'done') finished.push(`✓ ${step.detail}`)
      if (live) screen.write(`\r\u001b[2K${[...finished, ...(step.state === 'done' || step.state === 'failed' ? [] : [running(step)])].join('  ')}`)
      else if (step.state === 'done') screen.write(`✓ ${step.detail} (${Math.round(step.elapsedMs)} ms)\n`)
    },
    end() {
      if (live && finished.length > 0) screen.write('\n')
    },
  }
}

function running(step: Step): string {
  const rows = step.rows === undefined || step.rows === 0 ? '' : ` · ${step.rows.toLocaleString('en-US')} rows`
  const left = step.leftMs === undefined || step.leftMs < 1_000 ? '' : ` · about ${Math.ceil(step.leftMs / 1_000)} s left`
  return `… ${step.detail}${rows} · ${(step.elapsedMs / 1_000).toFixed(1)} s${left}`
}
