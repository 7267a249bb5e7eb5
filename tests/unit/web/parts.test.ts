import { describe, expect, it } from 'vitest'
import { browserCommand } from '../../../electron/web/open-browser.ts'
import { openTickets, sameSecret } from '../../../electron/web/tickets.ts'

describe('the browser that is opened', () => {
  const link = 'http://127.0.0.1:1/?token=a&b;$(x)'
  it('is the user’s own, given the link as one argument', () => {
    expect(browserCommand(link, { DISPLAY: ':0' }, 'linux')).toEqual({ command: 'xdg-open', args: [link] })
    expect(browserCommand(link, { WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toEqual({ command: 'xdg-open', args: [link] })
    expect(browserCommand(link, {}, 'darwin')).toEqual({ command: 'open', args: [link] })
    expect(browserCommand(link, {}, 'win32')?.args.at(-1)).toBe(link)
  })

  it('is none where nobody sits in front of a screen, or wants it', () => {
    expect(browserCommand(link, {}, 'linux')).toBeNull()
    for (const env of [{ QUAESTOR_OPEN: 'no' }, { CI: '1' }, { SSH_CONNECTION: '1 2 3 4' }]) expect(browserCommand(link, { DISPLAY: ':0', ...env }, 'darwin')).toBeNull()
  })
})

describe('tickets', () => {
  it('work once each, in any order, and never for another host', () => {
    const tickets = openTickets(4_000)
    const [first, second] = [tickets.issue(), tickets.issue()]
    expect(first).toMatch(/^[\w-]{43}$/)
    expect([tickets.redeem(second), tickets.redeem(second), tickets.redeem(first), tickets.redeem(first), tickets.redeem('')]).toEqual([true, false, true, false, false])
    expect(openTickets(4_000).redeem(tickets.issue())).toBe(false)
    expect(openTickets(4_000).admits(tickets.setCookie.split(';')[0])).toBe(false)
  })

  it('that nobody used are forgotten in the end, the oldest first', () => {
    const tickets = openTickets(4_000)
    const all = Array.from({ length: 40 }, () => tickets.issue())
    expect(all.map((token) => tickets.redeem(token)).lastIndexOf(false)).toBe(7)
  })

  it('are compared as a whole', () => {
    expect(sameSecret('abc', 'abc')).toBe(true)
    for (const other of ['', 'ab', 'abcd', 'ABC', 'abc\u0000']) expect(sameSecret(other, 'abc')).toBe(false)
  })
})
