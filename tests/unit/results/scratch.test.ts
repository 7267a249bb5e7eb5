import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { makeScratch } from '../../../electron/results/scratch.ts'

const root = mkdtempSync(join(tmpdir(), 'quaestor-scratch-'))
afterAll(() => { rmSync(root, { recursive: true }) })

it('removes the folders of dead processes and of no one else', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(child, 'spawn')
  const live = join(root, String(child.pid))
  mkdirSync(live)
  writeFileSync(join(live, 'r0.duckdb'), 'rows')
  mkdirSync(join(root, 'notes'))
  const first = await makeScratch(root)
  expect(existsSync(join(live, 'r0.duckdb'))).toBe(true)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const second = await makeScratch(root)
  expect([existsSync(live), existsSync(first), existsSync(second), existsSync(join(root, 'notes'))]).toEqual([false, true, true, true])
})
