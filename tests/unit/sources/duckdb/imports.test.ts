import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hold } from '../../../../electron/sources/duckdb/hold.ts'
import { openDuckdb } from '../../../../electron/sources/duckdb/open.ts'
import { pruneImports } from '../../../../electron/sources/duckdb/prune.ts'
import { openSource } from '../../../../electron/sources/open.ts'
import { guarded, temporaryPlace, within, writeFile, type Place } from './place.ts'
import { readAll } from '../read-all.ts'

let place: Place
beforeEach(() => { place = temporaryPlace() })
afterEach(() => { place.remove() })

const day = 24 * 60 * 60 * 1000
const named = (source: string, state: string) => `${source.repeat(20)}-${state.repeat(20)}.duckdb`
const listed = () => fs.readdirSync(place.imports).sort()

/** An import by name, of so many bytes, last used so many days ago. */
function keep(name: string, bytes: number, days: number): string {
  fs.mkdirSync(place.imports, { recursive: true })
  const file = path.join(place.imports, name)
  fs.writeFileSync(file, Buffer.alloc(bytes))
  fs.utimesSync(file, new Date(), new Date(Date.now() - days * day))
  return file
}

test('an import that takes long ends at once when it is cancelled, and leaves nothing', async () => {
  const file = writeFile(place, 'big.csv', `n,w\n${Array.from({ length: 1_500_000 }, (_, n) => `${n},word ${n}`).join('\n')}\n`)
  const controller = new AbortController()
  const opening = openSource({ kind: 'files', path: file }, { folders: { imports: place.imports, sample: '' }, signal: controller.signal })
  const refused = expect(opening).rejects.toMatchObject({ code: 'CANCELLED', detail: { path: file } })
  await expect.poll(() => fs.existsSync(place.imports) && listed().some((name) => name.endsWith('.part')), { timeout: 10_000, interval: 5 }).toBe(true)
  const started = performance.now()
  controller.abort()
  await refused
  expect(performance.now() - started).toBeLessThan(1_000)
  expect(listed()).toEqual([])
  await within(place, file, async (source) => { expect((await readAll(source, guarded('SELECT count(*) AS n FROM big'))).rows).toEqual([['1500000']]) })
})

test('a signal that was aborted before imports nothing', async () => {
  const file = writeFile(place, 't.csv', 'n\n1\n')
  await expect(openDuckdb(file, place.imports, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(listed()).toEqual([])
})

test('an import in use is marked, and no longer when the source is closed', async () => {
  const source = await openDuckdb(writeFile(place, 't.csv', 'n\n1\n'), place.imports)
  expect(listed().filter((name) => name.endsWith('.hold'))).toHaveLength(1)
  await source.close()
  expect(listed().map((name) => path.extname(name))).toEqual(['.duckdb'])
})

test('imports that nobody opened for 30 days go, with what dead processes left', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  const current = keep(named('a', '1'), 1, 0)
  keep(named('b', '1'), 1, 29)
  keep(named('c', '1'), 1, 31)
  await hold(keep(named('d', '1'), 1, 400))
  keep(`${named('e', '1')}.${dead}-00ff00ff.part`, 1, 0)
  keep(`${named('e', '1')}.${process.pid}-00ff00ff.part`, 1, 0)
  keep(`${named('f', '1')}`, 1, 400)
  keep(`${named('f', '1')}.${dead}-00ff00ff.hold`, 0, 0)
  fs.mkdirSync(path.join(place.imports, `spill-${dead}`))
  fs.mkdirSync(path.join(place.imports, `spill-${process.pid}`))
  keep('notes.txt', 1, 400)
  await pruneImports(place.imports, { current })
  expect(listed().filter((name) => !name.endsWith('.hold'))).toEqual([named('a', '1'), named('b', '1'), named('d', '1'), `${named('e', '1')}.${process.pid}-00ff00ff.part`, 'notes.txt', `spill-${process.pid}`].sort())
  expect(listed().filter((name) => name.endsWith('.hold'))).toHaveLength(1)
})

test('beyond the budget the least recently used go, never one that is held', async () => {
  const current = keep(named('a', '1'), 400, 0)
  keep(named('b', '1'), 300, 1)
  keep(named('c', '1'), 300, 2)
  await hold(keep(named('d', '1'), 300, 3))
  keep(named('e', '1'), 10, 4)
  await pruneImports(place.imports, { current, bytes: 1_010 })
  expect(listed().filter((name) => name.endsWith('.duckdb'))).toEqual([named('a', '1'), named('b', '1'), named('d', '1'), named('e', '1')])
  await pruneImports(place.imports, { current, bytes: 0 })
  expect(listed().filter((name) => name.endsWith('.duckdb'))).toEqual([named('a', '1'), named('d', '1')])
})

test('an older import of the same data goes unless another source still answers from it', async () => {
  const file = writeFile(place, 't.csv', 'n\n1\n')
  const first = await openDuckdb(file, place.imports)
  writeFile(place, 't.csv', 'n\n22\n')
  await within(place, file, async (second) => {
    expect((await readAll(second, guarded('SELECT n FROM t'))).rows).toEqual([['22']])
    // A call that is cut short ends its process; the next one opens the older import anew.
    await expect(readAll(first, guarded('SELECT n FROM t'), { milliseconds: 0 })).rejects.toMatchObject({ code: 'TIMEOUT' })
    expect((await readAll(first, guarded('SELECT n FROM t'))).rows).toEqual([['1']])
  })
  await first.close()
  expect(listed()).toHaveLength(2)
  await within(place, file, async () => undefined)
  expect(listed()).toHaveLength(1)
})

test('opening sets the time of use', async () => {
  const file = writeFile(place, 't.csv', 'n\n1\n')
  await within(place, file, async () => undefined)
  const [name = ''] = listed()
  const long = new Date(Date.now() - 40 * day)
  fs.utimesSync(path.join(place.imports, name), long, long)
  await within(place, file, async () => undefined)
  expect(Date.now() - fs.statSync(path.join(place.imports, name)).mtimeMs).toBeLessThan(60_000)
})
