import { Button } from '@mantine/core'
import type { FailureFacts } from '../../shared/model/failure.ts'
import { ask, type Run } from '../state/thread.ts'
import { applyRemedy } from './remedy.ts'
import style from './RunFailure.module.css'
import { withWordReplaced, type UnknownWord as Word } from './unknown-word.ts'

const offered = 4

/** A word that nothing here is called by: define it, or say one of the nearest instead. */
export function UnknownWord({ run, word, failure }: { run: Run; word: Word; failure: FailureFacts }) {
  const question = run.summary.asked.text
  return (
    <div className={style.failure} data-first role="alert">
      <p className={style.text}>Nothing in {run.summary.sourceName} is called that, and the vocabulary has no such term.{modelNote(failure)}</p>
      <div className={style.actions}>
        <Button onClick={() => { void applyRemedy(failure, run, 'define') }}>Define {shortened(word.text)}</Button>
        {word.nearest.length > 0 && <span className={style.lead}>or say</span>}
        {word.nearest.slice(0, offered).map((nearest) => (
          <Button key={nearest} variant="default" onClick={() => { void ask({ kind: 'words', text: withWordReplaced(question, word, nearest) }, { parent: run.summary.id }) }}>{shortened(nearest)}</Button>
        ))}
        <Button variant="default" onClick={() => { void applyRemedy(failure, run, 'rephrase') }}>Edit the question</Button>
      </div>
    </div>
  )
}

/** Why a model did not help, where one is on. */
const modelNote = ({ detail }: FailureFacts): string => (typeof detail?.model === 'string' ? ` ${detail.model}` : '')

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
