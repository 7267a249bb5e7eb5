import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { injectEverything, reachFromElsewhere, readCookie, readSettings, reportViolations } from './page-scripts.ts'
import { start, type Started } from './started.ts'

let home: string
let host: Started
let origin: string
let browser: Browser
let context: BrowserContext
let page: Page
let evil: Server
const problems: string[] = []
const requests: string[] = []

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'quaestor-browser-'))
  host = await start(home)
  origin = new URL(host.link).origin
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : [] })
  context = await browser.newContext()
  page = await context.newPage()
  await page.addInitScript(reportViolations)
  page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()) })
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(host.link)
  evil = createServer((_request, response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>evil</title>') })
  evil.listen(0, '127.0.0.1')
  await once(evil, 'listening')
}, 240_000)
afterAll(async () => {
  evil.close()
  await browser.close()
  process.kill(-(host.process.pid ?? 0), 'SIGTERM')
  await host.ended
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

describe('the interface in a browser', () => {
  it('comes up under its policy without a complaint, and asks nobody but its own host', async () => {
    await expect.poll(() => page.locator('#root > *').count(), { timeout: 20_000 }).toBeGreaterThan(0)
    await page.waitForTimeout(1_000)
    expect(problems).toEqual([])
    expect(requests.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:') && !url.startsWith('blob:'))).toEqual([])
  })

  it('keeps its cookie from scripts, and its place over a reload and in another tab', async () => {
    expect(await page.evaluate(readCookie)).toBe('')
    const [cookie] = await context.cookies(origin)
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', name: `quaestor-${new URL(origin).port}` })
    expect((await page.goto(origin))?.status()).toBe(200)
    const tab = await context.newPage()
    expect((await tab.goto(origin))?.status()).toBe(200)
    await tab.close()
  })

  it('lets no one in with the used link', async () => {
    const stranger = await browser.newContext()
    const tab = await stranger.newPage()
    expect((await tab.goto(host.link))?.status()).toBe(401)
    expect(await tab.textContent('body')).toContain('Run “npm start” again')
    await stranger.close()
  })

  it('runs no script and loads nothing that is not its own', async () => {
    const tab = await context.newPage()
    await tab.goto(origin)
    const outcome = await tab.evaluate(injectEverything)
    expect(outcome).toEqual({ blocked: ['connect-src', 'frame-src', 'img-src', 'script-src', 'script-src-elem', 'style-src-elem'], hacked: false, fetched: 'refused', evaluated: 'refused' })
    await tab.close()
  })

  it.each(['127.0.0.1', 'localhost'])('gives a page of another port at %s neither socket, call, file nor frame, though its cookie goes along', async (name) => {
    const tab = await context.newPage()
    await tab.goto(`http://${name}:${(evil.address() as AddressInfo).port}/`)
    const outcome = await tab.evaluate(reachFromElsewhere, origin)
    expect(outcome).toEqual({ socket: 'refused', call: 'refused', page: 'refused', script: 'refused' })
    expect(tab.frames().map((frame) => frame.url()).filter((url) => url.startsWith(origin))).toEqual([])
    expect(await page.evaluate(readSettings)).toMatchObject({ limits: { rows: 1_000 } })
    await tab.close()
  })
})
