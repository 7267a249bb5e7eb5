import { Button } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { client } from '../api/client.ts'
import { useApp } from '../state/app.ts'
import { toast } from '../state/toast.ts'
import { showDialog } from '../state/window.ts'
import { AboutSection } from './AboutSection.tsx'
import { CalendarSection } from './CalendarSection.tsx'
import { ChoiceSetting, NumberSetting, SwitchSetting } from './controls.tsx'
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
      <Card title="Privacy"><PrivacySection privacy={privacy} /></Card>
      <Card title="Passwords"><SecretsSection vault={app.vault} /></Card>
      <Card title="About"><AboutSection app={app} /></Card>
    </div>
  )
}

function Card({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className={style.section} aria-labelledby={id}>
      <h2 id={id} className={style.title}>{title}</h2>
      {about !== undefined && <p className={style.lead}>{about}</p>}
      <div className={style.card}>{children}</div>
    </section>
  )
}
