import { useModel } from '../state/model.ts'
import { hostOf, modelStanding } from '../state/model-words.ts'
import { showDialog } from '../state/window.ts'
import { TextButton } from '../ui/TextButton.tsx'
import style from './ModelWaits.module.css'

/** Says quietly that the model which is set up is not asked, because nobody has allowed what would be sent to it. */
export function ModelWaits() {
  const model = useModel()
  if (model?.endpoint == null || modelStanding(model) !== 'waiting') return null
  return <p className={style.waits} role="status">{model.name} is not asked: nothing is sent to {hostOf(model.endpoint)} until you allow it. <TextButton onClick={() => { showDialog({ kind: 'outgoing' }) }}>Review what is sent</TextButton></p>
}
