/** What the page says to the desktop once it listens; it is answered with `portMessage` and a message port for the contract. */
export const readyMessage = 'quaestor:ready'
export const portMessage = 'quaestor:port'

/** What the menu of the desktop can ask of the window. */
export const menuActions = ['ask', 'openFile', 'addSource', 'palette', 'catalog', 'history', 'glossary', 'settings', 'side', 'inspector', 'shortcuts'] as const
export type MenuAction = (typeof menuActions)[number]

/** What the desktop posts to its own page, beside the port: files that were dropped or that Quaestor was started with, and choices from the menu. */
export type DesktopMessage = { type: 'quaestor:files'; paths: string[] } | { type: 'quaestor:menu'; action: MenuAction }
