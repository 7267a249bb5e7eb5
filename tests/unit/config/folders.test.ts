import { expect, it } from 'vitest'
import { foldersFor } from '../../../electron/config/folders.ts'

it('keeps everything in one place when told to', () => {
  expect(foldersFor({ QUAESTOR_HOME: '/somewhere' }, 'linux', '/home/a')).toMatchObject({ data: '/somewhere', imports: '/somewhere/cache/imports', scratch: '/somewhere/cache/scratch' })
})

it('follows the XDG directories and ignores relative ones', () => {
  expect(foldersFor({ XDG_DATA_HOME: '/data', XDG_CACHE_HOME: 'relative' }, 'linux', '/home/a')).toMatchObject({ data: '/data/quaestor', scratch: '/home/a/.cache/quaestor/scratch' })
})

it('uses the places that macOS and Windows give', () => {
  expect(foldersFor({}, 'darwin', '/Users/a').data).toBe('/Users/a/Library/Application Support/Quaestor')
  expect(foldersFor({ LOCALAPPDATA: '/c/Local' }, 'win32', '/c').data).toBe('/c/Local/Quaestor')
})

it('finds the sample beside the program', () => {
  expect(foldersFor({}, 'linux', '/home/a').sample).toMatch(/resources\/sample$/)
})
