import { defineConfig } from '@playwright/test'

const root = process.getuid?.() === 0

/** The interface in Debian's Chromium, against real hosts and real engines. */
const config = defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  globalSetup: './build-pages.ts',
  outputDir: '../../.scratch/web',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  fullyParallel: false,
  workers: 2,
  // A loaded machine can be late; a test that fails three times is wrong.
  retries: process.env.CI ? 2 : 0,
  reporter: process.env.CI ? 'line' : 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: root ? ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] : ['--disable-gpu'] },
    trace: 'on-first-retry',
  },
})

export { config as default }
