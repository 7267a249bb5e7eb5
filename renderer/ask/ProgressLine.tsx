import { Button } from '@mantine/core'
import { useRef } from 'react'
import { useSettings } from '../state/app.ts'
import { cancelRun, type Run } from '../state/thread.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { useNow } from '../ui/use-now.ts'
import { progressText } from './progress-text.ts'
import style from './ProgressLine.module.css'
import { readingOf, stagesOf, subStage, type StageView } from './stages.ts'

const tickMs = 200

/** Five bars that fill, where the run is and how long it takes, and the way to stop it. */
export function ProgressLine({ run, hasRows }: { run: Run; hasRows: boolean }) {
  const stages = stagesOf(run.steps, run.outcome)
  const isRunning = run.outcome === null
  const now = stages.find((stage) => stage.state === 'now')
  return (
    <div className={style.progress}>
      <Bars stages={stages} />
      {isRunning && (
        <div className={style.under}>
          <Clock run={run} />
          <span className="visually-hidden" role="status">{subStage(run.steps) ?? now?.words ?? 'Asking'}</span>
          {hasRows && <span className={style.end}>First rows shown below</span>}
          <CancelButton run={run} pushed={!hasRows} />
        </div>
      )}
    </div>
  )
}

function Bars({ stages }: { stages: readonly StageView[] }) {
  return (
    <ol className={style.bars} aria-label="Stages">
      {stages.map(({ name, state, words, part }) => (
        <li key={name} className={style.stage} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
          <i data-unknown={(state === 'now' && part === null) || undefined}><b style={{ width: `${Math.round((part ?? 0.3) * 100)}%` }} /></i>
          {words}
        </li>
      ))}
    </ol>
  )
}

/** Goes on between the steps, so that a wait is never a still picture. */
function Clock({ run }: { run: Run }) {
  const limits = { ...useSettings().limits, ...run.limits }
  const now = useNow(tickMs)
  const step = run.steps.at(-1)
  const seen = useRef({ number: 0, at: now })
  if (step !== undefined && step.number !== seen.current.number) seen.current = { number: step.number, at: Date.now() }
  const since = step === undefined ? 0 : Math.max(0, now - seen.current.at)
  const left = step?.leftMs === undefined ? null : Math.max(0, step.leftMs - since)
  return <span className={style.clock}>{progressText(step?.detail ?? 'Asking', readingOf(run.steps), (step?.elapsedMs ?? 0) + since, left, limits.rows)}</span>
}

function CancelButton({ run, pushed }: { run: Run; pushed: boolean }) {
  return <Button variant="default" className={pushed ? style.end : undefined} rightSection={<Kbd keys="Esc" />} onClick={() => { void cancelRun(run.summary.id) }}>Cancel</Button>
}
