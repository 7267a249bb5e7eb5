import { Button } from '@mantine/core'
import type { ModelState } from '../../shared/model/model.ts'
import type { Settings } from '../../shared/model/settings.ts'
import { client } from '../api/client.ts'
import { modelStanding } from '../state/model-words.ts'
import { toast } from '../state/toast.ts'
import { showDialog } from '../state/window.ts'
import { formatCount } from '../ui/format.ts'
import { OptionalNumberSetting, SwitchSetting } from './controls.tsx'
import { Setting } from './Setting.tsx'
import style from './Settings.module.css'

function askToClear(): void {
  showDialog({
    kind: 'confirm', title: 'Clear the history?', body: 'Every question asked so far is forgotten, in all databases. Saved sources and the glossary stay. This cannot be undone.', action: 'Clear the history', danger: true,
    run: async () => {
      const { removed } = await client.history.clear()
      toast(removed === 1 ? '1 question was forgotten.' : `${formatCount(removed)} questions were forgotten.`)
    },
  })
}

/** What is kept of the questions asked, and what leaves the machine. */
export function PrivacySection({ privacy, model }: { privacy: Settings['privacy']; model: ModelState }) {
  const isSent = modelStanding(model) === 'allowed'
  return (
    <>
      <SwitchSetting name="Keep a history of questions" explanation="Questions and their SQL are kept on this machine so that they can be asked again. Rows are never kept." value={privacy.keepHistory} change={(keepHistory) => ({ privacy: { keepHistory } })} />
      <OptionalNumberSetting name="Forget questions after" explanation="Older questions are forgotten by themselves. Empty keeps them." value={privacy.historyDays} least={1} most={3_650} unit="days" empty="Never" change={(historyDays) => ({ privacy: { historyDays } })} />
      <Setting name="Clear the history" explanation="Forgets every question asked so far.">
        {(described) => <Button {...described} variant="default" onClick={askToClear}>Clear…</Button>}
      </Setting>
      <div className={style.setting}>
        <div className={style.text}>
          <span className={style.name}>What leaves this machine</span>
          <p className={style.explanation}>{isSent ? 'A question that is not sure here goes to the model above, with the names of tables and columns that suit it. Rows and values never do.' : 'Questions are understood here, without a network and without a model.'} Quaestor speaks only to {isSent ? 'that model and ' : ''}the databases that you connect, and only reads there.</p>
        </div>
        <div className={`${style.control} ${style.fact}`}>{isSent ? 'Questions and table names' : 'Nothing'}</div>
      </div>
    </>
  )
}
