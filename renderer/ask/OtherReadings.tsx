import type { Answer } from '../../shared/model/answer.ts'
import type { OfferedReading } from '../../shared/model/outcome.ts'
import type { Run } from '../state/thread.ts'
import { TextButton } from '../ui/TextButton.tsx'
import { runPlan } from './change-plan.ts'
import style from './OtherReadings.module.css'

const offered = 3

/** What the question could also mean. */
export function OtherReadings({ run, answer, readings }: { run: Run; answer: Answer; readings: OfferedReading[] }) {
  const own = JSON.stringify(answer.plan)
  const others = readings.filter(({ plan, title }) => title !== answer.receipt.reading && JSON.stringify(plan) !== own).slice(0, offered)
  if (others.length === 0) return null
  return (
    <div className={style.others}>
      <span>Did you mean</span>
      <ul>{others.map((reading, at) => <li key={at}><TextButton onClick={() => { void runPlan(run, reading.plan) }}>{reading.title}</TextButton></li>)}</ul>
    </div>
  )
}
