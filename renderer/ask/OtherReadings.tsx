import type { OfferedReading } from '../../shared/model/outcome.ts'
import type { Answer } from '../../shared/model/answer.ts'
import type { Run } from '../state/thread.ts'
import { offeredReadings } from './offered-readings.ts'
import { chooseReading } from './remember.ts'
import style from './OtherReadings.module.css'

/** What the question could also mean. */
export function OtherReadings({ run, answer, readings }: { run: Run; answer: Answer; readings: OfferedReading[] }) {
  const others = offeredReadings(answer, readings)
  if (others.length === 0) return null
  return (
    <div className={style.others}>
      <span>Did you mean</span>
      <ul>{others.map(({ said, title, plan }) => <li key={title}><button type="button" title={title} onClick={() => { void chooseReading(run, plan, 'reading') }}>{said}</button></li>)}</ul>
    </div>
  )
}
