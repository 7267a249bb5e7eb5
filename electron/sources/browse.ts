import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Folder, FolderEntry } from '../../shared/contract/files.ts'
import { Failure } from '../../shared/model/failure.ts'
import { codeOf, formatOf } from './duckdb/datafiles.ts'
import { fileFailure } from './file.ts'
import { sniffed } from './identify.ts'

/** Most entries of a folder that are shown. */
const mostEntries = 5_000
/** Most names that are looked at to find the first ones. */
const mostNames = 100_000
/** Entries looked at at once. */
const atOnce = 64

const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
const sqliteEnding = /\.(sqlite3?|s3db|sl3|db3)$/i
/** An ending that databases of several kinds share. */
const anyDatabase = /\.db$/i

type Named = { name: string; kind: 'folder' | 'file' | 'link' }

/**
 * A folder of this computer as a file dialog shows it: folders first, hidden entries left out, links followed, at most 5,000 entries. The home folder
 * without a path. Fails with FILE_MISSING, ACCESS_DENIED or FILE_UNREADABLE.
 */
export async function browseFolder(wanted: string | undefined, home: string = os.homedir()): Promise<Folder> {
  if (wanted?.includes('\0') === true) throw missing(wanted.replaceAll('\0', '�'))
  const asked = path.resolve(wanted === undefined || wanted.trim() === '' ? home : wanted)
  try {
    const folder = await fs.realpath(asked)
    const names = await visibleNames(folder)
    const entries = (await inTurns(names.slice(0, mostEntries), (named) => entryOf(folder, named))).filter((entry) => entry !== null)
    // What a link leads to is known only now.
    entries.sort((one, other) => rank(one.kind) - rank(other.kind) || byName(one.name, other.name))
    const parent = path.dirname(folder)
    return { path: folder, parent: parent === folder ? null : parent, places: await places(home), entries }
  } catch (error) {
    if (error instanceof Failure) throw error
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') throw missing(asked)
    if (code === 'EACCES' || code === 'EPERM') throw new Failure('ACCESS_DENIED', `You may not look into ${asked}.`, { hint: 'Choose another folder, or ask its owner for permission to read it.', detail: { path: asked, code }, cause: error })
    throw fileFailure(code, asked, String(error))
  }
}

const rank = (kind: Named['kind']): number => (kind === 'folder' ? 0 : 1)
const byName = (one: string, other: string): number => order.compare(one, other) || (one < other ? -1 : 1)

async function visibleNames(folder: string): Promise<Named[]> {
  const found: Named[] = []
  let looked = 0
  for await (const entry of await fs.opendir(folder, { bufferSize: 1_024 })) {
    looked += 1
    if (looked > mostNames) break
    const kind = entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : null
    if (kind !== null && !isHidden(entry.name)) found.push({ name: entry.name, kind })
  }
  return found.sort((one, other) => rank(one.kind) - rank(other.kind) || byName(one.name, other.name))
}

const isHidden = (name: string): boolean => name.startsWith('.') || (process.platform === 'win32' && (name.startsWith('$') || name.toLowerCase() === 'desktop.ini'))

/** Null for what is gone meanwhile, a link that leads nowhere or in a circle, and anything that is neither file nor folder. */
async function entryOf(folder: string, { name }: Named): Promise<FolderEntry | null> {
  const full = path.join(folder, name)
  const facts = await fs.stat(full).catch(() => null)
  if (facts === null || (!facts.isFile() && !facts.isDirectory())) return null
  const isFile = facts.isFile()
  return {
    name, path: full, kind: isFile ? 'file' : 'folder', bytes: isFile ? facts.size : 0, modifiedAt: facts.mtime.toISOString(), opens: isFile ? await opensAs(full) : null,
  }
}

/** By its ending, which is cheap; only where kinds share an ending the file is looked into. */
async function opensAs(file: string): Promise<FolderEntry['opens']> {
  if (sqliteEnding.test(file)) return 'sqlite'
  if (anyDatabase.test(file)) return await sniffed(file).catch(() => undefined) === 'sqlite' ? 'sqlite' : null
  return formatOf(file)
}

async function inTurns<In, Out>(items: In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
  const done: Out[] = []
  for (let from = 0; from < items.length; from += atOnce) done.push(...await Promise.all(items.slice(from, from + atOnce).map(work)))
  return done
}

/** Where people keep files: the home folder, those inside it that are there, and drives. */
async function places(home: string): Promise<Folder['places']> {
  const own = ['Desktop', 'Documents', 'Downloads'].map((name) => ({ name, path: path.join(home, name) }))
  const there = await Promise.all([{ name: 'Home', path: home }, ...own, ...await drives()].map(async (place) => (await isFolder(place.path) ? [place] : [])))
  return there.flat()
}

async function drives(): Promise<Folder['places']> {
  if (process.platform === 'win32') return Array.from('CDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => ({ name: `${letter}:`, path: `${letter}:\\` }))
  const { username } = os.userInfo()
  const roots = process.platform === 'darwin' ? ['/Volumes'] : [`/media/${username}`, `/run/media/${username}`]
  const mounted = await Promise.all(roots.map(async (root) => (await fs.readdir(root).catch(() => [])).map((name) => ({ name, path: path.join(root, name) }))))
  return mounted.flat()
}

const isFolder = (place: string): Promise<boolean> => fs.stat(place).then((facts) => facts.isDirectory(), () => false)

function missing(folder: string): Failure {
  return new Failure('FILE_MISSING', `There is no folder at ${folder}.`, { hint: 'Check the path, or choose another folder.', detail: { path: folder } })
}
