import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { draft } from '../fixtures/model-server/drafts.ts'
import { openTab } from './answer-page.ts'
import { ledgerCell } from './ledger-sql.ts'
import { allow, askNow, field, hostOf, modelSettings, over, questionsIn, requestIn, setUp, shownMessages, test } from './model-page.ts'
import { clippedControls, pageOverflows } from './page-looks.ts'
import { expect } from './quaestor.ts'
import { setScheme } from './states.ts'

test.setTimeout(120_000)

/** Words that the offline engine cannot read, and what a model makes of them. */
const unread = 'How many gribbles are there?'
const customers = draft({ rows: 'customers', measures: [{ how: 'count', of: 'customers' }] })
/** A question that the offline engine has to ask back about, and another reading of it. */
const unsure = 'amount by currency'
const payments = draft({ measures: [{ how: 'sum', of: 'payments.amt_gc' }], by: [{ column: 'payments.ccy', grain: null }] })

test('a model is set up, tried, looked at and allowed; what the page showed is what arrives, and nothing before', async ({ app, model }) => {
  model.script({ say: customers })
  const status = app.getByTestId('engine-status')
  await expect(status).toContainText('Offline engine')
  await expect(status).toContainText('Nothing leaves this machine')
  const section = await modelSettings(app)
  await section.getByText('Use a model', { exact: true }).click()
  await expect(field(section, 'Address')).toHaveValue('http://127.0.0.1:11434/v1')
  await field(section, 'Service').selectOption('OpenAI')
  await expect(field(section, 'Address')).toHaveValue('https://api.openai.com/v1')
  await field(section, 'Service').selectOption('Another address')
  await field(section, 'Address').fill('models.example/v1')
  await section.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(section).toContainText('It begins with http:// or https://.')
  await expect(section).toContainText('Enter the model.')

  await field(section, 'Address').fill(model.url)
  await section.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(section).toContainText(/Reached in .* · 2 models/)
  await section.getByRole('button', { name: 'qwen3', exact: true }).click()
  await expect(field(section, 'Model')).toHaveValue('qwen3')
  await section.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(section).toContainText(/Answered in .* · 2 models · keeps to the form that is asked for/)
  expect(model.received.map(({ body }) => body).join(), 'a test tells nothing of any database').not.toMatch(/invoice|journal|Meridian/i)

  await section.getByRole('button', { name: 'Save', exact: true }).click()
  const review = app.getByRole('dialog', { name: `Before anything is sent to ${hostOf(model)}` })
  await expect(review).toContainText(model.url)
  await expect(review.locator('pre').last()).toContainText('"invoices"')
  await review.getByRole('button', { name: 'Not now' }).click()
  await expect(status).toContainText('qwen3 is not allowed yet')
  const before = await askNow(app, unread)
  await over(before)
  await expect(before).toContainText('I don’t know “gribbles”')
  expect(questionsIn(model)).toEqual([])

  await app.getByRole('button', { name: 'Review what is sent' }).click()
  await expect(review.getByRole('textbox', { name: 'For the question' })).toHaveValue(unread)
  await expect(review.locator('pre').last()).toContainText(unread)
  const shown = await shownMessages(review)
  const size = Number(/([\d,]+) bytes in all/.exec(await review.innerText())?.[1]?.replaceAll(',', ''))
  await allow(app, review)
  await expect(status).toContainText('Questions and table names go to a model on this machine')
  await over(await askNow(app, unread))
  const [question, ...more] = questionsIn(model)
  expect(more).toEqual([])
  expect(requestIn(question!).messages.map(({ content }) => content)).toEqual(shown)
  expect(Buffer.byteLength(question!.body)).toBe(size)
})

test('while a model works its steps are told, what it does not get right goes back to it, and the answer says who read the question', async ({ app, model }) => {
  await allow(app, await setUp(app, model))
  model.script((_, number) => ({ say: number === 1 ? '{"measures":"all"}' : customers, delayMs: 1_500 }))
  const document = await askNow(app, unread)
  await expect(document).toContainText('Asking qwen3 · ')
  await expect(document).toContainText(/Mending the model.s answer \(1 of 2\) · /)
  await over(document)
  await expect(document).toContainText(await ledgerCell('SELECT count(*) FROM customers'))
  await expect(document).toContainText('Read by qwen3 alone, as: Number of customers.')
  await openTab(document, 'Receipt')
  await expect(document.getByRole('tabpanel')).toContainText(`qwen3 at ${model.url} · the question and table names were sent there, and no rows`)
  expect(questionsIn(model).map((each) => requestIn(each).messages.length)).toEqual([2, 4])

  const sure = await askNow(app, 'How many customers do we have?')
  await over(sure)
  await openTab(sure, 'Receipt')
  await expect(sure.getByRole('tabpanel')).toContainText('offline · nothing left this machine')
  expect(questionsIn(model), 'what the offline engine is sure of is not sent').toHaveLength(2)

  model.script({ silent: true })
  const cancelled = await askNow(app, 'How many more gribbles are there?')
  await expect(cancelled).toContainText('Asking qwen3 · ')
  await app.keyboard.press('Escape')
  await over(cancelled)
  await expect(cancelled).toContainText('Cancelled')
})

test('where the two read a question differently, the person chooses', async ({ app, model }) => {
  model.script({ say: payments })
  await allow(app, await setUp(app, model))
  const document = await askNow(app, unsure)
  await over(document)
  await expect(document.getByRole('heading')).toHaveText('Quaestor and qwen3 read this differently. Which do you mean?')
  const readings = document.getByRole('radio')
  await expect(readings).toHaveCount(2)
  await app.keyboard.press('2')
  await expect(readings.nth(1)).toBeChecked()
  await app.keyboard.press('Enter')
  await expect(app.getByRole('article').last().getByRole('list', { name: 'Stages' }).getByRole('listitem').nth(3)).toHaveText(/rows?$/)
  await openTab(app.getByRole('article').last(), 'SQL')
  await expect(app.getByRole('article').last().getByRole('tabpanel')).toContainText('payments')
  expect(questionsIn(model)).toHaveLength(1)
})

test('without its model Quaestor answers as before and says so; every call stands in the ledger; turned off, nothing arrives', async ({ app, model }) => {
  await allow(app, await setUp(app, model))
  model.script({ say: customers })
  await over(await askNow(app, unread))
  const [first] = questionsIn(model)
  model.script({ status: 500 })
  const document = await askNow(app, unsure)
  await over(document)
  await expect(document).toContainText('The model qwen3 was no help')
  await expect(document.getByRole('radio').first()).toBeVisible()
  await app.keyboard.press('Enter')
  await expect(app.getByRole('article').last().getByRole('list', { name: 'Stages' }).getByRole('listitem').nth(3)).toHaveText(/rows?$/)

  const unknown = await askNow(app, 'Who are the gribbles?')
  await over(unknown)
  await expect(unknown).toContainText('I don’t know “gribbles”')
  await expect(unknown).toContainText('The model qwen3 was no help')

  await app.keyboard.press('Control+k')
  await app.keyboard.type('what was sent')
  await app.keyboard.press('Enter')
  const screen = app.getByTestId('screen')
  const rows = screen.getByRole('table').getByRole('row').filter({ has: app.getByRole('button') })
  await expect(rows.last()).toContainText(unread)
  await expect(rows.last()).toContainText('1,200 + 80')
  await expect(rows.last()).toContainText('used')
  await expect(rows.filter({ hasText: unsure }).first()).toBeVisible()
  await rows.last().getByRole('button').click()
  const call = app.getByRole('dialog', { name: unread })
  await expect(call.locator('pre').last()).toContainText(unread)
  expect(await shownMessages(call)).toEqual(requestIn(first!).messages.map(({ content }) => content))
  await call.getByRole('tab', { name: 'As it was sent' }).click()
  expect(await shownMessages(call)).toEqual([first!.body])
  await call.getByRole('button', { name: 'Close' }).last().click()

  const status = app.getByTestId('engine-status')
  const section = await modelSettings(app)
  await section.getByText('Use a model', { exact: true }).click()
  await expect(status).toContainText('Nothing leaves this machine')
  const connections = model.connections()
  const reached = model.received.length
  const offline = await askNow(app, unread)
  await over(offline)
  await expect(offline).toContainText('I don’t know “gribbles”')
  expect([model.connections(), model.received.length]).toEqual([connections, reached])

  await modelSettings(app)
  await section.getByRole('button', { name: 'Show what was sent' }).click()
  await screen.getByRole('button', { name: 'Clear', exact: true }).click()
  await app.getByRole('dialog', { name: 'Clear what was sent?' }).getByRole('button', { name: 'Clear', exact: true }).click()
  await expect(screen).toContainText('Nothing was sent')
})

test('a key waits for the vault, goes to its address alone, and is never shown again', async ({ app, model }) => {
  const key = 'sk-canary-4711'
  model.script({ say: customers })
  const section = await modelSettings(app)
  await section.getByText('Use a model', { exact: true }).click()
  await field(section, 'Address').fill(model.url)
  await field(section, 'Model').fill('qwen3')
  await field(section, 'Key').fill(key)
  await section.getByRole('button', { name: 'Save', exact: true }).click()
  await app.getByRole('dialog', { name: 'Choose a passphrase' }).getByRole('button', { name: 'Keep in memory only' }).click()
  await app.getByRole('dialog', { name: /^Before anything is sent/ }).getByRole('button', { name: 'Not now' }).click()
  await expect(section).toContainText('A key is saved')
  await section.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(section).toContainText('Answered in')
  expect(model.received.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${key}`, `Bearer ${key}`])
  expect(await app.content()).not.toContain(key)

  await field(section, 'Address').fill(`${model.url}/other`)
  await expect(field(section, 'Key')).toHaveValue('')
  await section.getByRole('button', { name: 'Undo' }).click()
  await section.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(field(section, 'Key')).toBeVisible()
  model.script({ status: 401 })
  await section.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(section.getByRole('alert')).toContainText('Show details')
  expect(model.received.at(-1)?.headers.authorization ?? '').not.toContain(key)

  model.script({ silent: true })
  await section.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(section).toContainText('Testing')
  await section.getByRole('button', { name: 'Cancel' }).click()
  await expect(section.getByRole('button', { name: 'Test', exact: true })).toBeEnabled()
})

async function expectFit(page: Page, state: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await setScheme(page, scheme)
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
    expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' ')}`), `axe on ${state}, ${scheme}`).toEqual([])
  }
  for (const [width, height] of [[720, 450], [1024, 700], [1440, 900]] as const) {
    await page.setViewportSize({ width, height })
    expect.soft(await page.evaluate(pageOverflows), `${state} at ${width}`).toBe(false)
    expect.soft(await page.evaluate(clippedControls), `${state} at ${width}`).toEqual([])
  }
}

test('every state of it is clean for axe in light and dark, and fits small windows', async ({ app, model }) => {
  test.setTimeout(240_000)
  await app.emulateMedia({ reducedMotion: 'reduce' })
  const review = await setUp(app, model)
  await expect(review.locator('pre').first()).toBeVisible()
  await expectFit(app, 'what would be sent')
  await allow(app, review)
  const section = await modelSettings(app)
  await section.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(section.getByText(/^Answered in|Not usable/).first()).toBeVisible()
  await expectFit(app, 'the settings')
  model.script({ say: customers })
  await over(await askNow(app, unread))
  await expectFit(app, 'the answer of a model')
  await modelSettings(app)
  await section.getByRole('button', { name: 'Show what was sent' }).click()
  const screen = app.getByTestId('screen')
  await expect(screen.getByRole('table')).toBeVisible()
  await expectFit(app, 'what was sent')
  await screen.getByRole('button', { name: unread }).first().click()
  await expect(app.getByRole('dialog', { name: unread }).locator('pre').last()).toBeVisible()
  await expectFit(app, 'one call')
})
