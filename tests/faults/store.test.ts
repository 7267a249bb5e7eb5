import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Failure } from '../../shared/model/failure.ts'
import { addQuestion, searchQuestions } from '../../electron/store/history.ts'
import { openStore } from '../../electron/store/store.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quaestor-store-faults-'))
  path = join(folder, 'store.sqlite')
})
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })

const writer = join(import.meta.dirname, 'store.child.ts')
const opener = "import { openStore } from './electron/store/store.ts'; try { openStore(process.argv[1]).close(); console.log('opened') } catch (error) { console.log(error.code ?? error) }"
const root = join(import.meta.dirname, '../..')

function output(child: ChildProcess): { text: string } {
  const heard = { text: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => { heard.text += text })
  return heard
}

const question = (id: string) => ({ id, askedAt: '2026-01-01T00:00:00.000Z', source: 's', database: 'd', question: 'q', plan: null, sql: null, outcome: 'answered' as const, rows: 0, elapsedMs: 1 })

test('killed at any moment, the store loses nothing it acknowledged and tears nothing', async () => {
  let acknowledged = 0
  for (let round = 0; round < 8; round += 1) {
    const child = spawn(process.execPath, [writer, path, `${acknowledged}`], { cwd: root })
    const heard = output(child)
    while (!heard.text.includes('\n')) await sleep(5)
    await sleep(20 + Math.random() * 150)
    child.kill('SIGKILL')
    await once(child, 'close')
    // A last line may be cut off by the kill; a whole one was acknowledged.
    const whole = heard.text.slice(0, heard.text.lastIndexOf('\n')).split('\n').slice(1)
    acknowledged += whole.length
    using store = openStore(path)
    const kept = new Map(searchQuestions(store, 'w', { limit: 1_000_000 }).map(({ id, rows, question }) => [id, { rows, question }]))
    for (let number = 0; number < acknowledged; number += 1) {
      expect(kept.get(`${number}`)).toEqual({ rows: number, question: `question ${number} ${'word '.repeat(number % 400)}` })
    }
    expect(kept.size - acknowledged).toBeLessThanOrEqual(1)
    expect(store.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  }
  expect(acknowledged).toBeGreaterThan(8)
}, 30_000)

test('several processes may make and open the same new store at once', async () => {
  const children = Array.from({ length: 5 }, () => spawn(process.execPath, ['--input-type=module', '-e', opener, path], { cwd: root }))
  const heard = children.map(output)
  await Promise.all(children.map((child) => once(child, 'close')))
  expect(heard.map(({ text }) => text.trim())).toEqual(children.map(() => 'opened'))
})

test('a full disk is told as such, and what was there stays', () => {
  using store = openStore(path)
  addQuestion(store, 'w', question('kept'))
  const [{ page_count: pages } = {}] = store.all('PRAGMA page_count')
  store.all(`PRAGMA max_page_count = ${String(pages)}`)
  const fill = () => { store.transact(() => { for (let number = 0; number < 500; number += 1) addQuestion(store, 'w', question(`${number}`)) }) }
  expect(fill).toThrow(expect.objectContaining({ code: 'DISK_FULL', retry: true }))
  expect(searchQuestions(store, 'w', { limit: 10 }).map(({ id }) => id)).toEqual(['kept'])
  store.all('PRAGMA max_page_count = 100000')
  expect(fill).not.toThrow()
})

test('a file or folder that may not be written is a clear failure, and is left as it is', async () => {
  openStore(path).close()
  const bytes = readFileSync(path)
  chmodSync(path, 0o444)
  chmodSync(folder, 0o555)
  // Root may write anywhere, so a lesser account tries.
  const lesser = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const attempt = async (target: string): Promise<string> => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', opener, target], { cwd: root, ...lesser })
    const heard = output(child)
    await once(child, 'close')
    return heard.text.trim()
  }
  expect(await attempt(path)).toBe('ACCESS_DENIED')
  expect(await attempt(join(folder, 'none.sqlite'))).toBe('ACCESS_DENIED')
  chmodSync(folder, 0o777)
  expect(await attempt(path)).toBe('ACCESS_DENIED')
  expect(readFileSync(path).equals(bytes)).toBe(true)
  if (lesser.uid !== undefined) chownSync(path, lesser.uid, lesser.gid)
  chmodSync(path, 0o644)
  expect(await attempt(path)).toBe('opened')
  expect(statSync(path).size).toBeGreaterThan(0)
})

test('while another process holds the store, waiting ends in a failure that says so', () => {
  using one = openStore(path)
  using two = openStore(path)
  two.all('PRAGMA busy_timeout = 50')
  one.transact(() => {
    expect(() => { addQuestion(two, 'w', question('1')) }).toThrow(Failure)
    expect(() => { addQuestion(two, 'w', question('1')) }).toThrow(expect.objectContaining({ code: 'FILE_IN_USE', retry: true }))
  })
  addQuestion(two, 'w', question('1'))
  expect(searchQuestions(one, 'w', { limit: 1 })).toHaveLength(1)
})
