import { ChevronRight } from 'lucide-react'
import { numberBehind } from '../state/rows-behind-title.ts'
import { focusRun, type Run } from '../state/thread.ts'
import { formatDuration } from '../ui/format.ts'
import style from './DocumentLine.module.css'
import type { AskedDocument } from './documents.ts'
import { countOf } from './progress-text.ts'
import { failureWord } from './stages.ts'
import { setDocumentOpen } from './thread-view.ts'

/** A document in one quiet line: what it is and how it ended. */
export function DocumentLine({ document, run }: { document: AskedDocument; run: Run }) {
  const open = (): void => {
    setDocumentOpen(document.id, true)
    focusRun(run.summary.id)
  }
  return (
    <button type="button" className={style.line} aria-expanded={false} onClick={open}>
      <ChevronRight size={13} strokeWidth={2} className={style.mark} aria-hidden />
      <b className={style.title}>{titleOf(run)}</b>
      <span className={style.facts}>{factsOf(run)}</span>
    </button>
  )
}

/** What a document is called: as its answer calls itself, and the question until there is one. */
export function titleOf(run: Run): string {
  const { asked } = run.summary
  return run.outcome?.kind === 'answer' && numberBehind(run) === null ? run.outcome.answer.title : asked.text
}

function factsOf({ outcome }: Run): string {
  switch (outcome?.kind) {
    case undefined: return 'running'
    case 'clarify': return 'asks which is meant'
    case 'failed': return failureWord(outcome.failure).toLowerCase()
    case 'answer': {
      const { rows, truncated, elapsedMs, grade } = outcome.answer.receipt
      return [`${truncated ? 'first ' : ''}${countOf(rows, 'row')}`, formatDuration(elapsedMs), ...(grade === 'Assumed' ? [grade] : [])].join(' · ')
    }
  }
}
