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
