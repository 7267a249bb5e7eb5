import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { openResults } from '../../electron/results/result-store.ts'
import type { ResultColumn } from '../../shared/model/result.ts'

const root = mkdtempSync(join(tmpdir(), 'quaestor-faults-'))
const tiny = join(root, 'tiny')
const mounted = mountTiny()
afterAll(() => {
  if (mounted) execFileSync('umount', ['-l', tiny])
  rmSync(root, { recursive: true })
})

/** A file system of 4 MB, where the machine lets us mount one. */
function mountTiny(): boolean {
  mkdirSync(tiny)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', tiny], { stdio: 'ignore' })
    return true
  } catch {
    console.warn('SKIPPED: a full disk cannot be tried here, because mounting a tmpfs was refused')
    return false
  }
}

const columns: ResultColumn[] = [{ id: 'c1', label: 'Text', type: { kind: 'text' } }]
const noise = (count: number): string[][] => Array.from({ length: count }, () => [Array.from({ length: 20 }, () => Math.random().toString(36)).join('')])

it.skipIf(!mounted)('a full disk ends one result with DISK_FULL; the others can be read, and room that is freed can be used', async () => {
  const store = await openResults({ folder: tiny, maxBytes: 1e9 })
  const small = await store.begin(columns)
  await small.append([['kept']])
  const { id } = await small.finish({ truncated: false })

  const large = await store.begin(columns)
  const filling = (async () => {
    for (let batch = 0; batch < 40; batch++) await large.append(noise(5_000))
    return large.finish({ truncated: false })
  })()
  await expect(filling).rejects.toMatchObject({ code: 'DISK_FULL', retry: true })
  expect((await store.page(id, { offset: 0, count: 10, sort: [] })).rows).toEqual([['kept']])
  await large.abandon()

  const after = await store.begin(columns)
  await after.append(noise(1_000))
  expect(await after.finish({ truncated: false })).toMatchObject({ rows: 1_000 })
  await store.close()
  expect(readdirSync(tiny)).toEqual([])
}, 30_000)

it('a worker that dies fails the calls under way and all later ones', async () => {
  const dying = new URL('../fixtures/results/dying.worker.ts', import.meta.url)
  const store = await openResults({ folder: join(root, 'dying'), maxBytes: 1e9, entry: dying })
  await expect(store.begin(columns)).rejects.toMatchObject({ code: 'INTERNAL', message: 'The part of Quaestor that keeps rows has stopped.' })
  await expect(store.begin(columns)).rejects.toMatchObject({ code: 'INTERNAL' })
  await store.close()
})

it('what a killed process left is removed at the next start', async () => {
  const folder = join(root, 'killed')
  const child = spawn(process.execPath, [fileURLToPath(new URL('../fixtures/results/filling.ts', import.meta.url)), folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const left = join(folder, String(child.pid))
  expect(existsSync(left)).toBe(true)
  const store = await openResults({ folder, maxBytes: 1e9 })
  expect(existsSync(left)).toBe(false)
  await store.close()
})
