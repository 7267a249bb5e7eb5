import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { start, type Started } from './started.ts'

let home: string
let first: Started
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'quaestor-start-'))
  first = await start(home, 'start')
}, 240_000)
afterAll(async () => {
  first.process.kill('SIGKILL')
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

const running = async () => JSON.parse(await readFile(join(home, 'running.json'), 'utf8')) as { pid: number; port: number }
/** A process that has ended may still wait to be noticed. */
const isAlive = (pid: number): boolean => /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim())
const status = async (link: string): Promise<number> => (await fetch(link)).status

describe('npm start without a display', () => {
  it('says in one line why it is a browser, and prints a link that works once', async () => {
    expect(first.text()).toMatch(/^(The desktop program \(Electron\) is not installed here|There is no display here), so Quaestor opens in a browser\.$/m)
    const page = await fetch(first.link)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<div id="root">')
    expect(await status(first.link)).toBe(401)
  })

  it('gives a second start a new link to the same host', async () => {
    const second = await start(home)
    expect(await second.ended).toBe(0)
    expect(second.text()).toContain('Quaestor is running already.')
    expect(second.link).not.toBe(first.link)
    expect(new URL(second.link).port).toBe(new URL(first.link).port)
    expect(await status(second.link)).toBe(200)
  })

  it('runs beside another one on its own data, at a port of one’s choice', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'quaestor-start-'))
    const other = await start(elsewhere)
    expect(new URL(other.link).port).not.toBe(new URL(first.link).port)
    const taken = await start(elsewhere.concat('-2'), 'web', { QUAESTOR_PORT: new URL(other.link).port }).catch((error: unknown) => String(error))
    expect(taken).toContain(`Port ${new URL(other.link).port} cannot be used on this computer.`)
    process.kill(-(other.process.pid ?? 0), 'SIGTERM')
    await other.ended
    await rm(elsewhere, { recursive: true, force: true })
    await rm(elsewhere.concat('-2'), { recursive: true, force: true })
  })

  it('ends whole at Ctrl-C, as the terminal sends it to everybody at once, and frees its place', async () => {
    const { pid } = await running()
    process.kill(-(first.process.pid ?? 0), 'SIGINT')
    await first.ended
    expect(isAlive(pid)).toBe(false)
    await expect(running()).rejects.toThrow('ENOENT')
  })

  it('leaves nobody behind when what started it is killed, and starts again after a host was', async () => {
    const killed = await start(home)
    const { pid } = await running()
    process.kill(-(killed.process.pid ?? 0), 'SIGKILL')
    await expect.poll(() => isAlive(pid)).toBe(false)
    const next = await start(home)
    const host = await running()
    expect(await status(next.link)).toBe(200)
    // Only the script in between, as an impatient user would.
    const script = spawnSync('ps', ['-o', 'ppid=', '-p', String(host.pid)], { encoding: 'utf8' }).stdout.trim()
    process.kill(Number(script), 'SIGKILL')
    await expect.poll(() => isAlive(host.pid), { timeout: 10_000 }).toBe(false)
    await next.ended
  })
})
