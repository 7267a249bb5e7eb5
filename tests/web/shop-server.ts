import { createConnection } from 'mysql2/promise'
import type { Page } from '@playwright/test'
import { startMaria, type Maria } from '../fixtures/maria.ts'
import { connectServer } from './connect-server.ts'
import { test as base } from './quaestor.ts'

type Servers = {
  /** A private MariaDB with a shop of 300 orders, shared by the tests of a worker; any of them may kill it, if it restarts it. */
  shop: Maria
}

export const password = 'a right pass word'
export const question = 'total amount by region'

export const test = base.extend<object, Servers>({
  shop: [async ({}, use) => {
    const shop = await startMaria()
    await shop.run(`CREATE USER reader@'127.0.0.1' IDENTIFIED BY '${password}'; GRANT SELECT ON *.* TO reader@'127.0.0.1'`)
    await makeShop(shop, 'shop')
    await use(shop)
    await shop.stop()
  }, { scope: 'worker', timeout: 60_000 }],
})

/** 300 orders in two regions, EMEA and APAC. Whoever reads them waits at the barrier while there is one; to explain a query needs no waiting. */
export async function makeShop(server: Maria, database: string): Promise<void> {
  await server.run(`CREATE DATABASE ${database}; CREATE DATABASE IF NOT EXISTS ${database}_store; USE ${database}_store;
    CREATE OR REPLACE TABLE kept_orders (id INT PRIMARY KEY, region VARCHAR(20), amount DECIMAL(12,2), ordered_on DATE);
    INSERT INTO kept_orders SELECT seq, ELT(1 + seq % 2, 'EMEA', 'APAC'), seq, '2025-01-01' + INTERVAL seq DAY FROM seq_1_to_300;
    DELIMITER //
    CREATE OR REPLACE FUNCTION let_through() RETURNS INT NOT DETERMINISTIC NO SQL SQL SECURITY INVOKER BEGIN
      DECLARE taken INT DEFAULT GET_LOCK('barrier', 120);
      RETURN taken + RELEASE_LOCK('barrier') - 1;
    END//
    DELIMITER ;
    GRANT EXECUTE ON FUNCTION ${database}_store.let_through TO reader@'127.0.0.1';
    CREATE SQL SECURITY INVOKER VIEW ${database}.orders AS SELECT id, region, amount, ordered_on FROM kept_orders WHERE ${database}_store.let_through() = 1`)
}

/** What `question` comes to. */
export const answered = [['EMEA', '22,650.00'], ['APAC', '22,500.00']]

export async function openShop(page: Page, shop: Maria, database = 'shop'): Promise<void> {
  await connectServer(page, { port: shop.port, user: 'reader', password, database, name: 'Shop' })
}

/** Keeps every query waiting in the middle of the orders until it is lifted; it falls with the server too. */
export async function bar(shop: Maria): Promise<{ lift: () => Promise<void> }> {
  const connection = await createConnection({ host: shop.host, port: shop.port, user: shop.user, password: shop.password })
  connection.on('error', () => undefined)
  await connection.query("SELECT GET_LOCK('barrier', 5)")
  return { lift: async () => { await connection.end().catch(() => undefined) } }
}

/** The connections on which the server is working for the reader. */
export async function working(shop: Maria): Promise<string[]> {
  const rows = await shop.rows("SELECT id FROM information_schema.processlist WHERE user = 'reader' AND command = 'Execute'")
  return rows.map(([id = '']) => id)
}
