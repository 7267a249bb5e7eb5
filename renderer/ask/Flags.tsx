import type { Answer } from '../../shared/model/answer.ts'
import { Notice } from '../ui/Notice.tsx'
import style from './Flags.module.css'

/** What a reader must know before trusting the numbers; it stands above them. That they are only the first rows is said where the rows are. */
export function Flags({ answer: { receipt } }: { answer: Answer }) {
  const { ignoredWords, warnings } = receipt
  if (ignoredWords.length === 0 && warnings.length === 0) return null
  return (
    <div className={style.flags}>
      {ignoredWords.length > 0 && <Notice tone="warn" lead="Not used from the question:">{ignoredWords.map((word) => `“${word}”`).join(', ')}.</Notice>}
      {warnings.map((warning) => <Notice key={warning} tone="warn">{warning.replace(/\.?$/, '.')}</Notice>)}
    </div>
  )
}
