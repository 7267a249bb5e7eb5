import { AxeBuilder } from '@axe-core/playwright'
import { answerTo, choose, documentOf, ended, expectChanged, openChip, openTab, ready } from './answer-page.ts'
import { clippedControls, pageOverflows } from './page-looks.ts'
import { expect, test, watched } from './quaestor.ts'
import { setScheme } from './states.ts'

const question = 'amount by currency'

test('a reading that was chosen is the answer in another window, says so, and is asked back again once it is undone', async ({ app, context }) => {
  test.setTimeout(120_000)
  await ready(app)
  const asked = await ended(app, question)
  const options = asked.getByRole('radiogroup')
  await expect(options).toBeVisible()
  await options.getByRole('radio').nth(1).check()
  await asked.getByRole('button', { name: 'Use this' }).click()
  const chosen = documentOf(app, question)
  await expect(chosen.getByRole('status').filter({ hasText: `Remembered for “${question}”.` })).toBeVisible({ timeout: 30_000 })
  await expect(chosen).toHaveAttribute('aria-busy', 'false')
  const title = await chosen.getByRole('heading').first().innerText()

  const other = await context.newPage()
  const wrongs = watched(other)
  await other.goto(new URL(app.url()).origin)
  await ready(other)
  const again = await answerTo(other, 'Amount, by CURRENCY?')
  await expect(again.getByRole('heading').first()).toHaveText(title)
  await expect(again.getByRole('status').filter({ hasText: /You chose this reading on \d+ \w{3} \d{4}\./ })).toBeVisible()
  await openTab(again, 'Receipt')
  await expect(again.getByRole('tabpanel').or(again).getByText(/You chose this reading on/).first()).toBeVisible()

  await other.keyboard.press('Control+4')
  await other.getByRole('tab', { name: 'Learned' }).click()
  const entries = other.getByRole('list', { name: 'Learned' }).getByRole('listitem')
  await expect(entries.first()).toContainText(question)
  await other.setViewportSize({ width: 1024, height: 700 })
  for (const scheme of ['light', 'dark'] as const) {
    await setScheme(other, scheme)
    expect((await new AxeBuilder({ page: other }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  }
  expect(await other.evaluate(pageOverflows)).toBe(false)
  expect(await other.evaluate(clippedControls)).toEqual([])
  await other.getByRole('textbox', { name: 'Search what was learned' }).fill('no such question')
  await expect(other.getByTestId('screen')).toContainText('Nothing matches “no such question”')
  await other.getByRole('textbox', { name: 'Search what was learned' }).fill('CURRENCY amount')
  await expect(entries.first()).toContainText(question)
  await other.getByRole('button', { name: `Undo ${question}` }).click()
  await expect(other.getByTestId('screen')).toContainText('Nothing matches')
  await other.getByRole('textbox', { name: 'Search what was learned' }).fill('')
  await expect(other.getByTestId('screen')).toContainText('Nothing learned yet')

  await app.getByTestId('ask-box').fill('')
  const back = await ended(app, 'Amount by currency?')
  await expect(back.getByRole('radiogroup')).toBeVisible()
  expect(wrongs()).toEqual([])
})

test('an answer that is right, and a plan changed by hand, are remembered only when it is said, over a restart, until all is forgotten', async ({ app, restart }) => {
  test.setTimeout(150_000)
  await ready(app)
  const right = await answerTo(app, 'How many customers do we have?')
  await right.getByRole('button', { name: 'This is right' }).click()
  await expect(right.getByRole('status').filter({ hasText: 'Remembered for' })).toBeVisible()

  const revenue = await answerTo(app, 'Revenue by region in 2025')
  await choose(await openChip(app, revenue, /^by region/i), 'Segment')
  await expectChanged(revenue, /segment/i)
  await expect(revenue.getByRole('status').filter({ hasText: 'Remembered' })).toHaveCount(0)
  await revenue.getByRole('button', { name: 'Remember this meaning' }).click()
  await expect(revenue.getByRole('status').filter({ hasText: 'Remembered for “Revenue by region in 2025”.' })).toBeVisible()
  await expect(revenue.getByRole('status').filter({ hasText: 'Remembered for' }), 'a column is called so').toContainText('“region” was not remembered as a word')

  const host = await restart('kill')
  await app.goto(await host.link())
  await ready(app)
  const kept = await answerTo(app, 'how many customers do we have')
  await expect(kept.getByRole('status').filter({ hasText: /You said this is right on/ })).toBeVisible()
  const changed = await answerTo(app, 'revenue by regions in 2025')
  await expect(changed).toContainText('Wholesale')
  await changed.getByRole('status').filter({ hasText: /You set this meaning on/ }).getByRole('button', { name: 'Undo' }).click()
  await expect(changed.getByRole('button', { name: 'This is right' })).toBeVisible()

  await app.keyboard.press('Control+4')
  await app.getByRole('tab', { name: 'Learned' }).click()
  const screen = app.getByTestId('screen')
  await expect(screen.getByRole('list', { name: 'Learned' }).getByRole('listitem')).toHaveCount(1)
  await screen.getByRole('button', { name: 'Forget all' }).click()
  const sure = app.getByRole('dialog', { name: 'Forget everything learned?' })
  await expect(sure).toContainText('1 question of this database')
  await sure.getByRole('button', { name: 'Cancel' }).click()
  await expect(screen.getByRole('list', { name: 'Learned' }).getByRole('listitem')).toHaveCount(1)
  await screen.getByRole('button', { name: 'Forget all' }).click()
  await sure.getByRole('button', { name: 'Forget all' }).click()
  await expect(screen).toContainText('Nothing learned yet')
})
