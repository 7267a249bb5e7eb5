import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where Quaestor keeps its own things, and where it finds what it ships. */
export type Folders = {
  /** The app's store. */
  data: string
  /** Copies of the user's data files in DuckDB's format, remade at will. */
  imports: string
  /** Results of this process, dropped at its end. */
  scratch: string
  /** The bundled ledger. */
  sample: string
}

const shipped = fileURLToPath(new URL('../../resources/', import.meta.url))

/**
 * The folders for a platform and environment. `QUAESTOR_HOME` puts all of them in one place; otherwise the platform's own: `%LOCALAPPDATA%` on
 * Windows, `~/Library` on macOS, the XDG base directories elsewhere (relative XDG values are ignored, as that standard asks).
 */
export function foldersFor(env: Record<string, string | undefined>, platform: NodeJS.Platform, home: string = homedir()): Folders {
  const { data, cache } = bases(env, platform, home)
  return { data, imports: join(cache, 'imports'), scratch: join(cache, 'scratch'), sample: join(shipped, 'sample') }
}

function bases(env: Record<string, string | undefined>, platform: NodeJS.Platform, home: string): { data: string; cache: string } {
  const chosen = env.QUAESTOR_HOME
  if (chosen !== undefined && chosen !== '') return { data: resolve(chosen), cache: join(resolve(chosen), 'cache') }
  if (platform === 'win32') {
    const local = join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Quaestor')
    return { data: local, cache: join(local, 'cache') }
  }
  if (platform === 'darwin') return { data: join(home, 'Library', 'Application Support', 'Quaestor'), cache: join(home, 'Library', 'Caches', 'Quaestor') }
  const xdg = (name: string, otherwise: string) => {
    const value = env[name]
    return value !== undefined && isAbsolute(value) ? value : join(home, otherwise)
  }
  return { data: join(xdg('XDG_DATA_HOME', '.local/share'), 'quaestor'), cache: join(xdg('XDG_CACHE_HOME', '.cache'), 'quaestor') }
}
