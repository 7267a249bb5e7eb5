// Runs one TypeScript entry of the repository: node scripts/run.mjs FILE.ts [arguments]
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { installPackages, nodeToUse, root } from './install.mjs'

const [entry, ...args] = process.argv.slice(2)
installPackages()
const child = spawn(nodeToUse(), ['--disable-warning=ExperimentalWarning', join(root, entry), ...args], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
