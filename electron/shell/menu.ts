import type { MenuItemConstructorOptions } from 'electron'
import type { MenuAction } from '../../shared/model/desktop-message.ts'

export type MenuActs = { send: (action: MenuAction) => void; newWindow: () => void }

/** The menu of the app. The system's own items are roles, so that they look and work as everywhere; the rest is told to the window. */
export function menuTemplate(platform: NodeJS.Platform, { send, newWindow }: MenuActs, developing: boolean): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  const act = (label: string, action: MenuAction, accelerator?: string): MenuItemConstructorOptions => ({ label, ...(accelerator !== undefined && { accelerator }), click: () => { send(action) } })
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const settings = act('Settings…', 'settings', 'CmdOrCtrl+,')
  return [
    ...(mac ? [{ label: 'Quaestor', submenu: [{ role: 'about' }, separator, settings, separator, { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, separator, { role: 'quit' }] } satisfies MenuItemConstructorOptions] : []),
    {
      label: '&File',
      submenu: [
        act('Ask a question', 'ask', 'CmdOrCtrl+L'), separator, act('Open a file…', 'openFile', 'CmdOrCtrl+O'), act('Add a database…', 'addSource'), separator,
        { label: 'New window', accelerator: 'CmdOrCtrl+N', click: newWindow }, { role: 'close' }, ...(mac ? [] : [separator, settings, separator, { role: 'quit' } satisfies MenuItemConstructorOptions]),
      ],
    },
    { label: '&Edit', submenu: [{ role: 'undo' }, { role: 'redo' }, separator, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }] },
    {
      label: '&View',
      submenu: [
        act('Find anything…', 'palette', 'CmdOrCtrl+K'), separator, act('Catalog', 'catalog'), act('History', 'history'), act('Glossary', 'glossary'), separator,
        act('Side bar', 'side'), act('Inspector', 'inspector'), separator, { role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' },
        ...(developing ? [separator, { role: 'reload' }, { role: 'toggleDevTools' }] satisfies MenuItemConstructorOptions[] : []),
      ],
    },
    { label: '&Window', submenu: [{ role: 'minimize' }, { role: 'zoom' }, ...(mac ? [separator, { role: 'front' }] satisfies MenuItemConstructorOptions[] : [])] },
    { role: 'help', submenu: [act('Keyboard shortcuts', 'shortcuts'), ...(mac ? [] : [{ role: 'about' } satisfies MenuItemConstructorOptions])] },
  ]
}
