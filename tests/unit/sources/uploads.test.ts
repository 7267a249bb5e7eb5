import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { safeName, Uploads } from '../../../electron/sources/uploads.ts'
import { pieceBytes } from '../../../shared/contract/files.ts'
import { tinyDisk } from '../../fixtures/tiny-disk.ts'

let home: string
let folder: string
let uploads: Uploads
let now: number
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'quaestor-uploads-'))
  folder = join(home, 'data', 'files')
  now = Date.parse('2026-01-01T00:00:00Z')
  uploads = await Uploads.open(folder, () => new Date(now))
})
afterEach(async () => {
  await uploads.close()
  rmSync(home, { recursive: true, force: true })
})

const text = Buffer.from('a,b\n1,2\n')
async function taken(name: string, content: Uint8Array) {
  const { upload } = await uploads.begin({ name, bytes: content.length })
  for (let offset = 0; offset < content.length; offset += pieceBytes) await uploads.append(upload, offset, content.subarray(offset, offset + pieceBytes))
  return uploads.end(upload)
}
const pathOf = ({ spec }: Awaited<ReturnType<typeof taken>>) => ('path' in spec ? spec.path : '')

test('a file arrives whole, under its name, for its owner alone, and stays', async () => {
  const content = Buffer.concat([Buffer.from('a\n'), Buffer.alloc(2.5 * pieceBytes, '1234567\n')])
  const found = await taken('Sales 2026.csv', content)
  expect(found).toMatchObject({ name: 'Sales 2026', spec: { kind: 'files' } })
  const path = pathOf(found)
  expect(readFileSync(path).equals(content)).toBe(true)
  expect([dirname(dirname(path)), statSync(path).mode & 0o777, statSync(dirname(path)).mode & 0o777]).toEqual([folder, 0o600, 0o700])
  await uploads.close()
  uploads = await Uploads.open(folder, () => new Date(now))
  expect(readFileSync(path).equals(content)).toBe(true)
})

test('a database is known by what is in it; two files of one name do not meet', async () => {
  const database = new DatabaseSync(join(home, 'x'))
  database.exec('CREATE TABLE a (b)')
  database.close()
  const first = await taken('ledger', readFileSync(join(home, 'x')))
  const second = await taken('ledger', readFileSync(join(home, 'x')))
  expect([first.spec.kind, pathOf(first) === pathOf(second)]).toEqual(['sqlite', false])
  expect(await taken('empty.csv', Buffer.of())).toMatchObject({ spec: { kind: 'files' } })
})

test('what cannot be opened is not kept', async () => {
  await expect(taken('photo.png', text)).rejects.toMatchObject({ code: 'SOURCE_UNSUPPORTED' })
  expect(readdirSync(folder)).toEqual([])
})

test('pieces come in their order, once, and no more than was said; the right piece still gets in afterwards', async () => {
  const { upload } = await uploads.begin({ name: 'a.csv', bytes: text.length })
  const bad = (offset: number, piece: Uint8Array) => expect(uploads.append(upload, offset, piece)).rejects
  await bad(3, text.subarray(3)).toMatchObject({ code: 'BAD_REQUEST', detail: { received: 0 } })
  await bad(-1, text).toMatchObject({ code: 'BAD_REQUEST' })
  await bad(0, Buffer.alloc(pieceBytes + 1)).toMatchObject({ code: 'TOO_LARGE' })
  await bad(0, Buffer.concat([text, text])).toMatchObject({ code: 'TOO_LARGE' })
  expect(await uploads.append(upload, 0, text.subarray(0, 3))).toEqual({ received: 3 })
  await bad(0, text.subarray(0, 3)).toMatchObject({ code: 'BAD_REQUEST', detail: { received: 3 } })
  await expect(uploads.end(upload)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  const twice = await Promise.allSettled([uploads.append(upload, 3, text.subarray(3)), uploads.append(upload, 3, text.subarray(3))])
  expect(twice.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(readFileSync(pathOf(await uploads.end(upload))).equals(text)).toBe(true)
  for (const work of [() => uploads.end(upload), () => uploads.append(upload, 0, text), () => uploads.end('../../etc'), () => uploads.end('__proto__')]) await expect(work()).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})

test('too large, no size, or too many at once are refused before anything is written', async () => {
  await expect(uploads.begin({ name: 'a.csv', bytes: 2 * 1024 ** 3 + 1 })).rejects.toMatchObject({ code: 'TOO_LARGE' })
  for (const bytes of [-1, 1.5, NaN, Infinity]) await expect(uploads.begin({ name: 'a.csv', bytes })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  expect(readdirSync(folder)).toEqual([])
  for (let number = 0; number < 20; number += 1) await uploads.begin({ name: 'a.csv', bytes: 1 })
  await expect(uploads.begin({ name: 'a.csv', bytes: 1 })).rejects.toMatchObject({ code: 'BAD_REQUEST', retry: true })
})

test('what nothing was added to for an hour is removed, what still grows is not', async () => {
  const [idle, growing] = [await uploads.begin({ name: 'a.csv', bytes: 8 }), await uploads.begin({ name: 'b.csv', bytes: 8 })]
  now += 50 * 60_000
  await uploads.append(growing.upload, 0, text.subarray(0, 4))
  now += 20 * 60_000
  await uploads.sweep()
  await expect(uploads.append(idle.upload, 0, text)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  expect(readdirSync(folder)).toHaveLength(1)
  await uploads.append(growing.upload, 4, text.subarray(4))
  expect(readFileSync(pathOf(await uploads.end(growing.upload)), 'utf8')).toBe('a,b\n1,2\n')
})

test('a start removes what a killed process left, and leaves finished files, running processes and strangers alone', async () => {
  const kept = pathOf(await taken('kept.csv', text))
  const id = '00000000-0000-4000-8000-000000000000'
  const old = `${process.ppid}-11111111-0000-4000-8000-000000000000.part`
  for (const name of [`4194305-${id}.part`, old, `${process.ppid}-${id}.part`, 'not ours.part', `4194305-${id}.part.csv`]) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'x.csv'), 'x')
  }
  utimesSync(join(folder, old), 1, 1)
  const other = await Uploads.open(folder, () => new Date(now))
  await other.close()
  expect(readdirSync(folder).sort()).toEqual([dirname(kept).slice(folder.length + 1), `${process.ppid}-${id}.part`, `4194305-${id}.part.csv`, 'not ours.part'].sort())
})

test('closing abandons what is unfinished', async () => {
  await uploads.begin({ name: 'a.csv', bytes: 8 })
  await uploads.close()
  expect(readdirSync(folder)).toEqual([])
})

describe('names', () => {
  test.each([
    ['../../etc/passwd.csv', 'passwd.csv'], ['C:\\Users\\ana\\x.csv', 'x.csv'], ['..', 'file'], ['.', 'file'], ['', 'file'], ['/', 'file'], ['.bashrc', 'bashrc'], ['a\0b\n.csv', 'ab.csv'],
    ['\u202efdp.csv', 'fdp.csv'], ['con', '_con'], ['NUL.csv', '_NUL.csv'], ['com1.tar.csv', '_com1.tar.csv'], ['lpt¹.csv', '_lpt¹.csv'], ['console.csv', 'console.csv'], ['a.csv. .', 'a.csv'],
    ['a<b>:"|?*.csv', 'a_b______.csv'], ['file.csv:stream', 'file.csv_stream'], ['__proto__', '__proto__'], ['-rf.csv', '-rf.csv'], ['Bücher 📚.csv', 'Bücher 📚.csv'], ['👨‍👩‍👧.csv', '👨‍👩‍👧.csv'], ['نامه‌ها.csv', 'نامه‌ها.csv'], ['e\u0301.csv', '\u00e9.csv'], ['\ud800.csv', '\ufffd.csv'],
  ])('%j becomes %j', (given, name) => {
    expect(safeName(given)).toBe(name)
  })

  test('long ones keep their ending and whole characters', () => {
    const name = safeName(`${'😀'.repeat(200)}.csv.gz`)
    expect([Buffer.byteLength(name) <= 200, name.endsWith('😀.csv.gz'), name.isWellFormed()]).toEqual([true, true, true])
    expect(Buffer.byteLength(safeName(`a.${'x'.repeat(5_000)}`))).toBeLessThanOrEqual(200)
  })

  test('none of them leaves the folder', async () => {
    for (const name of ['../../escape.csv', '..\\..\\escape.csv', '/tmp/escape.csv', '....//escape.csv', 'escape.csv/..', '%2e%2e%2fescape.csv']) {
      const path = await taken(name, text).then(pathOf, () => '')
      expect(path === '' || path.startsWith(`${folder}/`), name).toBe(true)
    }
    expect(readdirSync(home)).toEqual(['data'])
    expect(readdirSync(join(home, 'data'))).toEqual(['files'])
  })
})

const disk = tinyDisk(512)
afterAll(() => { disk?.remove() })

test.runIf(disk !== undefined)('a full disk is told before, or at the piece that does not fit, which can be sent again', async () => {
  const tiny = disk?.folder ?? ''
  const cramped = await Uploads.open(join(tiny, 'files'), () => new Date(now))
  await expect(cramped.begin({ name: 'a.csv', bytes: 1024 * 1024 })).rejects.toMatchObject({ code: 'DISK_FULL', retry: true })
  const content = Buffer.alloc(300 * 1024, '1234567\n')
  const { upload } = await cramped.begin({ name: 'a.csv', bytes: content.length })
  writeFileSync(join(tiny, 'filler'), Buffer.alloc(400 * 1024))
  await expect(cramped.append(upload, 0, content)).rejects.toMatchObject({ code: 'DISK_FULL', retry: true })
  rmSync(join(tiny, 'filler'))
  await cramped.append(upload, 0, content)
  expect(readFileSync(pathOf(await cramped.end(upload))).equals(content)).toBe(true)
  await cramped.close()
})

test('a file that was taken in can be forgotten, and nothing else', async () => {
  const { spec } = await taken('books.csv', text)
  if (!('path' in spec)) throw new Error('a file was expected')
  const other = join(home, 'mine.csv')
  writeFileSync(other, text)
  for (const path of [other, folder, dirname(spec.path), join(spec.path, '..', '..', '..'), join(folder, '..', 'quaestor.sqlite')]) await uploads.forget(path)
  expect(readFileSync(spec.path)).toEqual(text)
  await uploads.forget(spec.path)
  expect(readdirSync(folder)).toEqual([])
  expect(readFileSync(other)).toEqual(text)
})
