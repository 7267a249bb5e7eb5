import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { entries } from '../../../electron/shell/entries.ts'
import { menuTemplate } from '../../../electron/shell/menu.ts'
import { filesOf } from '../../../electron/shell/opened-files.ts'
import { revivals } from '../../../electron/shell/revival.ts'
import { menuActions, portMessage, readyMessage } from '../../../shared/model/desktop-message.ts'

describe('the list of entries', () => {
  it('names files that exist, and every child and worker there is', () => {
    for (const file of Object.values(entries)) expect(existsSync(file)).toBe(true)
    const started = globSync('electron/**/*.{child,worker}.ts').map((path) => path.replaceAll('\\', '/'))
    expect(started.length).toBeGreaterThan(3)
    expect(Object.values(entries)).toEqual(expect.arrayContaining(started))
  })
})

describe('the preload', () => {
  it('speaks the words of the contract with the page, which it cannot import', () => {
    const preload = readFileSync('electron/shell/preload.ts', 'utf8')
    for (const word of [readyMessage, portMessage, 'quaestor:message', 'quaestor:files']) expect(preload).toContain(`'${word}'`)
  })
})

describe('files on the command line', () => {
  it('are what is no program, no option and not the app itself', () => {
    expect(filesOf(['/opt/quaestor', '--no-sandbox', 'a.csv', '/b.db', '', '--flag=x'], '/home/ann', '/opt/app')).toEqual(['/home/ann/a.csv', '/b.db'])
    expect(filesOf(['electron', '--no-sandbox', '.', 'a.csv'], '/work', '/work')).toEqual(['/work/a.csv'])
    expect(filesOf([], '/', '/opt')).toEqual([])
  })
})

describe('reviving a window', () => {
  it('stops after three crashes within a minute, and begins again later', () => {
    let now = 0
    const revival = revivals(() => now)
    const mayReload = () => revival.mayReload()
    expect([mayReload(), mayReload(), mayReload(), mayReload()]).toEqual([true, true, true, false])
    now = 61_000
    expect(mayReload()).toBe(true)
  })
})

describe.each(['linux', 'win32', 'darwin'] as const)('the menu on %s', (platform) => {
  const sent: string[] = []
  const template = menuTemplate(platform, { send: (action) => sent.push(action), newWindow: () => sent.push('window') }, false)
  const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))

  it('can ask for everything that the window knows', () => {
    for (const { click } of items) (click as (() => void) | undefined)?.()
    expect([...new Set(sent)].sort()).toEqual([...menuActions, 'window'].sort())
  })

  it('has the system’s own editing, closing and quitting, and no developer tools', () => {
    const roles = items.map(({ role }) => role)
    expect(roles).toEqual(expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'close', 'quit', 'minimize']))
    expect(roles).not.toContain('toggleDevTools')
  })

  it('gives no two items the same keys', () => {
    const keys = items.flatMap(({ accelerator }) => (accelerator === undefined ? [] : [accelerator]))
    expect(new Set(keys).size).toBe(keys.length)
  })
})
