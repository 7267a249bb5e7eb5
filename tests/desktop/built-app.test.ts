import { spawn, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const out = `.scratch/desktop-${process.pid}`
let home: string

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'quaestor-desktop-'))
  const build = spawnSync(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'error'], { cwd: root, env: { ...process.env, QUAESTOR_OUT: out }, encoding: 'utf8' })
  expect(build.stderr + build.stdout).toBe('')
  const database = new DatabaseSync(join(home, 'books.sqlite'))
  database.exec('create table book (id integer primary key, title text); insert into book values (1, \'One\')')
  database.close()
}, 180_000)
afterAll(async () => {
  await rm(home, { recursive: true, force: true })
  await rm(join(root, out), { recursive: true, force: true })
})

type Told = {
  state: { host: string; fileDialog: boolean }
  context: { state: string }
  events: number
  end: string
  rows: { rows: unknown[][] } | null
  failure: unknown
  databases: unknown
  policy: string
  nonced: string
  traversal: number
  visits: Record<string, boolean>
  popup: unknown
  messages: unknown[]
  callable: number[]
  asked: { what: string; with: unknown }[]
}

/** Runs the built main side in this Node, with only Electron's own modules stood in for. */
async function runApp(env: Record<string, string> = {}): Promise<{ code: number | null; lines: unknown[]; errors: string; scratch: string }> {
  const app = spawn(process.execPath, ['--no-warnings', '--import', join(import.meta.dirname, 'electron', 'register.ts'), join(root, out, 'main', 'main.js')], {
    cwd: root, env: { PATH: process.env.PATH, HOME: home, QUAESTOR_HOME: join(home, 'data'), QUAESTOR_TEST_PAGE: join(import.meta.dirname, 'page.ts'), QUAESTOR_TEST_FILE: join(home, 'books.sqlite'), ...env },
  })
  const chunks: string[] = []
  const errors: string[] = []
  app.stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  app.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()))
  const code = await new Promise<number | null>((resolve) => app.on('exit', resolve))
  return { code, lines: chunks.join('').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as unknown), errors: errors.join(''), scratch: join(home, 'data', 'cache', 'scratch', String(app.pid)) }
}

describe('the built desktop app', () => {
  it('opens a window, hands over a port, and answers from the sample with its own workers and processes', async () => {
    const { code, lines, errors, scratch } = await runApp()
    expect(errors).toBe('')
    expect(code).toBe(0)
    const told = lines[0] as Told
    expect(told.state).toMatchObject({ host: 'desktop', fileDialog: true })
    expect(told.context.state).toBe('ready')
    expect(told.end).toBe('end')
    expect(told.rows?.rows).toHaveLength(1)
    expect(told.failure).toEqual({ code: 'FAILURE', inner: 'RESULT_GONE' })
    expect(told.databases).toEqual([{ name: 'main', tables: 1 }])

    const of = (what: string) => told.asked.filter((one) => one.what === what).map((one) => one.with)
    // Import, sample and SQLite file each had a process, and none is left.
    const pids = of('utility') as number[]
    expect(pids.length).toBeGreaterThanOrEqual(3)
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    expect(() => readdirSync(scratch)).toThrow('ENOENT')

    expect(told.policy).toBe(`default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${told.nonced}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`)
    expect(told.traversal).toBe(404)
    expect(told.visits).toEqual({ 'https://evil.example/': false, 'file:///etc/passwd': false, 'app://other/': false })
    expect(told.popup).toEqual({ action: 'deny' })
    expect(of('openExternal')).toEqual([])
    expect(of('window')).toMatchObject([{ webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true } }])
    expect(of('theme')).toEqual(['system', 'dark'])
    expect(told.callable).toEqual([0, 0])
    expect(told.messages).toEqual(expect.arrayContaining([{ type: 'quaestor:files', paths: ['/data/dropped.csv'] }, { type: 'quaestor:files', paths: [join(root, 'second.csv')] }]))
  })

  it('reloads a window that crashed, three times, then asks', async () => {
    const { code, lines, errors } = await runApp({ QUAESTOR_TEST_CLOSE: 'crash' })
    expect([code, errors]).toEqual([0, ''])
    expect(lines[1]).toEqual(expect.arrayContaining(['reload', 'reload', 'reload', 'dialog']))
    expect((lines[1] as string[]).filter((what) => what === 'reload')).toHaveLength(3)
  })

  it('gives the sandbox one CommonJS file that imports nothing but Electron', async () => {
    const preload = await readFile(join(root, out, 'preload', 'preload.cjs'), 'utf8')
    expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron'])
    expect(preload).not.toMatch(/contextBridge|^import |^export /m)
    expect(readdirSync(join(root, out, 'preload'))).toEqual(['preload.cjs'])
  })
})
