import { describe, expect, it } from 'vitest'
import { externalLink, mayDownload, mayNavigate, maySend, mayUse } from '../../../electron/shell/rules.ts'

describe('the rules of the desktop', () => {
  it.each(['app://quaestor/', 'app://quaestor/?x=1', 'app://quaestor/#ask'])('lets the window go to its own page: %s', (url) => { expect(mayNavigate(url)).toBe(true) })

  it.each([
    '', 'about:blank', 'https://quaestor/', 'app://evil/', 'app://quaestor.evil/', 'app://quaestor@evil/', 'app://user@quaestor/', 'app://quaestor:80/', 'app://quaestor/assets/main.js', 'app://quaestor/../x',
    'file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'blob:app://quaestor/1', 'chrome://gpu', 'view-source:app://quaestor/', 'apps://quaestor/',
  ])('lets it go nowhere else: %s', (url) => { expect(mayNavigate(url)).toBe(false) })

  it('offers links over https only', () => {
    expect(externalLink('https://example.com/a b?q=1')).toBe('https://example.com/a%20b?q=1')
    for (const url of ['http://example.com', 'file:///etc/passwd', 'smb://host/share', 'javascript:alert(1)', 'ms-msdt:/id', 'https://user:pass@example.com', 'https://user@example.com', 'example.com', '', '\u0000https://x', 'vscode://x']) {
      expect([url, externalLink(url)]).toEqual([url, url === '\u0000https://x' ? 'https://x/' : null])
    }
  })

  it('gives the own page the clipboard for copying, and nobody anything else', () => {
    expect(mayUse('clipboard-sanitized-write', 'app://quaestor/')).toBe(true)
    for (const origin of ['https://evil.example', 'app://evil', '', 'null', 'file:///']) expect(mayUse('clipboard-sanitized-write', origin)).toBe(false)
    for (const permission of ['clipboard-read', 'geolocation', 'media', 'notifications', 'openExternal', 'fileSystem', 'hid', 'serial', 'usb', 'midi', 'fullscreen', 'pointerLock', 'unknown', '__proto__']) expect(mayUse(permission, 'app://quaestor/')).toBe(false)
  })

  it('hears the main frame of the own page only', () => {
    expect(maySend({ url: 'app://quaestor/', parent: null })).toBe(true)
    expect(maySend({ url: 'app://quaestor/', parent: {} })).toBe(false)
    expect(maySend({ url: 'https://evil.example/', parent: null })).toBe(false)
    expect(maySend(null)).toBe(false)
  })

  it('saves what the own page made, and nothing from elsewhere', () => {
    expect(mayDownload('blob:app://quaestor/3b0e')).toBe(true)
    for (const url of ['blob:https://evil.example/1', 'https://evil.example/x.exe', 'data:text/csv,x', 'app://quaestor/assets/main.js', 'file:///etc/passwd', 'blob:', 'blob:app://evil/1']) expect(mayDownload(url)).toBe(false)
  })
})
