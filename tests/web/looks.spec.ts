import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { clippedControls, pageOverflows } from './page-looks.ts'
import { expect, test } from './shared-host.ts'
import { furtherStates, mainStates, setScheme, startAgain } from './states.ts'

/** Pictures go into docs/looks when they are asked for; a test run that only looks writes none. */
const folder = process.env.QUAESTOR_LOOKS === undefined ? null : fileURLToPath(new URL('../../docs/looks/', import.meta.url))

for (const { name, show } of mainStates) {
  test(`${name} in light and dark at 1440 × 900`, async ({ app }, info) => {
    test.setTimeout(120_000)
    await app.emulateMedia({ reducedMotion: 'reduce' })
    await setScheme(app, 'light')
    await show(app)
    for (const scheme of ['light', 'dark'] as const) {
      await setScheme(app, scheme)
      await app.mouse.move(700, 895)
      const path = folder === null ? info.outputPath(`${name}-${scheme}.png`) : join(folder, `${name}-${scheme}.png`)
      if (folder !== null) await mkdir(folder, { recursive: true })
      await app.screenshot({ path, animations: 'disabled', caret: 'hide' })
      expect.soft(await app.evaluate(pageOverflows)).toBe(false)
      expect.soft(await app.evaluate(clippedControls)).toEqual([])
    }
    await startAgain(app)
  })
}

for (const states of [mainStates, furtherStates]) {
  test(`nothing overflows at 1024 × 700 and 2560 × 1440: ${states[0]?.name} and ${states.length - 1} more`, async ({ app }) => {
    test.setTimeout(180_000)
    for (const { name, show } of states) {
      await app.setViewportSize({ width: 1024, height: 700 })
      await show(app)
      for (const [width, height] of [[1024, 700], [2560, 1440]] as const) {
        await app.setViewportSize({ width, height })
        await expect.poll(() => app.evaluate(pageOverflows), `${name} at ${width}`).toBe(false)
        await expect.poll(() => app.evaluate(clippedControls), `${name} at ${width}`).toEqual([])
      }
      await startAgain(app)
    }
  })
}
