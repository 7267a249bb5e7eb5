import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { answerTo, openTab } from './answer-page.ts'
import { blurred, clippedControls, movements, outlineOf, pageOverflows } from './page-looks.ts'
import { expect, test } from './shared-host.ts'
import { furtherStates, mainStates, setScheme, startAgain } from './states.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

async function expectClean(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.slice(0, 4).map(({ html, failureSummary }) => `    ${html.slice(0, 200)}\n    ${failureSummary?.split('\n').slice(1, 3).join(' ') ?? ''}`).join('\n')}`)
  expect.soft(found, `axe on ${state}`).toEqual([])
}

const groups = [mainStates.slice(0, 4), mainStates.slice(4), furtherStates.slice(0, 5), furtherStates.slice(5, 10), furtherStates.slice(10)]
for (const states of groups) {
  test(`axe finds nothing, light and dark: ${states.map(({ name }) => name).join(', ')}`, async ({ app }) => {
    test.setTimeout(180_000)
    for (const { name, show } of states) {
      await setScheme(app, 'light')
      await show(app)
      await expectClean(app, `${name}, light`)
      await setScheme(app, 'dark')
      await expectClean(app, `${name}, dark`)
      await startAgain(app)
    }
  })
}

test('whatever has the focus shows it', async ({ app }) => {
  // A border that fades would still look focused in the moment after.
  await app.emulateMedia({ reducedMotion: 'reduce' })
  await answerTo(app, 'Revenue by region in 2025')
  await app.getByTestId('ask-box').focus()
  const seen = new Set<string>()
  for (let pressed = 0; pressed < 45; pressed++) {
    await app.keyboard.press('Tab')
    const focused = await app.locator(':focus').elementHandle({ timeout: 1_000 }).catch(() => null)
    if (focused === null) continue
    const name = (await focused.getAttribute('aria-label')) ?? (await focused.textContent()) ?? ''
    const withFocus = await focused.evaluate(outlineOf)
    await focused.evaluate(blurred)
    expect.soft(await focused.evaluate(outlineOf), `the focus on “${name}” is not seen`).not.toBe(withFocus)
    await focused.focus()
    seen.add(name)
  }
  expect(seen.size).toBeGreaterThan(12)
})

test('at twice the size nothing is cut off', async ({ browser, shared }) => {
  test.setTimeout(120_000)
  const context = await browser.newContext({ viewport: { width: 720, height: 450 }, deviceScaleFactor: 2, storageState: { ...shared.entered, origins: [] } })
  const page = await context.newPage()
  await page.goto(shared.origin)
  for (const { name, show } of [...mainStates.filter(({ name }) => name !== 'running'), ...furtherStates.filter(({ name }) => name !== 'sources')]) {
    await expect(page.getByTestId('status-bar')).toContainText('Connected', { timeout: 60_000 })
    await show(page)
    expect.soft(await page.evaluate(pageOverflows), name).toBe(false)
    expect.soft(await page.evaluate(clippedControls), name).toEqual([])
    await startAgain(page)
  }
  await context.close()
})

test('with reduced motion nothing moves', async ({ app }) => {
  await app.emulateMedia({ reducedMotion: 'reduce' })
  const document = await answerTo(app, 'Revenue by region in 2025')
  await openTab(document, 'Table')
  await app.keyboard.press('Control+k')
  await expect(app.getByTestId('palette')).toBeVisible()
  expect(await app.evaluate(movements)).toBe(0)
})
