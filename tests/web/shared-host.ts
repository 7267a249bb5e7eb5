import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'
import { makeHome, removeHome, startHost, type Host } from './host.ts'
import { watched } from './quaestor.ts'

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>
/** A host for all tests of a worker, and the cookie that lets further windows in. */
type Shared = { host: Host; origin: string; entered: StorageState }

/** Tests that share a host: each has a window of its own, with a thread of its own. Settings, sources and history are one for all of them. */
export const test = base.extend<{ app: Page }, { shared: Shared }>({
  shared: [async ({ browser }, use) => {
    const home = await makeHome()
    const host = await startHost(home)
    const link = await host.link()
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(link)
    await expect(page.getByTestId('status-bar')).toContainText('Connected', { timeout: 60_000 })
    const entered = await context.storageState()
    await context.close()
    await use({ host, origin: new URL(link).origin, entered })
    await host.stop()
    await removeHome(home)
  }, { scope: 'worker' }],
  storageState: async ({ shared }, use) => { await use({ ...shared.entered, origins: [] }) },
  /** The interface with the ledger open. Fails the test when the page logs an error, breaks its policy, or reaches out of this computer. */
  app: async ({ page, shared }, use) => {
    const wrongs = watched(page)
    await page.goto(shared.origin)
    await openLedger(page)
    await use(page)
    expect(wrongs()).toEqual([])
  },
})

/** A window opens what was open last; other tests may have left something else. */
export async function openLedger(page: Page): Promise<void> {
  const status = page.getByTestId('status-bar')
  await expect(status).toContainText(/Connected|Could not be opened|No database/, { timeout: 60_000 })
  if (await status.getByText('Meridian').count() > 0) return
  await page.getByTestId('database-picker').click()
  await page.getByRole('button', { name: /Meridian/ }).last().click()
  await expect(status).toContainText('Meridian')
  await expect(status).toContainText('Connected', { timeout: 60_000 })
}

export { expect }
