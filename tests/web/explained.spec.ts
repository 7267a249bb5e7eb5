import { answerTo, chip, choose, expectChanged, openChip, openTab } from './answer-page.ts'
import { setScheme } from './states.ts'
import { expect, test } from './shared-host.ts'

const question = 'Revenue in EMEA by month in 2025'

test('a chip says which words it comes from, and marks them in the question above it', async ({ app }) => {
  const document = await answerTo(app, question)
  const marks = document.locator('mark')
  await expect(marks).toHaveCount(0)
  await chip(document, /EMEA/).hover()
  await expect(marks).toHaveText(['EMEA'])
  await chip(document, /^By/).hover()
  await expect(marks).toHaveText(['by month'])
  await app.mouse.move(5, 5)
  await expect(marks).toHaveCount(0)
  await chip(document, /^Measure/).focus()
  await expect(marks).toHaveText(['Revenue'])
  await expect(chip(document, /^Measure/)).toHaveAccessibleDescription('From your words: “Revenue”. From the vocabulary: “revenue”')

  const editor = await openChip(app, document, /EMEA/)
  await expect(editor).toContainText('From your words“EMEA”')
  await expect(marks).toHaveText(['EMEA'])
  await app.keyboard.press('Escape')
  await expect(editor).toBeHidden()
  await app.mouse.move(5, 5)
  await chip(document, /^Measure/).focus()
  await app.keyboard.press('Tab')
  await expect(marks).toHaveText(['by month'])
})

test('marked words stand out by more than colour, and can be read in light and dark', async ({ app }) => {
  const document = await answerTo(app, question)
  await chip(document, /EMEA/).hover()
  for (const scheme of ['light', 'dark'] as const) {
    await setScheme(app, scheme)
    await chip(document, /EMEA/).hover()
    const mark = document.locator('mark')
    await expect(mark).toHaveCSS('text-decoration-line', 'underline')
    expect(await mark.evaluate(contrast)).toBeGreaterThan(7)
  }
})

test('the receipt lists which words became what, and a change by hand says that it is one', async ({ app }) => {
  const document = await answerTo(app, question)
  await openTab(document, 'Receipt')
  const list = document.getByLabel('How it was read', { exact: true })
  await expect(list.getByText('“EMEA”', { exact: true })).toBeVisible()
  await expect(list).toContainText('“by month”By Month')
  await expect(list).toContainText('Table customers · joined because it holds region')

  await choose(await openChip(app, document, /^Period/), /^2024/, 'Years')
  await expectChanged(document, /^Period 2024/)
  await expect(chip(document, /^Period/)).toHaveAccessibleDescription(/^Your change/)
  await chip(document, /EMEA/).hover()
  await expect(document.locator('mark')).toHaveText(['EMEA'])
})

test('what a follow-up kept names the words of the question before, and marks none of its own', async ({ app }) => {
  await answerTo(app, question)
  const document = await answerTo(app, 'only the UK')
  await expect(chip(document, /^Measure/)).toHaveAccessibleDescription(/^From an earlier question: “Revenue”/)
  await chip(document, /^Measure/).hover()
  await expect(document.locator('mark')).toHaveCount(0)
  await chip(document, /United Kingdom|UK/).hover()
  await expect(document.locator('mark')).toHaveText([/UK/])
})

/** How far text stands out from what is behind it. Runs in the page. */
function contrast(element: Element): number {
  const { color, backgroundColor } = getComputedStyle(element)
  const light = (text: string): number => {
    const [red = 0, green = 0, blue = 0] = (text.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => Number(part) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [one, other] = [light(color), light(backgroundColor)]
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}
