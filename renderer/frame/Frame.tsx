import { Notifications } from '@mantine/notifications'
import { ConnectionBar } from './ConnectionBar.tsx'
import { DialogHost } from './DialogHost.tsx'
import { DropTarget } from './DropTarget.tsx'
import { Palette } from './palette/Palette.tsx'
import { Rail } from './Rail.tsx'
import { SchemeFromSettings } from './SchemeFromSettings.tsx'
import { StatusBar } from './StatusBar.tsx'
import { TopBar } from './TopBar.tsx'
import { useWindowTitle } from './use-window-title.ts'
import { Workspace } from './Workspace.tsx'
import style from './Frame.module.css'

/** The whole window. */
export function Frame() {
  useWindowTitle()
  return (
    <div className={style.frame}>
      <SchemeFromSettings />
      <div><TopBar /><ConnectionBar /></div>
      <div className={style.middle}><Rail /><Workspace /></div>
      <StatusBar />
      <DialogHost />
      <Palette />
      <DropTarget />
      <Notifications position="bottom-right" limit={4} containerWidth={340} zIndex={300} />
    </div>
  )
}
