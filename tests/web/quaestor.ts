import { expect, test as base, type Page } from '@playwright/test'
import { makeHome, removeHome, startHost, type Host } from './host.ts'

type Own = {
  /** A host on an empty data folder, for this test alone. */
  host: Host
  /** The interface, opened in that host. Fails the test when the page logs an error, breaks its policy, or reaches out of this computer. */
  app: Page
  /** Ends the host as Ctrl-C does, or with SIGKILL, and starts another on the same data folder. */
  restart: (how?: 'stop' | 'kill') => Promise<Host>
}

export const test = base.extend<Own>({
  host: async ({}, use) => {
    const home = await makeHome()
    const host = await startHost(home)
    await use(host)
    await host.stop()
    await removeHome(home)
  },
  restart: async ({ host }, use) => {
    let current = host
    await use(async (how = 'stop') => {
      await current[how]()
      current = await startHost(host.home)
      return current
    })
    if (current !== host) await current.stop()
  },
  app: async ({ page, host }, use) => {
    const wrongs = watched(page)
    await page.goto(await host.link())
    await use(page)
    expect(wrongs()).toEqual([])
  },
})

/** What goes wrong in a page from now on: errors in its console, broken policies, requests that leave its origin. */
export function watched(page: Page): () => string[] {
  const wrongs: string[] = []
  page.on('pageerror', (error) => { wrongs.push(`error: ${error.message}`) })
  page.on('console', (message) => {
    if (message.type() === 'error' && !expectedErrors.some((pattern) => pattern.test(message.text()))) wrongs.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (!['data:', 'blob:'].includes(protocol) && hostname !== '127.0.0.1') wrongs.push(`request: ${request.url()}`)
  })
  return () => wrongs
}

/** Chromium itself logs a socket that cannot be opened; the interface shows that in its own words. */
const expectedErrors = [/WebSocket connection to .* failed/, /net::ERR_CONNECTION_REFUSED/, /net::ERR_(EMPTY_RESPONSE|CONNECTION_RESET|SOCKET_NOT_CONNECTED)/]

/** Types a question and asks it. */
export async function askIn(page: Page, question: string): Promise<void> {
  const box = page.getByRole('textbox', { name: /^(ask|question)/i }).or(page.getByRole('combobox', { name: /^(ask|question)/i })).first()
  await expect(box).toBeEnabled({ timeout: 30_000 })
  await box.fill(question)
  await box.press('Escape')
  await box.press('Enter')
}

export { expect }
