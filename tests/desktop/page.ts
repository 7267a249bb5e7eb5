import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { Client } from '../../shared/contract/contract.ts'
import type { Page } from './electron/page.ts'

/** Acts as the page of the built app: asks for its port, asks the real engine over it, and prints what it saw as one line of JSON. */
export async function act(page: Page, exported: object, global: object): Promise<void> {
  const before = Object.keys(global)
  const port = await page.port()
  port.start()
  const client: Client = createORPCClient(new RPCLink({ port }))
  const state = await client.app.state()
  const context = await client.context.select({ sourceId: 'sample' })
  const run = await client.ask.start({ asked: { kind: 'words', text: 'How many customers are there?' } })
  const events = []
  for await (const event of await client.ask.watch({ runId: run.id })) events.push(event)
  const end = events.at(-1)
  const answer = end?.kind === 'end' && end.outcome.kind === 'answer' ? end.outcome.answer : null
  const rows = answer === null ? null : await client.results.page({ id: answer.result.id, offset: 0, count: 5, sort: [] })
  const failure = await client.results.facts({ id: 'none' }).catch((error: unknown) => (error as { code?: string; data?: { code?: string } }))
  const databases = await fileAsked(client)
  await client.app.changeSettings({ appearance: { theme: 'dark' } })

  page.drop(['/data/dropped.csv'])
  page.act.secondInstance(['/usr/bin/quaestor', '.', '--flag', 'second.csv'])
  const visits: Record<string, boolean> = {}
  for (const url of ['app://quaestor/', 'https://evil.example/', 'file:///etc/passwd', 'app://other/']) page.act.navigate({ url, preventDefault: () => { visits[url] = false } })
  const popup = page.act.open('https://example.com/docs')
  const html = await page.response.text()
  const traversal = (await page.fetch('app://quaestor/../main/main.js')).status
  await new Promise((resolve) => setTimeout(resolve, 50))
  page.post('quaestor:ready')
  process.stdout.write(`${JSON.stringify({
    state, context, events: events.length, end: end?.kind, rows, failure: { code: (failure as { code?: string }).code, inner: (failure as { data?: { code?: string } }).data?.code }, databases,
    policy: page.response.headers.get('content-security-policy'), nonced: /nonce="([A-Za-z0-9+/]{24})"/.exec(html)?.[1], traversal, visits, popup, messages: page.messages,
    callable: [Object.keys(exported).length, Object.keys(global).length - before.length], asked: page.asked.map(({ what, with: value }) => ({ what, with: typeof value === 'function' ? 'function' : value })),
  })}\n`)
  if (process.env.QUAESTOR_TEST_CLOSE === 'crash') {
    for (let crash = 0; crash < 4; crash++) page.act.crash()
    process.stdout.write(`${JSON.stringify(page.asked.filter(({ what }) => what === 'reload' || what === 'dialog').map(({ what }) => what))}\n`)
  }
  page.act.quit()
}

/** Opens the SQLite file that the system's dialog gives, through its own child process. */
async function fileAsked(client: Client): Promise<unknown> {
  const chosen = await client.files.choose()
  if (chosen === null) return null
  const saved = await client.sources.save({ name: chosen.name, spec: chosen.spec })
  return client.sources.databases({ id: saved.id })
}
