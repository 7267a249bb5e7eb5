import { useSettings } from '../state/app.ts'
import { useContextFacts } from '../state/context.ts'
import { useModel } from '../state/model.ts'
import { engineText, leavingText } from '../state/model-words.ts'
import { showModelSettings } from '../state/window.ts'
import style from './StatusBar.module.css'

/** Who answers, and what leaves this machine; the way to change it. */
export function EngineStatus() {
  const model = useModel()
  const { comments } = useSettings().model
  const server = useContextFacts()?.kind === 'mysql'
  const engine = engineText(model)
  const leaving = leavingText({ model, comments, server })
  return (
    <button type="button" className={`${style.engine} ${style.name}`} title={`${engine}. ${leaving}. Model settings`} aria-label={`${engine}. ${leaving}. Model settings`} data-testid="engine-status" onClick={showModelSettings}>
      <span>{engine}</span>
      <span className={style.name}>{leaving}</span>
    </button>
  )
}
