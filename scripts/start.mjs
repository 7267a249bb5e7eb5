// Starts Quaestor: the desktop app, or where it cannot run, the same interface in a browser (always, with --web). Runs on the system's Node 20.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { installPackages, nodeToUse, once, root } from './install.mjs'

const sources = ['renderer', 'shared', 'electron/hosting', 'vite.config.ts', 'package-lock.json']
const desktopSources = [...sources, 'electron', 'resources', 'electron.vite.config.ts']

/** The time of the latest change at or below a path; 0 when there is nothing. */
function changedAt(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, changedAt(join(path, name))), stat.mtimeMs)
}

/** Builds what `built` stands for, when it is missing or older than its sources. */
function build(what, built, from, [tool, ...args]) {
  const builtAt = () => statSync(join(root, built), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const isOld = () => from.some((source) => changedAt(join(root, source)) > builtAt())
  once('.building', isOld, () => {
    console.error(`Building ${what} (${builtAt() === 0 ? 'once' : 'it has changed'})…`)
    const vite = spawnSync(nodeToUse(), [join(root, 'node_modules', tool), ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
    if (vite.status === 0) return
    console.error(`${what[0].toUpperCase()}${what.slice(1)} could not be built.`)
    process.exit(1)
  })
}

/** The desktop program, or why it cannot run here. */
function findDesktop() {
  const electron = join(root, 'node_modules', 'electron')
  const pathFile = join(electron, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : process.platform === 'win32' ? 'electron.exe' : 'electron'
  const program = join(process.env.ELECTRON_OVERRIDE_DIST_PATH || join(electron, 'dist'), name)
  if (!existsSync(program)) return { reason: 'The desktop program (Electron) is not installed here' }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { reason: 'There is no display here' }
  return { program }
}

function run(program, args, stdio) {
  const child = spawn(program, args, { cwd: root, stdio })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}

function startDesktop(program) {
  build('the desktop app', 'out/renderer/index.html', desktopSources, ['electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'error'])
  // Chromium refuses to sandbox for root.
  run(program, process.getuid?.() === 0 ? ['--no-sandbox', '.'] : ['.'], 'inherit')
}

function startBrowser() {
  build('the interface', 'dist/renderer/index.html', sources, ['vite/bin/vite.js', 'build', '--logLevel', 'error'])
  // The channel tells the host when this process is gone.
  run(nodeToUse(), ['--disable-warning=ExperimentalWarning', join(root, 'electron', 'web', 'main.ts')], ['inherit', 'inherit', 'inherit', 'ipc'])
}

installPackages()
const desktop = process.argv.includes('--web') ? {} : findDesktop()
if (desktop.reason !== undefined) console.error(`${desktop.reason}, so Quaestor opens in a browser.`)
if (desktop.program !== undefined) startDesktop(desktop.program)
else startBrowser()
