import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { lifetimes } from '../../../electron/catalog/lifetimes.ts'

const folder = mkdtempSync(join(tmpdir(), 'quaestor-lifetimes-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const now = new Date('2026-06-30T12:00:00Z')
const hours = (count: number) => count * 3_600_000

function file(name: string, hoursAgo: number): string {
  const path = join(folder, name)
  writeFileSync(path, '')
  utimesSync(path, now, new Date(now.getTime() - hours(hoursAgo)))
  return path
}

it('holds the profiles of a file as long as the file is unchanged', async () => {
  expect(await lifetimes({ kind: 'files', path: file('a.csv', 5) }, '', now)).toEqual({ trustMs: 0, profileMs: hours(5) })
})

it('counts a change in the write-ahead log as a change of a SQLite file', async () => {
  const path = file('b.sqlite', 9)
  file('b.sqlite-wal', 2)
  expect((await lifetimes({ kind: 'sqlite', path }, '', now)).profileMs).toBe(hours(2))
})

it('looks at every file of a folder', async () => {
  file('c.csv', 1)
  utimesSync(folder, now, new Date(now.getTime() - hours(20)))
  expect((await lifetimes({ kind: 'files', path: folder }, '', now)).profileMs).toBe(hours(1))
})

it('trusts a server for minutes', async () => {
  expect((await lifetimes({ kind: 'mysql', host: 'h', port: 1, user: 'u', tls: 'off', pool: 1 }, '', now)).trustMs).toBe(300_000)
})
