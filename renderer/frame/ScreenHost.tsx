import { Activity, useState, type ReactNode } from 'react'
import { AskScreen } from '../ask/AskScreen.tsx'
import { CatalogScreen } from '../catalog/CatalogScreen.tsx'
import { GlossaryScreen } from '../glossary/GlossaryScreen.tsx'
import { HistoryScreen } from '../history/HistoryScreen.tsx'
import { SentScreen } from '../settings/sent/SentScreen.tsx'
import { SettingsScreen } from '../settings/SettingsScreen.tsx'
import { useApp } from '../state/app.ts'
import { useContextState } from '../state/context.ts'
import type { Screen } from '../state/window.ts'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { ScreenBoundary } from './ScreenBoundary.tsx'
import style from './ScreenHost.module.css'

const contents: Record<Screen, ReactNode> = { ask: <><h1 className="visually-hidden">Ask</h1><AskScreen /></>, catalog: <CatalogScreen />, history: <HistoryScreen />, glossary: <GlossaryScreen />, settings: <SettingsScreen />, sent: <SentScreen /> }

/** The screen on show. Those seen before stay as they were left, and at rest. */
export function ScreenHost({ screen }: { screen: Screen }) {
  const [seen, setSeen] = useState<readonly Screen[]>([screen])
  const known = useApp(({ app }) => app !== null)
  const placed = useContextState(({ context }) => context !== null)
  if (!seen.includes(screen)) setSeen([...seen, screen])
  if (!known || !placed) return <div className={style.screen} aria-busy><div className={style.starting}><SkeletonRows rows={8} label="Starting" /></div></div>
  return (
    <div className={style.screen} data-testid="screen">
      {seen.map((name) => <Activity key={name} mode={name === screen ? 'visible' : 'hidden'}><div className={style.shown} data-screen={name}><ScreenBoundary>{contents[name]}</ScreenBoundary></div></Activity>)}
    </div>
  )
}
