import type { Answer } from '../../shared/model/answer.ts'
import { modelName, sure } from '../answer/receipt/grade-words.ts'
import { Notice } from '../ui/Notice.tsx'
import style from './Flags.module.css'
import { inTwo } from './offered-readings.ts'

/** Below this a reading is hardly more than a guess. */
const likely = 0.5

/** What a reader must know before trusting the numbers; it stands above them. That they are only the first rows is said where the rows are. */
export function Flags({ answer: { receipt } }: { answer: Answer }) {
  const { ignoredWords, warnings, confidence, reading } = receipt
  const isUnsure = confidence !== null && confidence < sure
  const reader = receipt.engine === 'model' ? receipt.model : null
  if (!isUnsure && reader === null && ignoredWords.length === 0 && warnings.length === 0) return null
  return (
    <div className={style.flags}>
      {isUnsure && <Notice tone="warn" lead={confidence < likely ? 'A guess. Read as:' : 'Not sure. Read as:'}>{inTwo(reading).short}.</Notice>}
      {reader !== null && <Notice tone="warn" lead={`Read by ${modelName(reader)} alone, as:`}>{inTwo(reading).short}.</Notice>}
      {ignoredWords.length > 0 && <Notice tone="warn" lead="Not used from the question:">{ignoredWords.map((word) => `“${word}”`).join(', ')}.</Notice>}
      {warnings.map((warning) => <Notice key={warning} tone="warn">{warning.replace(/\.?$/, '.')}</Notice>)}
    </div>
  )
}
