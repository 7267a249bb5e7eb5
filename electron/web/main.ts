import { mkdir } from 'node:fs/promises'
import { enableCompileCache } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure } from '../../shared/model/failure.ts'
import { foldersFor } from '../config/folders.ts'
import { claimFolder, linkToRunning, newSecret } from './instance.ts'
import { openBrowser } from './open-browser.ts'
import { stopWith } from './stop.ts'

const builtPages = fileURLToPath(new URL('../../dist/renderer/', import.meta.url))

/** Serves the interface to a browser on this computer until it is stopped, or shows the one that is being served already. */
async function main(): Promise<void> {
  const folders = foldersFor(process.env, process.platform)
  const running = await linkToRunning(folders.data)
  if (running !== null) return show(running, 'Quaestor is running already.')
  await mkdir(folders.data, { recursive: true, mode: 0o700 })
  // Reading and stripping the engine's sources is most of the time to a first page; what they come to is kept with the other caches.
  enableCompileCache(join(dirname(folders.imports), 'code'))
  const [{ startWebHost }, { readPageFiles }, { callsOf }] = await Promise.all([import('./server.ts'), import('../hosting/page-files.ts'), import('./calls.ts')])
  const opening = Promise.withResolvers<Awaited<ReturnType<typeof openEngine>>>()
  const calls = opening.promise.then(({ router }) => callsOf(router))
  // Whoever waits for the engine hears of its failure; until then it is nobody's.
  calls.catch(() => undefined)
  const secret = newSecret()
  const host = await startWebHost({ pages: await readPageFiles(builtPages), calls, secret, report, port: portFrom(process.env.QUAESTOR_PORT) })
  const claim = await claimFolder(folders.data, { pid: process.pid, port: host.port, secret })
  if (!claim.kept) {
    await host.close()
    return show(claim.link, 'Quaestor is running already.')
  }
  stopWith(async () => {
    const engine = await opening.promise.catch(() => null)
    await host.close()
    await engine?.close()
    await claim.release()
  })
  show(host.link(), 'Quaestor is here, for this computer only. The link works once; Ctrl-C ends it.')
  try {
    opening.resolve(await openEngine(folders))
  } catch (error) {
    opening.reject(error)
    await Promise.all([host.close(), claim.release()])
    throw error
  }
}

async function openEngine(folders: ReturnType<typeof foldersFor>) {
  const [{ Workbench }, { routerFor }] = await Promise.all([import('../workbench/workbench.ts'), import('../workbench/serve.ts')])
  const workbench = await Workbench.open(folders, { host: 'browser' })
  return { router: routerFor(workbench), close: () => workbench.close() }
}

function show(link: string, words: string): void {
  process.stdout.write(`${words}\n  ${link}\n`)
  openBrowser(link)
}

function portFrom(text: string | undefined): number {
  if (text === undefined || text === '') return 0
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Failure('SETTING_INVALID', `QUAESTOR_PORT is "${text}", which is no port.`, { hint: 'Set it to a number from 1 to 65535, or leave it out.' })
}

function report(error: unknown): void {
  const failure = error instanceof Failure ? error : new Failure('INTERNAL', 'Something unexpected went wrong in Quaestor itself.', { hint: 'Try again; if it happens again, report it.', cause: error })
  process.stderr.write(`${failure.message}\n${failure.hint}\n`)
  if (failure.code === 'INTERNAL' && failure.cause instanceof Error) process.stderr.write(`${failure.cause.stack ?? failure.cause.message}\n`)
}

await main().catch((error: unknown) => {
  report(error)
  process.exit(1)
})
