import type { Step } from '../../shared/model/step.ts'
import { onOneLine } from '../../shared/format/cell-text.ts'
import { knownWidth } from './wrap.ts'

/** Where progress is written: stderr, or anything like it. */
type Screen = { isTTY?: boolean; columns?: number; write(text: string): unknown }

/** One line of progress. `end` leaves the cursor at the start of a clean line and may be called twice. */
export type ProgressLine = {
  /** The source is being opened; `detail` says what is read of it now. */
  opening(detail?: string): void
  show(step: Step): void
  /** A line of its own, above the progress. */
  note(text: string): void
  end(): void
}

const tickMs = 500
const usualWidth = 80

/**
 * Shows steps on a terminal as one line that is rewritten and never longer than the terminal is wide, and elsewhere (a pipe, a log) as one line
 * per finished stage. `clock` gives milliseconds.
 */
export function progressLine(screen: Screen, clock: () => number = () => performance.now()): ProgressLine {
  const live = screen.isTTY === true
  const finished: string[] = []
  let waiting: { since: number; detail: string; timer: NodeJS.Timeout | undefined } | null = null
  let drawn = false

  const draw = (now: string[]): void => {
    screen.write(`\r\u001b[2K${shortened([...finished, ...now].join('  '), (knownWidth(screen.columns) ?? usualWidth) - 1)}`)
    drawn = true
  }
  const drawOpening = (): void => { if (waiting !== null) draw([`… ${waiting.detail} · ${((clock() - waiting.since) / 1_000).toFixed(1)} s`]) }
  const opened = (): void => {
    clearInterval(waiting?.timer)
    waiting = null
  }
  return {
    opening(detail = 'Opening the source') {
      if (!live) return
      waiting ??= { since: clock(), detail, timer: setInterval(drawOpening, tickMs).unref() }
      waiting.detail = onOneLine(detail)
      drawOpening()
    },
    show(step) {
      opened()
      if (step.state === 'done') finished.push(`✓ ${step.detail}`)
      if (live) draw(step.state === 'done' || step.state === 'failed' ? [] : [running(step)])
      else if (step.state === 'done') screen.write(`✓ ${step.detail} (${Math.round(step.elapsedMs)} ms)\n`)
    },
    note(text) {
      screen.write(`${drawn ? '\r\u001b[2K' : ''}${onOneLine(text)}\n`)
      drawn = false
    },
    end() {
      opened()
      if (!drawn) return
      screen.write(finished.length === 0 ? '\r\u001b[2K' : '\n')
      drawn = false
    },
  }
}

function running(step: Step): string {
  const rows = step.rows === undefined || step.rows === 0 ? '' : ` · ${step.rows.toLocaleString('en-US')} rows`
  const left = step.leftMs === undefined || step.leftMs < 1_000 ? '' : ` · about ${Math.ceil(step.leftMs / 1_000)} s left`
  return `… ${onOneLine(step.detail)}${rows} · ${(step.elapsedMs / 1_000).toFixed(1)} s${left}`
}

/** The end says what happens now, so the beginning gives way. */
function shortened(text: string, width: number): string {
  const characters = [...text]
  return characters.length <= width ? text : `…${characters.slice(characters.length - width + 1).join('')}`
}
