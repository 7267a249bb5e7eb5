import { Check } from 'lucide-react'
import type { Lesson } from '../../shared/contract/learned.ts'
import { acceptedText } from '../../shared/format/accepted-text.ts'
import type { Answer } from '../../shared/model/answer.ts'
import type { Run } from '../state/thread.ts'
import { TextButton } from '../ui/TextButton.tsx'
import type { AskedDocument } from './documents.ts'
import { forgetLesson, remember, useRemembered } from './remember.ts'
import style from './RememberLine.module.css'

/** Whether the meaning of this question is remembered, and the button that has it remembered or forgotten. Follow-ups mean nothing by themselves. */
export function RememberLine({ document, run, answer }: { document: AskedDocument; run: Run; answer: Answer }) {
  const lesson = useRemembered(({ lessons }) => lessons[run.summary.id])
  const forgotten = useRemembered((state) => state.forgotten)
  const [first] = document.versions
  const { plan, receipt: { accepted } } = answer
  const { asked } = run.summary
  if (lesson !== undefined && forgotten[lesson.question.id] !== true) return <Line text={lessonText(lesson)} id={lesson.question.id} />
  if (accepted !== undefined && forgotten[accepted.id] !== true) return <Line text={acceptedText(accepted)} id={accepted.id} />
  if (plan === null || asked.text.trim() === '' || first?.summary.asked.kind !== 'words' || asked.kind === 'sql' || isFollowUp(first)) return null
  const isChanged = asked.kind === 'plan'
  return (
    <p className={style.line}>
      <TextButton onClick={() => { void remember(run.summary.id, asked.text, plan, isChanged ? 'edit' : 'right') }}>{isChanged ? 'Remember this meaning' : 'This is right'}</TextButton>
    </p>
  )
}

function Line({ text, id }: { text: string; id: string }) {
  return (
    <p className={style.line} role="status">
      <Check size={13} strokeWidth={2.5} aria-hidden />
      <span>{text} <TextButton onClick={() => { void forgetLesson(id) }}>Undo</TextButton></span>
    </p>
  )
}

const isFollowUp = ({ outcome }: Run): boolean => outcome !== null && outcome.kind !== 'failed' && outcome.refines !== undefined

function lessonText({ question, aliases, told }: Lesson): string {
  return [`Remembered for “${question.question}”.`, ...aliases.map(({ phrase, means }) => `“${phrase}” means ${means} from now on.`), ...told].join(' ')
}
