import { Button } from '@mantine/core'
import type { ModelState } from '../../../shared/model/model.ts'
import { client } from '../../api/client.ts'
import { hostOf, modelStanding } from '../../state/model-words.ts'
import { toastFailure } from '../../state/toast.ts'
import { showDialog } from '../../state/window.ts'
import { StatusDot } from '../../ui/StatusDot.tsx'
import style from '../Settings.module.css'

/** Whether a person has said yes to what is sent, and where to look at it again. */
export function ModelPermission({ model, comments }: { model: ModelState; comments: boolean }) {
  const standing = modelStanding(model)
  const allowed = standing === 'allowed'
  return (
    <div className={style.setting} role="group" aria-label="What is sent">
      <div className={style.text}>
        <span className={`${style.name} ${style.word}`}><StatusDot status={allowed ? 'good' : 'none'} />{allowed ? `Sending to ${hostOf(model.endpoint ?? '')} is allowed` : 'Nothing is sent'}</span>
        <p className={style.explanation}>{explanations(model, comments)[standing]}</p>
      </div>
      {standing !== 'unfinished' && (
        <div className={`${style.control} ${style.fact}`}>
          <Button variant={allowed ? 'default' : 'filled'} onClick={() => { showDialog({ kind: 'outgoing' }) }}>Review what is sent…</Button>
          {allowed && <Button variant="default" onClick={() => { client.models.forbid().catch(toastFailure) }}>Stop sending</Button>}
        </div>
      )}
    </div>
  )
}

const explanations = ({ local }: ModelState, comments: boolean) => ({
  off: '',
  unfinished: 'Save an address and a model; then you see exactly what would go, and decide.',
  waiting: 'You see exactly what a question sends before anything goes. Until you allow it, the offline engine answers alone.',
  allowed: `Questions it may help with, and the names of tables, columns, metrics and terms${comments ? ', with comments' : ''}. No rows and no values${local ? '; nothing goes beyond this machine' : ''}.`,
})
