import { Button } from '@mantine/core'
import { useEffect, useId, useRef, type ReactNode, type Ref } from 'react'
import { client } from '../api/client.ts'
import { useApp } from '../state/app.ts'
import { toast } from '../state/toast.ts'
import { showDialog, useWindow } from '../state/window.ts'
import { AboutSection } from './AboutSection.tsx'
import { CalendarSection } from './CalendarSection.tsx'
import { ChoiceSetting, NumberSetting, SwitchSetting } from './controls.tsx'
import { ModelSection } from './model/ModelSection.tsx'
import { PrivacySection } from './PrivacySection.tsx'
import { SecretsSection } from './SecretsSection.tsx'
import style from './Settings.module.css'

function askToReset(): void {
  showDialog({
    kind: 'confirm', title: 'Reset every setting?', body: 'All settings go back to their defaults. Sources, passwords, the glossary and the history stay.', action: 'Reset', danger: false,
    run: async () => {
      await client.app.resetSettings()
      toast('Every setting is back at its default.')
    },
  })
}

/** What a person can set. Every change is saved at once. */
export function SettingsScreen() {
  const app = useApp((state) => state.app)
  const model = useWantedSection()
  if (app === null) return null
  const { appearance, limits, calendar, context, privacy } = app.settings
  return (
    <div className={style.screen}>
      <header className={style.header}><h1>Settings</h1><p>Changes are saved at once.</p><Button variant="default" onClick={askToReset}>Reset to defaults…</Button></header>
      <Card title="Appearance">
        <ChoiceSetting name="Theme" explanation="Light or dark, or as this computer is set." value={appearance.theme} choices={[{ value: 'system', label: 'As the system' }, { value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }]} change={(theme) => ({ appearance: { theme } })} />
        <ChoiceSetting name="Negative numbers" explanation="How they are written in tables and files." value={appearance.negatives} choices={[{ value: 'minus', label: '-1,234' }, { value: 'parentheses', label: '(1,234)' }]} change={(negatives) => ({ appearance: { negatives } })} />
      </Card>
      <Card title="Limits" about="A question ends when it reaches one of them, and says so.">
        <NumberSetting name="Rows" explanation="The most rows that one answer takes from the database." value={limits.rows} least={1} most={5_000_000} unit="rows" change={(rows) => ({ limits: { rows } })} />
        <NumberSetting name="Time" explanation="The longest that the database may work on one question." value={limits.seconds} least={1} most={3_600} unit="seconds" change={(seconds) => ({ limits: { seconds } })} />
        <NumberSetting name="Size" explanation="The most data that one answer may hold." value={limits.megabytes} least={1} most={4_096} unit="MB" change={(megabytes) => ({ limits: { megabytes } })} />
      </Card>
      <Card title="Calendar"><CalendarSection calendar={calendar} /></Card>
      <Card title="Databases">
        <NumberSetting name="Release when idle" explanation="A database that nobody asks is let go after so long, and opened again by the next question. 0 keeps it." value={context.idleMinutes} least={0} most={1_440} unit="minutes" change={(idleMinutes) => ({ context: { idleMinutes } })} />
        <SwitchSetting name="Open the last database at start" explanation="Otherwise Quaestor starts with none." value={context.reopen} change={(reopen) => ({ context: { reopen } })} />
      </Card>
      <Card title="Model" heading={model}><ModelSection app={app} /></Card>
      <Card title="Privacy"><PrivacySection privacy={privacy} model={app.model} /></Card>
      <Card title="Passwords"><SecretsSection vault={app.vault} /></Card>
      <Card title="About"><AboutSection app={app} /></Card>
    </div>
  )
}

/** The heading of the section that is asked for from elsewhere: it is scrolled to, and read out. */
function useWantedSection(): Ref<HTMLHeadingElement> {
  const section = useWindow((state) => state.section)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (section === null || heading.current === null) return
    heading.current.closest('section')?.scrollIntoView({ block: 'start' })
    heading.current.focus({ preventScroll: true })
    useWindow.setState({ section: null })
  }, [section])
  return heading
}

function Card({ title, about, heading, children }: { title: string; about?: string; heading?: Ref<HTMLHeadingElement>; children: ReactNode }) {
  const id = useId()
  return (
    <section className={style.section} aria-labelledby={id}>
      <h2 id={id} ref={heading} className={style.title} tabIndex={-1}>{title}</h2>
      {about !== undefined && <p className={style.lead}>{about}</p>}
      <div className={style.card}>{children}</div>
    </section>
  )
}
