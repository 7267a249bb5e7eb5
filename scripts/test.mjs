// The whole proof: types, lint, layout, dead code, every test. Works on a fresh clone with the system's Node 20.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join, delimiter } from 'node:path'
import { installPackages, nodeToUse, root } from './install.mjs'

const needs = [{ command: '/usr/sbin/mariadbd', package: 'mariadb-server' }, { command: '/usr/bin/chromium', package: 'chromium' }]

function installServers() {
  const missing = needs.filter((need) => !existsSync(need.command)).map((need) => need.package)
  if (missing.length === 0) return
  const command = `apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${missing.join(' ')}`
  const debianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  if (!debianRoot) {
    console.error(`The tests run against a real server and a real browser, and ${missing.join(', ')} is not installed. Install it with:\n  sudo sh -c '${command}'\nThe tests that need it fail until then.`)
    return
  }
  console.error(`Installing ${missing.join(', ')} for the tests (once)…`)
  const apt = spawnSync('sh', ['-c', `(${command}) >/tmp/quaestor-apt.log 2>&1`], { stdio: 'inherit' })
  if (apt.status !== 0) {
    console.error('apt-get failed; see /tmp/quaestor-apt.log')
    process.exit(1)
  }
}

installPackages()
installServers()
const node = nodeToUse()
const bin = join(root, 'node_modules', '.bin')
const env = { ...process.env, PATH: [dirname(node), bin, process.env.PATH].join(delimiter) }
const only = process.argv.slice(2)
const steps = only.length > 0 ? [['vitest', 'run', ...only]] : [['npm', 'run', '--silent', 'check'], ['vitest', 'run'], ['npm', 'run', '--silent', 'browse']]
for (const [command, ...args] of steps) {
  const step = spawnSync(command, args, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' })
  if (step.status !== 0) process.exit(step.status ?? 1)
}
