import type { Page } from '@playwright/test'
import { ledgerInMaria } from '../fixtures/ledger.ts'
import { startMaria, type Maria } from '../fixtures/maria.ts'
import { test as base } from './quaestor.ts'

type Servers = {
  /** A private MariaDB that holds the sample ledger, shared by the tests of a worker: `reader` may read it, `writer` may change it too. */
  server: Maria
}

export const password = 'a right pass word'

export const test = base.extend<object, Servers>({
  server: [async ({}, use) => {
    const server = await startMaria()
    await ledgerInMaria(server, 'ledger')
    await server.run(`CREATE USER reader@'127.0.0.1' IDENTIFIED BY '${password}'; GRANT SELECT ON *.* TO reader@'127.0.0.1';
      CREATE USER writer@'127.0.0.1' IDENTIFIED BY '${password}'; GRANT SELECT, INSERT, DELETE ON ledger.* TO writer@'127.0.0.1'`)
    await use(server)
    await server.stop()
  }, { scope: 'worker', timeout: 120_000 }],
})



/** Statements of an account that the server is working on. */
export async function workingFor(server: Maria, user: string): Promise<string[]> {
  const rows = await server.rows(`SELECT info FROM information_schema.processlist WHERE user = '${user}' AND command <> 'Sleep' AND info IS NOT NULL`)
  return rows.map(([info = '']) => info)
}

/** Waits until a condition holds, for at most so many milliseconds. Returns how long it took. */
export async function until(page: Page, condition: () => Promise<boolean>, withinMs: number, what: string): Promise<number> {
  const began = performance.now()
  while (performance.now() - began < withinMs) {
    if (await condition()) return performance.now() - began
    await page.waitForTimeout(25)
  }
  throw new Error(`Not within ${withinMs} ms: ${what}`)
}
