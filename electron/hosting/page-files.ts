import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { Failure } from '../../shared/model/failure.ts'

/** A file of the built interface. Files whose name holds a digest of their content never change. */
export type PageFile = { readonly type: string; readonly text: boolean; readonly unchanging: boolean; readonly bytes: Buffer }

/** What stands in the built page where each load puts its nonce; vite.config.ts writes it there. */
export const noncePlaceholder = 'quaestor-nonce-of-this-load'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.woff': 'font/woff', '.wasm': 'application/wasm',
}
const texts = /^text\/|json|svg/

/** The built interface: the page, and the files it loads by the exact paths under which they are served. */
export type PageFiles = { readonly page: string; readonly files: ReadonlyMap<string, PageFile> }

/**
 * Reads the built interface in `folder`. Later requests are only looked up in what was read, so no path that comes from outside ever reaches the disk,
 * and a build made meanwhile does not take files from under an open page. Fails with FILE_MISSING when the interface has not been built.
 */
export async function readPageFiles(folder: string): Promise<PageFiles> {
  try {
    const page = await readFile(join(folder, 'index.html'), 'utf8')
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = await Promise.all(entries.map(async (entry): Promise<[string, PageFile][]> => {
      const type = types[extname(entry.name)]
      if (!entry.isFile() || type === undefined || entry.name.endsWith('.html')) return []
      const path = join(entry.parentPath, entry.name)
      const name = relative(folder, path).split(sep).join('/')
      return [[`/${name}`, { type, text: texts.test(type), unchanging: name.startsWith('assets/'), bytes: await readFile(path) }]]
    }))
    return { page, files: new Map(files.flat()) }
  } catch (cause) {
    throw new Failure('FILE_MISSING', `Quaestor's interface is not in ${folder}.`, { hint: 'Start Quaestor with "npm start", which builds it.', detail: { path: folder }, cause })
  }
}

/** A nonce for one load of the page, and the page that carries it. */
export function pageWithNonce({ page }: PageFiles): { nonce: string; html: string } {
  const nonce = randomBytes(18).toString('base64')
  return { nonce, html: page.replaceAll(noncePlaceholder, nonce) }
}
