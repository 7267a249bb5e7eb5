import { Button } from '@mantine/core'
import type { AppState } from '../../../shared/contract/app.ts'
import { askToAllow } from '../../state/model.ts'
import { showScreen } from '../../state/window.ts'
import { SwitchSetting } from '../controls.tsx'
import { Setting } from '../Setting.tsx'
import { ModelForm } from './ModelForm.tsx'
import { ModelPermission } from './ModelPermission.tsx'
import { PriceSetting } from './PriceSetting.tsx'

/** Whether a model is asked, which one, what may be sent to it, and the way to what was sent. */
export function ModelSection({ app }: { app: AppState }) {
  const { model: settings } = app.settings
  return (
    <>
      <SwitchSetting name="Use a model" explanation="The offline engine stays underneath and answers first. A model helps where it is not sure; until you allow it, nothing is sent." value={settings.on} change={(on) => ({ model: { on } })} next={askToAllow} />
      {settings.on && (
        <>
          <ModelForm app={app} />
          <ModelPermission model={app.model} comments={settings.comments} />
          <SwitchSetting
            name="Send comments too" explanation="What the people who made the tables wrote about them. It helps a model, and may name things that are not for others." value={settings.comments}
            change={(comments) => ({ model: { comments } })} next={askToAllow}
          />
          <PriceSetting name="Price of what is sent" explanation="Per million tokens, in US dollars, as the service says. Empty leaves the cost out." value={settings.inputPrice} change={(inputPrice) => ({ model: { inputPrice } })} />
          <PriceSetting name="Price of what comes back" explanation="Per million tokens, in US dollars." value={settings.outputPrice} change={(outputPrice) => ({ model: { outputPrice } })} />
        </>
      )}
      <Setting name="What was sent" explanation="Every call to a model: what went, how much, what it cost, and what became of it.">
        {(described) => <Button {...described} variant="default" onClick={() => { showScreen('sent') }}>Show what was sent</Button>}
      </Setting>
    </>
  )
}
