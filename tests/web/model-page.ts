import { expect, type Locator, type Page } from '@playwright/test'
import { modelServer, type ChatRequest, type ModelServer, type Received } from '../fixtures/model-server/server.ts'
import { ready } from './answer-page.ts'
import { test as base } from './quaestor.ts'

type WithModel = {
  /** A server on this machine that speaks as a model does, and keeps what reaches it. It is closed after the test. */
  model: ModelServer
}

export const test = base.extend<WithModel>({
  model: async ({}, use) => {
    const model = await modelServer()
    await use(model)
    await model.close().catch(() => undefined)
  },
})

export const hostOf = ({ url }: ModelServer): string => new URL(url).host

/** The questions that reached a model, without its tests and its list of models. */
export const questionsIn = ({ received }: ModelServer): Received[] => received.filter(({ path, body }) => path.endsWith('/chat/completions') && !body.includes('apple_id'))

export const requestIn = ({ body }: Received): ChatRequest => JSON.parse(body) as ChatRequest

/** The section of the settings, as the status bar opens it. */
export async function modelSettings(page: Page): Promise<Locator> {
  await page.getByTestId('engine-status').click()
  const section = page.getByRole('region', { name: 'Model', exact: true })
  await expect(section).toBeVisible()
  return section
}

export const field = (section: Locator, name: 'Service' | 'Address' | 'Model' | 'Key'): Locator =>
  (name === 'Key' ? section.getByLabel('Key', { exact: true }).and(section.locator('input')) : section.getByRole(name === 'Address' ? 'textbox' : 'combobox', { name, exact: true }))

/** Turns the model on and saves where it is; what would be sent stands open then. */
export async function setUp(page: Page, model: ModelServer, name = 'qwen3'): Promise<Locator> {
  await ready(page)
  const section = await modelSettings(page)
  await section.getByText('Use a model', { exact: true }).click()
  await field(section, 'Address').fill(model.url)
  await field(section, 'Model').fill(name)
  await section.getByRole('button', { name: 'Save', exact: true }).click()
  const review = page.getByRole('dialog', { name: `What would be sent to ${hostOf(model)}` })
  await expect(review).toBeVisible()
  return review
}

export async function allow(page: Page, review: Locator): Promise<void> {
  await review.getByRole('button', { name: /^Allow sending to/ }).click()
  await expect(review).toBeHidden()
  await expect(page.getByTestId('engine-status')).toContainText('Model: qwen3')
}

/** The texts of the messages that a dialog shows, letter for letter. */
export const shownMessages = (dialog: Locator): Promise<string[]> => dialog.locator('pre').evaluateAll((texts) => texts.map(({ textContent }) => textContent))

/** A question, from the ask box; whoever calls waits for what becomes of it. */
export async function askNow(page: Page, question: string): Promise<Locator> {
  await page.keyboard.press('Control+1')
  const box = page.getByTestId('ask-box')
  await box.fill(question)
  await box.press('Escape')
  await box.press('Enter')
  await expect(box, 'it was taken').toHaveValue('')
  return page.getByRole('article').filter({ has: page.getByText(question, { exact: true }) }).last()
}

export const over = (document: Locator): Promise<void> => expect(document).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
