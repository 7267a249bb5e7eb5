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
            name="Send comments too" explanation="What the makers of the tables wrote about them. It helps a model, and may say what is not for others." value={settings.comments}
            change={(comments) => ({ model: { comments } })} next={askToAllow}
          />
          <PriceSetting model={settings} />
        </>
      )}
      <Setting name="What was sent" explanation="Every call to a model: what went, how much, and what became of it.">
        {(described) => <Button {...described} aria-label="Show what was sent" variant="default" onClick={() => { showScreen('sent') }}>Show what was sent</Button>}
      </Setting>
    </>
  )
}
