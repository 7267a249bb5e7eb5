import type { FailureCode, FailureFacts } from '../../shared/model/failure.ts'
import type { Outcome } from '../../shared/model/outcome.ts'
import type { Stage, Step } from '../../shared/model/step.ts'

/** One of the five bars of the progress line. `part` says how much of it is filled, 0 to 1; null when it is under way and nobody knows how far. */
export type StageView = { name: ShownStage; state: 'waiting' | 'now' | 'done' | 'failed' | 'stopped'; words: string; part: number | null }
type ShownStage = Exclude<Stage, 'explain'>

const names: ShownStage[] = ['understand', 'plan', 'check', 'run', 'draw']
const waiting: Record<ShownStage, string> = { understand: 'Understand', plan: 'Plan', check: 'Check', run: 'Read rows', draw: 'Draw' }
const under: Record<ShownStage, string> = { understand: 'Understanding', plan: 'Planning', check: 'Checking', run: 'Reading rows', draw: 'Drawing' }
const finished: Record<ShownStage, string> = { understand: 'Understood', plan: 'Planned', check: 'Checked', run: 'Rows read', draw: 'Drawn' }

const failed: Partial<Record<FailureCode, string>> = {
  CONNECTION_LOST: 'Connection lost', DISCONNECTED: 'Connection lost', SOURCE_UNREACHABLE: 'Not reachable', ACCESS_DENIED: 'Access denied', TIMEOUT: 'Out of time', CANCELLED: 'Cancelled',
  TOO_LARGE: 'Too large', OUT_OF_MEMORY: 'Out of memory', DISK_FULL: 'Disk full', UNKNOWN_WORD: 'Unknown word', NOT_UNDERSTOOD: 'Not understood', AMBIGUOUS: 'Not clear', NO_JOIN_PATH: 'No connection found',
  REFUSED_BY_GUARD: 'Refused', REFUSED_BY_POLICY: 'Refused', CONTEXT_STALE: 'Schema changed', DATABASE_GONE: 'Database gone', MIXED_CURRENCIES: 'Mixed currencies',
}

/** The receipt is written while the chart is drawn, as far as a reader is concerned. */
const shown = (stage: Stage): ShownStage => (stage === 'explain' ? 'draw' : stage)

/** How far a run is, as five stages. A run that ended badly without saying where failed at the stage it was last seen in. */
export function stagesOf(steps: readonly Step[], outcome: Outcome | null): StageView[] {
  const reached = steps.at(-1)
  const at = reached === undefined ? 0 : names.indexOf(shown(reached.stage))
  const failure = outcome?.kind === 'failed' ? outcome.failure : reached?.failure ?? null
  return names.map((name, place): StageView => {
    if (outcome?.kind === 'answer') return done(name, steps)
    if (place < at) return done(name, steps)
    if (place > at) return { name, state: 'waiting', words: waiting[name], part: 0 }
    if (failure !== null) return { name, state: failure.code === 'CANCELLED' ? 'stopped' : 'failed', words: failureWord(failure), part: partOf(name, steps) ?? 0.4 }
    return reached?.state === 'done' && reached.stage !== 'explain' && name !== 'draw' ? done(name, steps) : { name, state: 'now', words: under[name], part: partOf(name, steps) }
  })
}

/** What is done within understanding that takes its time, such as asking a model: worth saying on its own. */
export function subStage(steps: readonly Step[]): string | null {
  const last = steps.at(-1)
  return last?.stage === 'understand' && last.state === 'progress' ? last.detail : null
}

export const failureWord = (failure: FailureFacts): string => failed[failure.code] ?? 'Failed'

function done(name: ShownStage, steps: readonly Step[]): StageView {
  const words = name === 'run' ? steps.findLast((step) => step.stage === 'run' && step.state === 'done')?.detail : undefined
  return { name, state: 'done', words: words ?? finished[name], part: 1 }
}

/** Only reading rows can be measured: from the time it took so far, and the time that is said to be left. */
function partOf(name: ShownStage, steps: readonly Step[]): number | null {
  return name === 'run' ? readingOf(steps)?.part ?? null : null
}

/** How far the reading of rows is; `expected` is an estimate, null where there is none. */
export type Reading = { rows: number; part: number | null; expected: number | null; result: string | null }

/** Null before the first row. */
export function readingOf(steps: readonly Step[]): Reading | null {
  const last = steps.findLast((step) => step.stage === 'run' && step.rows !== undefined)
  const rows = last?.rows ?? 0
  if (last === undefined || rows === 0) return null
  const result = steps.findLast((step) => step.result !== undefined)?.result ?? null
  const began = steps.find((step) => step.stage === 'run')?.elapsedMs ?? last.elapsedMs
  const spent = last.elapsedMs - began
  if (last.leftMs === undefined || spent <= 0) return { rows, part: null, expected: null, result }
  const part = spent / (spent + last.leftMs)
  return { rows, part, expected: rows / part, result }
}
