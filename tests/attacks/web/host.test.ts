import { once } from 'node:events'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { readPageFiles } from '../../../electron/hosting/page-files.ts'
import { callsOf } from '../../../electron/web/calls.ts'
import { startWebHost, type WebHost } from '../../../electron/web/server.ts'
import type { Client } from '../../../shared/contract/contract.ts'
import { engineForTransports } from '../../contract/engine.ts'
import { openSocket, windowId } from '../../contract/transports.ts'
import { requestText, sendRaw } from './raw.ts'

const secret = 'x'.repeat(43)
const reported: unknown[] = []
const { router, seen } = engineForTransports()
let folder: string
let host: WebHost
let origin: string
let own: string
let cookie: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quaestor-web-'))
  await mkdir(join(folder, 'page', 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'the secret')
  await writeFile(join(folder, 'secret.json'), '"the secret"')
  await writeFile(join(folder, 'page', 'index.html'), '<!doctype html><meta property="csp-nonce" nonce="quaestor-nonce-of-this-load"><script type="module" nonce="quaestor-nonce-of-this-load" src="/assets/main.js"></script>')
  await writeFile(join(folder, 'page', 'assets', 'main.js'), `export const x = 1 // ${'long '.repeat(1_000)}`)
  host = await startWebHost({ pages: await readPageFiles(join(folder, 'page')), calls: Promise.resolve(callsOf(router)), secret, report: (error) => reported.push(error) })
  own = `127.0.0.1:${host.port}`
  origin = `http://${own}`
  cookie = (await fetch(host.link())).headers.get('set-cookie')?.split(';')[0] ?? ''
})
afterAll(async () => {
  await host.close()
  await rm(folder, { recursive: true })
  expect(reported).toEqual([])
})

const call = JSON.stringify({ json: { asked: { kind: 'words', text: 'hello' } } })
const post = (headers: Record<string, string>, body = call) => sendRaw(host.port, requestText('POST /rpc/ask/start', {
  host: own, origin, cookie, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), 'x-quaestor-window': windowId, ...headers,
}, body))
const get = (path: string, headers: Record<string, string> = {}) => sendRaw(host.port, requestText(`GET ${path}`, { host: own, cookie, ...headers }))
const upgrade = (headers: Record<string, string>, path = `/rpc?window=${windowId}`) => sendRaw(host.port, requestText(`GET ${path}`, {
  host: own, origin, cookie, connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', ...headers,
}), { waitMs: 300 })

describe('who may call', () => {
  it('answers its own page', async () => {
    expect((await post({})).status).toBe(200)
    expect((await upgrade({})).status).toBe(101)
    expect((await post({ 'sec-fetch-site': 'same-origin', host: `localhost:${host.port}`, origin: `http://localhost:${host.port}` })).status).toBe(200)
  })

  it.each([
    ['another site', { origin: 'https://evil.example' }], ['a page without origin', { origin: 'null' }], ['another port', { origin: 'http://127.0.0.1:1' }],
    ['the other name of this computer', { origin: 'http://localhost' }], ['https', { origin: 'https://127.0.0.1' }], ['a look-alike', { origin: 'http://127.0.0.1.evil.example' }],
    ['another site by fetch metadata', { 'sec-fetch-site': 'cross-site' }], ['another port by fetch metadata', { 'sec-fetch-site': 'same-site' }],
    ['a rebound name', { host: 'evil.example' }], ['a rebound name and origin', { host: 'evil.example', origin: 'http://evil.example' }],
    ['no port', { host: '127.0.0.1' }], ['another address', { host: '0.0.0.0' }], ['a name with more behind', { host: '127.0.0.1.nip.io' }],
  ])('refuses a POST and a socket of %s', async (_, headers) => {
    const before = seen.sessions.length
    const withPort = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, name === 'host' && value !== '127.0.0.1' ? `${value}:${host.port}` : value]))
    expect((await post(withPort)).status).toBe(403)
    expect((await upgrade(withPort)).status).toBe(403)
    expect(seen.sessions).toHaveLength(before)
  })

  it('refuses a socket that does not say where it comes from', async () => {
    const text = requestText(`GET /rpc?window=${windowId}`, { host: own, cookie, connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' })
    expect((await sendRaw(host.port, text)).status).toBe(403)
  })

  it('refuses the page, its files and the API description to a page of another site, but follows a link from there', async () => {
    for (const path of ['/', '/assets/main.js', '/api/openapi.json']) {
      expect((await get(path, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' })).status).toBe(403)
      expect((await get(path, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' })).status).toBe(403)
    }
    expect((await get('/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })).status).toBe(200)
  })

  it('refuses calls without the cookie, with a wrong, an empty or a foreign one', async () => {
    const wrong = `quaestor-${host.port}=${'A'.repeat(43)}`
    for (const bad of ['', wrong, `quaestor-1=${cookie.split('=')[1]}`, `x${cookie}`, cookie.slice(0, -1), `${cookie}A`]) {
      expect([bad, (await post({ cookie: bad })).status]).toEqual([bad, 401])
      expect([bad, (await upgrade({ cookie: bad })).status]).toEqual([bad, 401])
      expect([bad, (await get('/assets/main.js', { cookie: bad })).status]).toEqual([bad, 401])
    }
    expect((await post({ cookie: `${wrong}; other=1; ${cookie}` })).status).toBe(200)
  })

  it('refuses a window id that is none', async () => {
    for (const window of ['', '1', "'; drop", '../../x', `${windowId}\t`, windowId.replace('-', '')]) {
      expect([window, (await post({ 'x-quaestor-window': window })).status]).toEqual([window, window === `${windowId}\t` ? 200 : 400])
      expect([window, (await upgrade({}, `/rpc?window=${encodeURIComponent(window)}`)).status]).toEqual([window, 400])
    }
  })
})

describe('the link', () => {
  it('lets one browser in, once, and keeps its cookie from scripts and other sites', async () => {
    const link = new URL(host.link())
    const first = await sendRaw(host.port, requestText(`GET /${link.search}`, { host: own }))
    expect(first.status).toBe(200)
    expect(first.headers['set-cookie']).toMatch(/^quaestor-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    expect(first.headers['set-cookie']).not.toContain(link.searchParams.get('token') ?? '')
    expect((await sendRaw(host.port, requestText(`GET /${link.search}`, { host: own }))).status).toBe(401)
    expect((await get('/')).status).toBe(200)
  })

  it('is not used up by a look, by a post or by a browser that is in already', async () => {
    const link = new URL(host.link())
    expect((await sendRaw(host.port, requestText(`HEAD /${link.search}`, { host: own }))).status).toBe(401)
    expect((await sendRaw(host.port, requestText(`POST /${link.search}`, { host: own, 'content-length': '0' }))).status).toBe(401)
    expect((await get(`/${link.search}`)).status).toBe(200)
    expect((await sendRaw(host.port, requestText(`GET /${link.search}`, { host: own }))).status).toBe(200)
  })

  it('cannot be guessed, left out or injected', async () => {
    for (const query of ['', '?token=', '?token=undefined', `?token=${'A'.repeat(43)}`, '?token[]=x', '?TOKEN=x', `?token=${'A'.repeat(10_000)}`]) {
      expect((await sendRaw(host.port, requestText(`GET /${query}`, { host: own }))).status).toBe(401)
    }
  })

  it('is given to another start of Quaestor only, which proves itself by the secret of the data folder', async () => {
    const ask = (authorization: string) => sendRaw(host.port, requestText('POST /link', { host: own, authorization, 'content-length': '0' }))
    expect((await ask(`Bearer ${secret}`)).body).toContain(`http://${own}/?token=`)
    for (const wrong of ['', 'Bearer ', `Bearer ${secret}x`, `Basic ${secret}`, secret]) expect((await ask(wrong)).status).toBe(401)
    expect((await sendRaw(host.port, requestText('POST /link', { host: own, origin: 'https://evil.example', authorization: `Bearer ${secret}`, 'content-length': '0' }))).status).toBe(403)
  })
})

describe('paths', () => {
  it.each([
    '/../secret.txt', '/assets/../../secret.txt', '/assets/../../secret.json', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/%2e%2e%2fsecret.txt', '/%252e%252e%252fsecret.txt', '/..\\secret.txt', '/assets\\..\\..\\secret.txt',
    '/%5c..%5csecret.txt', '//secret.txt', '/assets/main.js%00', '/assets/main.js%00.png', '/secret.txt%00.js', '/....//secret.txt', '/assets/./main.js', '/ASSETS/MAIN.JS', '/index.html', '/assets/', '/assets',
    '/%c0%ae%c0%ae/secret.txt', '/file:///etc/passwd', '/etc/passwd', '/proc/self/environ', '/__proto__', '/constructor', 'http://127.0.0.1/assets/main.js', 'file:///etc/passwd', '*',
  ])('has nothing at %s', async (path) => {
    const answer = await get(path)
    expect([400, 404]).toContain(answer.status)
    expect(answer.body).not.toContain('the secret')
    expect(answer.body).not.toContain('root:')
  })

  it('refuses a path with a raw NUL or a bare line feed', async () => {
    for (const path of ['/assets/main.js\u0000', '/assets/\nmain.js', '/ x']) expect((await get(path)).status).toBe(400)
  })

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('does not take %s', async (method) => {
    expect((await sendRaw(host.port, requestText(`${method} /`, { host: own, cookie }))).status).toBe(405)
  })

  it.each(['/rpc/__proto__', '/rpc/ask', '/rpc/ask/constructor', '/rpc/ask/start/..', '/rpc', '/rpcx/ask/start', '/api/__proto__/x', '/rpc/toString'])('has no call at %s', async (path) => {
    const answer = await sendRaw(host.port, requestText(`POST ${path}`, { host: own, origin, cookie, 'content-type': 'application/json', 'content-length': '2', 'x-quaestor-window': windowId }, '{}'))
    expect(answer.status).toBe(404)
  })
})

describe('sizes and malformed messages', () => {
  it('refuses a body that is too large, of unknown length, or that lies about its length', async () => {
    expect((await post({ 'content-length': String(8 * 1024 * 1024 + 1) }, '')).status).toBe(413)
    expect((await sendRaw(host.port, requestText('POST /rpc/ask/start', { host: own, origin, cookie, 'transfer-encoding': 'chunked', 'x-quaestor-window': windowId }, '5\r\nhello\r\n0\r\n\r\n'))).status).toBe(411)
    expect((await post({ 'content-length': '-1' })).status).toBe(400)
    expect((await sendRaw(host.port, requestText('POST /rpc/ask/start', { host: own, 'content-length': '5', 'transfer-encoding': 'chunked' }, '0\r\n\r\n'))).status).toBe(400)
    expect((await post({}, '{"json":'.padEnd(50, '['))).status).toBe(400)
    expect((await post({}, '')).status).toBe(400)
  })

  it('refuses headers that are too many, too long, or split in two', async () => {
    expect((await get('/', { 'x-long': 'a'.repeat(40_000) })).status).toBe(431)
    const injected = await get('/?token=x%0d%0aset-cookie:%20evil=1%0d%0a', { cookie: '', accept: 'text/html' })
    expect(injected.status).toBe(401)
    expect(injected.headers['set-cookie']).toBeUndefined()
    expect((await sendRaw(host.port, `GET / HTTP/1.1\r\nhost: ${own}\r\nhost: evil.example\r\n\r\n`)).status).not.toBe(200)
    expect((await sendRaw(host.port, 'GET / HTTP/1.1\r\n\r\n')).status).toBe(400)
  })

  it('refuses a batch of too many calls and of calls to nowhere', async () => {
    const batch = (calls: unknown[]) => {
      const body = JSON.stringify(calls)
      return sendRaw(host.port, requestText('POST /rpc/__batch__', { host: own, origin, cookie, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), 'x-quaestor-window': windowId, 'x-orpc-batch': 'buffered' }, body))
    }
    const one = { url: `${origin}/rpc/ask/start`, body: { json: { asked: { kind: 'words', text: 'x' } } }, headers: {} }
    expect((await batch(Array.from({ length: 21 }, () => one))).status).toBe(413)
    expect((await batch([one])).status).toBe(207)
    expect((await batch([{ ...one, url: 'http://evil.example/rpc/ask/none' }])).body).toContain('404')
    expect((await batch([null, 7, 'x'])).status).toBe(400)
  })

  it('closes a socket that sends what no page sends, and goes on with the others', async () => {
    const good = await openSocket(origin, cookie)
    const client: Client = createORPCClient(new RPCLink({ websocket: good }))
    const frames: (string | Buffer)[] = [
      '', 'x', '{', '[]', 'null', '7', '{"i":1}', '{"i":"1"}', '{"i":"1","p":null}', '{"i":"1","p":{"u":7}}', '{"i":"1","p":{"u":"http://[x"}}', '{"i":"1","t":3}', '{"i":"1","t":9,"p":{}}',
      '{"i":"1","p":{"u":"/ask/start","h":[]}}', '{"i":"1","p":{"u":"/ask/start","m":"GET"}}', '{"i":"1","p":{"u":"/ask/start","h":{"x":{"y":1}}}}', Buffer.from([255]), Buffer.from([0, 1, 2, 255, 3]), Buffer.alloc(1_000, 0x7b), '['.repeat(200_000),
    ]
    for (const frame of frames) {
      const bad = await openSocket(origin, cookie)
      bad.send(frame)
      const [code] = await once(bad, 'close') as [number]
      expect([String(frame).slice(0, 60), code]).toEqual([String(frame).slice(0, 60), 1008])
    }
    expect((await client.ask.start({ asked: { kind: 'words', text: 'still here' } })).id).toBe('still here')
    good.close()
  })

  it('answers hostile but well-formed messages with an error', async () => {
    const socket = await openSocket(origin, cookie)
    const answers: string[] = []
    socket.on('message', (data: Buffer) => answers.push(Buffer.from(data).toString()))
    const paths = ['/nowhere', '/__proto__/x', '/ask/constructor', '/ask/start', 'http://evil.example/ask/start', '/ask/start?data=x']
    paths.forEach((u, at) => { socket.send(JSON.stringify({ i: String(at), p: { u, b: { json: { __proto__: null, constructor: 1 }, meta: [[99, 'x', '__proto__', 'y']] } } })) })
    await expect.poll(() => answers.length).toBe(paths.length)
    for (const answer of answers) expect((JSON.parse(answer) as { p: { s: number } }).p.s).toBeGreaterThanOrEqual(400)
    expect(Object.hasOwn(Object.prototype, 'y')).toBe(false)
    socket.close()
  })

  it('closes a socket whose frame is too large or that breaks the protocol', async () => {
    const large = await openSocket(origin, cookie)
    large.send(Buffer.alloc(8 * 1024 * 1024 + 1))
    expect((await once(large, 'close') as [number])[0]).toBe(1009)
    const unmasked = connect(host.port, '127.0.0.1')
    unmasked.write(requestText(`GET /rpc?window=${windowId}`, { host: own, origin, cookie, connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' }))
    await once(unmasked, 'data')
    unmasked.write(Buffer.from([0x81, 0x01, 0x78]))
    await once(unmasked, 'close')
    expect((await get('/')).status).toBe(200)
  })
})

describe('slow and many', () => {
  it('answers others while a hundred clients never finish their headers, and lets those go', async () => {
    const slow = Array.from({ length: 100 }, () => {
      const socket = connect(host.port, '127.0.0.1')
      socket.on('error', () => undefined)
      socket.write(`GET / HTTP/1.1\r\nhost: ${own}\r\nx-slow: `)
      return socket
    })
    const closed = Promise.all(slow.map((socket) => once(socket, 'close')))
    for (const socket of slow) socket.resume()
    const started = performance.now()
    expect((await get('/')).status).toBe(200)
    expect(performance.now() - started).toBeLessThan(1_000)
    const drip = setInterval(() => { for (const socket of slow) if (socket.writable) socket.write('a') }, 500)
    await closed
    clearInterval(drip)
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  it('lets go of a socket that no longer answers', async () => {
    const quick = await startWebHost({ pages: { page: '', files: new Map() }, calls: Promise.resolve(callsOf(router)), secret, report: (error) => reported.push(error), heartbeatMs: 100 })
    const at = `http://127.0.0.1:${quick.port}`
    const letIn = (await fetch(quick.link())).headers.get('set-cookie')?.split(';')[0] ?? ''
    const dead = new WebSocket(`${at.replace('http', 'ws')}/rpc?window=${windowId}`, { headers: { cookie: letIn, origin: at }, autoPong: false })
    const alive = await openSocket(at, letIn)
    await once(dead, 'close')
    await delay(300)
    expect(alive.readyState).toBe(WebSocket.OPEN)
    const goodbye = once(alive, 'close') as Promise<[number]>
    await quick.close()
    expect((await goodbye)[0]).toBe(1001)
  })
})

describe('headers', () => {
  it('puts the policy on every answer, with a fresh nonce on every page', async () => {
    const pages = [await get('/', { accept: 'text/html' }), await get('/', { accept: 'text/html' })]
    const nonces = pages.map(({ headers, body }) => {
      const nonce = /'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1] ?? ''
      expect(nonce).toMatch(/^[A-Za-z0-9+/]{24}$/)
      expect(body).toContain(`nonce="${nonce}"`)
      expect(body).not.toContain('quaestor-nonce-of-this-load')
      expect(headers['content-security-policy']).toBe(`default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self' ws://${own}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`)
      expect(headers['cache-control']).toBe('no-store')
      return nonce
    })
    expect(new Set(nonces).size).toBe(2)
    const refused = [await get('/none', { accept: 'text/html' }), await get('/', { cookie: '', accept: 'text/html' }), await get('/', { host: 'evil.example', accept: 'text/html' }), await get('/assets/main.js'), await get('/api/openapi.json'), await post({})]
    expect(refused.map(({ status }) => status)).toEqual([404, 401, 403, 200, 200, 200])
    for (const { headers } of [...pages, ...refused]) {
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'") as unknown, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin', 'x-frame-options': 'DENY', 'permissions-policy': expect.stringContaining('camera=()') as unknown,
      })
      expect(headers['access-control-allow-origin']).toBeUndefined()
      expect(headers['x-powered-by']).toBeUndefined()
    }
  })

  it('keeps files with a digest in their name for ever, and sends text as small as the browser takes it', async () => {
    const sizes: Record<string, number> = {}
    for (const encoding of ['br', 'gzip', 'identity', 'br;q=0, gzip']) {
      const { headers } = await get('/assets/main.js', { 'accept-encoding': encoding })
      expect(headers['cache-control']).toBe('private, max-age=31536000, immutable')
      expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
      expect(headers['content-encoding']).toBe({ br: 'br', gzip: 'gzip', identity: undefined, 'br;q=0, gzip': 'gzip' }[encoding])
      sizes[encoding] = Number(headers['content-length'])
    }
    expect(sizes.br).toBeLessThan(sizes.identity ?? 0)
  })

  it('describes every procedure of the contract', async () => {
    const { paths } = await (await fetch(`${origin}/api/openapi.json`, { headers: { cookie } })).json() as { paths: Record<string, unknown> }
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/ask/start', '/ask/watch', '/results/page', '/files/upload']))
    const response = await fetch(`${origin}/api/ask/start`, { method: 'POST', headers: { cookie, 'content-type': 'application/json', 'x-quaestor-window': windowId }, body: JSON.stringify({ asked: { kind: 'words', text: 'over the API' } }) })
    expect(await response.json()).toMatchObject({ id: 'over the API' })
  })
})
