import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { browseFolder } from '../../../electron/sources/browse.ts'
import { Folder } from '../../../shared/contract/files.ts'

let home: string
beforeEach(() => { home = realpathSync(mkdtempSync(join(tmpdir(), 'quaestor-browse-'))) })
afterEach(() => { rmSync(home, { recursive: true, force: true }) })

const file = (name: string, text = 'a,b\n1,2\n') => { writeFileSync(join(home, name), text) }
const names = async (path?: string) => (await browseFolder(path, home)).entries.map(({ name }) => name)

test('the home folder without a path: folders first, names as people sort them, hidden ones left out', async () => {
  for (const name of ['b.csv', 'A.csv', 'Report 10.csv', 'Report 9.csv', '.hidden.csv', 'Ärger.csv']) file(name)
  for (const name of ['z folder', 'Documents', '.git']) mkdirSync(join(home, name))
  const folder = await browseFolder(undefined, home)
  expect(Folder.parse(folder)).toEqual(folder)
  expect([folder.path, folder.parent]).toEqual([home, dirname(home)])
  expect(folder.entries.map(({ name }) => name)).toEqual(['Documents', 'z folder', 'A.csv', 'Ärger.csv', 'b.csv', 'Report 9.csv', 'Report 10.csv'])
  expect(folder.entries[2]).toMatchObject({ kind: 'file', bytes: 8, path: join(home, 'A.csv'), opens: 'csv' })
  expect(folder.entries[0]).toMatchObject({ kind: 'folder', opens: null })
  expect(folder.places.slice(0, 2)).toEqual([{ name: 'Home', path: home }, { name: 'Documents', path: join(home, 'Documents') }])
})

test('says what each file would be opened as', async () => {
  for (const name of ['a.CSV', 'b.tsv.gz', 'c.parquet', 'd.ndjson', 'e.duckdb', 'f.sqlite3', 'g.xlsx', 'h', 'i.db']) file(name)
  const database = new DatabaseSync(join(home, 'j.db'))
  database.exec('CREATE TABLE a (b)')
  database.close()
  expect((await browseFolder(home, home)).entries.map(({ name, opens }) => `${name} ${String(opens)}`)).toEqual([
    'a.CSV csv', 'b.tsv.gz csv', 'c.parquet parquet', 'd.ndjson json', 'e.duckdb duckdb', 'f.sqlite3 sqlite', 'g.xlsx null', 'h null', 'i.db null', 'j.db sqlite',
  ])
})

test('links are followed; those that lead nowhere or in a circle, pipes and devices are left out', async () => {
  mkdirSync(join(home, 'folder'))
  file('file.csv')
  for (const [name, target] of [['to folder', 'folder'], ['to file.csv', 'file.csv'], ['to nowhere', 'nothing'], ['circle', 'circle'], ['up', '..'], ['device', '/dev/zero']] as const) symlinkSync(target, join(home, name))
  execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', join(home, 'pipe.db')])
  expect((await browseFolder(home, home)).entries.map(({ name, kind }) => [name, kind])).toEqual([['folder', 'folder'], ['to folder', 'folder'], ['up', 'folder'], ['file.csv', 'file'], ['to file.csv', 'file']])
  const inside = await browseFolder(join(home, 'to folder'), home)
  expect([inside.path, inside.parent]).toEqual([join(home, 'folder'), home])
})

test.each(['constructor', '__proto__', '"; drop table x; --', 'a\nb', '<img src=x>', '\u202egpj.csv', '-rf'])('a name is only a name: %j', async (name) => {
  file(name)
  expect(await names(home)).toEqual([name])
})

test('the root has no parent', async () => {
  expect(await browseFolder('/', home)).toMatchObject({ path: '/', parent: null })
})

test('paths with dots lead where they say, and nonsense leads nowhere', async () => {
  mkdirSync(join(home, 'a'))
  expect((await browseFolder(`${home}/a/../a/.`, home)).path).toBe(join(home, 'a'))
  file('file.csv')
  for (const path of [join(home, 'none'), join(home, 'file.csv'), `${home}\0/etc`, `${home}/file.csv/..x`]) await expect(browseFolder(path, home), path).rejects.toMatchObject({ code: 'FILE_MISSING' })
})

test('a folder that may not be looked into says so', () => {
  mkdirSync(join(home, 'private'))
  chmodSync(join(home, 'private'), 0)
  const module = JSON.stringify(new URL('../../../electron/sources/browse.ts', import.meta.url).href)
  // Root passes every permission unless these capabilities are given up.
  const heeding = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-dac_override,-dac_read_search'] : []
  const [command = '', ...args] = [...heeding, process.execPath, '--no-warnings', '--input-type=module', '-e', `
    import { browseFolder } from ${module}
    console.log(await browseFolder(${JSON.stringify(join(home, 'private'))}).catch(({ code }) => code))
    console.log((await browseFolder(${JSON.stringify(home)})).entries.map(({ name }) => name).join())`]
  expect(execFileSync(command, args, { encoding: 'utf8' }).trim()).toBe('ACCESS_DENIED\nprivate')
  chmodSync(join(home, 'private'), 0o700)
})

test('a huge folder shows its first 5,000, folders before files, soon', async () => {
  for (let number = 0; number < 6_000; number += 1) file(`${number}.csv`, '')
  mkdirSync(join(home, 'zzz'))
  const start = performance.now()
  const found = await names(home)
  expect([found.length, found[0], found[1], found.at(-1)]).toEqual([5_000, 'zzz', '0.csv', '4998.csv'])
  expect(performance.now() - start).toBeLessThan(5_000)
})
