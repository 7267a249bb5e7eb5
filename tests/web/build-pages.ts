import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Builds the interface once, before the first test. */
async function buildPages(): Promise<void> {
  await build({ configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)), logLevel: 'error' })
}

export { buildPages as default }
