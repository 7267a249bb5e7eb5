import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { claimFolder, linkToRunning, newSecret } from '../../../electron/web/instance.ts'

let folder: string
const servers: Server[] = []
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'quaestor-instance-')) })
afterEach(async () => {
  await release()
  for (const server of servers.splice(0)) server.close()
  await rm(folder, { recursive: true })
})

/** Something that listens, and says `link` to whoever has the secret. */
async function listening(secret: string, link = (port: number) => `http://127.0.0.1:${port}/?token=t`): Promise<number> {
  const server = createServer((request, response) => {
    const known = request.method === 'POST' && request.url === '/link' && request.headers.authorization === `Bearer ${secret}`
    response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(known ? { link: link((server.address() as AddressInfo).port) } : {}))
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
/** Claims, and lets go after the test. */
async function claim(...args: Parameters<typeof claimFolder>): ReturnType<typeof claimFolder> {
  const made = await claimFolder(...args)
  if (made.kept) kept.push(made.release)
  return made
}
const release = async (): Promise<void> => { for (const one of kept.splice(0)) await one() }
const kept: (() => Promise<void>)[] = []
const lock = () => join(folder, 'running.json')
const gonePid = 2 ** 22 - 1

describe('one host per data folder', () => {
  it('keeps where it runs to its owner, and takes it away at the end', async () => {
    const secret = newSecret()
    const claimed = await claim(folder, { pid: process.pid, port: 4_000, secret })
    expect(claimed.kept).toBe(true)
    expect((await stat(lock())).mode & 0o777).toBe(0o600)
    expect(JSON.parse(await readFile(lock(), 'utf8'))).toEqual({ pid: process.pid, port: 4_000, secret })
    await release()
    expect(await readdir(folder)).toEqual(['running.lock'])
  })

  it('gives a second one the link of the first', async () => {
    const secret = newSecret()
    const port = await listening(secret)
    await claim(folder, { pid: process.pid, port, secret })
    expect(await linkToRunning(folder)).toBe(`http://127.0.0.1:${port}/?token=t`)
    expect(await claim(folder, { pid: process.pid, port: 1, secret: newSecret() })).toEqual({ kept: false, link: `http://127.0.0.1:${port}/?token=t` })
    expect(await readdir(folder)).toEqual(['running.json', 'running.lock'])
  })

  it('lets exactly one of twenty win', async () => {
    const hosts = await Promise.all(Array.from({ length: 20 }, async () => {
      const secret = newSecret()
      return { pid: process.pid, port: await listening(secret), secret }
    }))
    await writeFile(lock(), JSON.stringify({ pid: gonePid, port: 1, secret: newSecret() }))
    const claims = await Promise.all(hosts.map((host) => claim(folder, host)))
    expect(claims.filter((one) => one.kept)).toHaveLength(1)
    expect(new Set(claims.flatMap((one) => (one.kept ? [] : [one.link]))).size).toBe(1)
    expect(await readdir(folder)).toEqual(['running.json', 'running.lock'])
  })

  it.each([
    ['a dead process', () => JSON.stringify({ pid: gonePid, port: 1, secret: newSecret() })], ['a live process that listens no more', () => JSON.stringify({ pid: process.pid, port: 1, secret: newSecret() })],
    ['half a file', () => '{"pid":1'], ['an empty file', () => ''], ['something else', () => '[1,2]'], ['a port out of range', () => JSON.stringify({ pid: process.pid, port: 70_000, secret: newSecret() })], ['a process group', () => JSON.stringify({ pid: -1, port: 1, secret: newSecret() })],
  ])('takes over from %s', async (_, text) => {
    await writeFile(lock(), text())
    expect(await linkToRunning(folder)).toBeNull()
    const claimed = await claim(folder, { pid: process.pid, port: 2, secret: newSecret() })
    expect(claimed.kept).toBe(true)
    expect(await readdir(folder)).toEqual(['running.json', 'running.lock'])
  })

  it('does not follow a stranger that listens at the same port', async () => {
    const strange = await listening('another secret')
    await writeFile(lock(), JSON.stringify({ pid: process.pid, port: strange, secret: newSecret() }))
    expect(await linkToRunning(folder)).toBeNull()
    const secret = newSecret()
    const phishing = await listening(secret, () => 'https://evil.example/?token=t')
    await writeFile(lock(), JSON.stringify({ pid: process.pid, port: phishing, secret }))
    expect(await linkToRunning(folder)).toBeNull()
  })

  it('does not take away the place of the one that came after', async () => {
    const claimed = await claim(folder, { pid: process.pid, port: 2, secret: newSecret() })
    const other = JSON.stringify({ pid: process.pid, port: 3, secret: newSecret() })
    await writeFile(lock(), other)
    await release()
    expect(claimed.kept).toBe(true)
    expect(await readFile(lock(), 'utf8')).toBe(other)
  })

  it.skipIf(process.getuid?.() === 0)('says when the folder cannot be written', async () => {
    await chmod(folder, 0o500)
    await expect(claim(folder, { pid: process.pid, port: 2, secret: newSecret() })).rejects.toThrow('EACCES')
    await chmod(folder, 0o700)
  })
})
