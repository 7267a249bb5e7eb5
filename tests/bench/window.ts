import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type Page } from '@playwright/test'
import { createConnection } from 'mysql2/promise'
import type { Maria } from '../fixtures/maria.ts'
import { connectServer } from '../web/connect-server.ts'
import buildPages from '../web/build-pages.ts'
import { makeHome, removeHome, startHost, type Host } from '../web/host.ts'
import { median, paired, timed } from './measure.ts'

const database = 'window_bench'
const password = 'bench'
const question = 'total amount by region'
const query = 'SELECT region, SUM(amount) FROM orders GROUP BY region ORDER BY 2 DESC'

/** From the start of a process to a page that can be asked ÷ a bare page of Node; from Enter to the first rows on screen ÷ the bare query. */
export async function benchWindow(maria: Maria, print: (line: string) => void): Promise<void> {
  await buildPages()
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : [] })
  try {
    await benchStart(browser, print)
    await benchFirstRows(browser, maria, print)
  } finally {
    await browser.close()
  }
}

/** Each start has a browser context of its own, so that nothing is cached; the data folder has been used before, as on any day but the first. */
async function benchStart(browser: Browser, print: (line: string) => void): Promise<void> {
  const home = await makeHome()
  try {
    let host: Host | null = null
    const usable = async (): Promise<void> => {
      await host?.stop()
      host = null
      await inPage(browser, async (page) => {
        host = await startHost(home)
        await page.goto(await host.link())
        await page.locator('[data-testid=ask-box]:enabled').waitFor()
      })
    }
    const first = await timed(usable)
    const result = await paired(5, usable, () => inPage(browser, hello))
    await (host as Host | null)?.stop()
    print(`process start to a usable page  ${result.ratio.toFixed(1)} × a bare page of Node in the same browser (${result.subject.toFixed(0)} ÷ ${result.reference.toFixed(0)} ms; ${first.toFixed(0)} ms on an empty data folder)`)
  } finally {
    await removeHome(home)
  }
}

async function inPage(browser: Browser, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext()
  await use(await context.newPage())
  await context.close()
}

async function hello(page: Page): Promise<void> {
  const server = createServer((_, response) => { response.setHeader('content-type', 'text/html').end('<textarea data-testid="ask-box"></textarea>') }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await page.locator('[data-testid=ask-box]:enabled').waitFor()
  server.closeAllConnections()
  server.close()
}

async function benchFirstRows(browser: Browser, maria: Maria, print: (line: string) => void): Promise<void> {
  await maria.run(`CREATE DATABASE ${database}; USE ${database}; CREATE USER bench@'127.0.0.1' IDENTIFIED BY '${password}'; GRANT SELECT ON ${database}.* TO bench@'127.0.0.1';
    CREATE TABLE orders (id INT PRIMARY KEY, region VARCHAR(20), amount DECIMAL(12,2)); INSERT INTO orders SELECT seq, ELT(1 + seq % 4, 'EMEA', 'APAC', 'Americas', 'UK'), seq / 3 FROM seq_1_to_200000`)
  const connection = await createConnection({ host: maria.host, port: maria.port, user: maria.user, password: maria.password, database })
  const home = await makeHome()
  const host = await startHost(home)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    const page = await context.newPage()
    await page.goto(await host.link())
    await connectServer(page, { port: maria.port, user: 'bench', password, database, name: 'Bench' })
    const shown: number[] = []
    const bare: number[] = []
    for (let run = 0; run <= 10; run += 1) {
      const times = { bare: await timed(() => connection.execute(query)), shown: await toFirstRows(page) }
      if (run > 0) {
        shown.push(times.shown)
        bare.push(times.bare)
      }
    }
    print(`Enter to the first rows         ${median(shown.map((time, at) => time / (bare[at] ?? Number.NaN))).toFixed(1)} × the bare query through the driver (${median(shown).toFixed(0)} ÷ ${median(bare).toFixed(0)} ms, the chart drawn first)`)
  } finally {
    await context.close()
    await host.stop()
    await connection.end()
    await removeHome(home)
  }
}

/** Milliseconds in the page from the next key to the frame in which a new answer stands, drawn or as a table. */
const keyToAnswer = `new Promise((resolve) => {
  const last = () => [...document.querySelectorAll('[data-testid=document]')].at(-1)
  addEventListener('keydown', () => {
    const [began, before] = [performance.now(), last()]
    const look = () => {
      const now = last()
      if (now !== before && now.querySelector('[role=tabpanel] :is(canvas, svg[role], [role=gridcell], td)') !== null) resolve(performance.now() - began)
      else requestAnimationFrame(look)
    }
    look()
  }, { capture: true, once: true })
})`

async function toFirstRows(page: Page): Promise<number> {
  const box = page.getByTestId('ask-box')
  await box.fill(question)
  await box.press('Escape')
  const took = page.evaluate<number>(keyToAnswer)
  await box.press('Enter')
  return await took
}
