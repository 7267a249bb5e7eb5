import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, test } from 'vitest'
import { openSqlite } from '../../electron/sources/sqlite/open.ts'
import * as duckdb from '../unit/sources/duckdb/place.ts'
import { eventually, guarded, isRunning, temporaryFolder, within, writeDatabase } from '../unit/sources/sqlite/place.ts'
import { limits, readAll } from '../unit/sources/read-all.ts'

const folder = temporaryFolder()
const started: ChildProcess[] = []
afterAll(() => {
  for (const process of started) process.kill('SIGKILL')
  folder.remove()
})

const at = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)

/** Starts another Node that runs a module's text. */
function start(code: string, wrapper: readonly string[] = []): ChildProcess {
  const [command = process.execPath, ...args] = [...wrapper, process.execPath, '--no-warnings', '--input-type=module', '-e', code]
  const child = spawn(command, args, { cwd: process.cwd(), stdio: ['pipe', 'pipe', 'inherit'] })
  started.push(child)
  return child
}

/** Root passes every permission unless these two capabilities are given up. */
const heedingPermissions = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-dac_override,-dac_read_search'] : []

/** The code of the failure that opening and describing ends with, in a process that file permissions bind. */
const codeWithoutPrivilege = (open: string): Promise<string> => firstLine(start(`
  import { openSource } from ${at('../../electron/sources/open.ts')}
  const ended = await openSource(${open}).then((source) => source.describe('main')).then(() => 'described', (error) => error.code)
  console.log(ended)
  process.exit()`, heedingPermissions))

/** The first line that a process prints. */
async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output')
  const [data] = (await once(child.stdout, 'data')) as [Buffer]
  return data.toString().trim()
}

describe('SQLite files', () => {
  const codeOf = (file: string) => within(file, (source) => source.describe('main').then(() => 'described', (error: { code: string }) => error.code))

  test('missing, empty, foreign, encrypted: each with its own failure', async () => {
    const write = (name: string, content: string | Buffer) => {
      fs.writeFileSync(path.join(folder.path, name), content)
      return path.join(folder.path, name)
    }
    expect(await codeOf(path.join(folder.path, 'gone.sqlite'))).toBe('FILE_MISSING')
    expect(await codeOf(write('empty.sqlite', ''))).toBe('FILE_UNREADABLE')
    expect(await codeOf(write('text.sqlite', 'this is a letter'))).toBe('FILE_UNREADABLE')
    expect(await codeOf(write('noise.sqlite', Buffer.from(Array.from({ length: 8_192 }, (_, n) => (n * 7_919) % 251))))).toBe('FILE_UNREADABLE')
    expect(await codeOf(folder.path)).toBe('FILE_UNREADABLE')
    const cut = writeDatabase(path.join(folder.path, 'cut.sqlite'), 'CREATE TABLE t (w TEXT); WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 5000) INSERT INTO t SELECT i FROM r')
    fs.truncateSync(cut, 12_288)
    expect(await codeOf(cut)).toBe('FILE_UNREADABLE')
  })

  test('a file without permission is told', async () => {
    const file = writeDatabase(path.join(folder.path, 'private.sqlite'), 'CREATE TABLE t (n)')
    fs.chmodSync(file, 0)
    expect(await codeWithoutPrivilege(JSON.stringify({ kind: 'sqlite', path: file }) + ', { folders: {} }')).toBe('FILE_UNREADABLE')
  })

  test('a file that another program has locked is told, and read once it is free', async () => {
    const file = writeDatabase(path.join(folder.path, 'locked.sqlite'), 'CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)')
    const writer = new DatabaseSync(file)
    writer.exec('BEGIN EXCLUSIVE; INSERT INTO t VALUES (2)')
    await within(file, async (source) => {
      await expect(readAll(source, guarded('SELECT n FROM t'))).rejects.toMatchObject({ code: 'FILE_IN_USE', retry: true })
      writer.exec('COMMIT')
      expect((await readAll(source, guarded('SELECT n FROM t'))).rows).toHaveLength(2)
    })
    writer.close()
  })

  test('a file in WAL mode that another program is writing shows what was committed', async () => {
    const file = path.join(folder.path, 'live.sqlite')
    const writer = new DatabaseSync(file)
    writer.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)')
    await within(file, async (source) => {
      expect((await readAll(source, guarded('SELECT count(*) AS n FROM t'))).rows).toEqual([['1']])
      writer.exec('INSERT INTO t VALUES (2); BEGIN; INSERT INTO t VALUES (3)')
      expect((await readAll(source, guarded('SELECT count(*) AS n FROM t'))).rows).toEqual([['2']])
      writer.exec('COMMIT')
      expect((await readAll(source, guarded('SELECT count(*) AS n FROM t'))).rows).toEqual([['3']])
    })
    writer.close()
  })

  test('changes left in a -wal by a crash or a copy are not passed over', async () => {
    const live = path.join(folder.path, 'crashed.sqlite')
    const writer = new DatabaseSync(live)
    writer.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)')
    const copy = path.join(folder.path, 'copied.sqlite')
    fs.copyFileSync(live, copy)
    fs.copyFileSync(`${live}-wal`, `${copy}-wal`)
    writer.close()
    const before = fs.readdirSync(folder.path)
    expect(await codeOf(copy)).toBe('FILE_IN_USE')
    expect(fs.readdirSync(folder.path)).toEqual(before)
  })

  test('a half-finished transaction left by a crash is not read as if it were whole', async () => {
    const live = path.join(folder.path, 'journal.sqlite')
    const writer = new DatabaseSync(live)
    writer.exec(`PRAGMA cache_size = 5; CREATE TABLE t (w TEXT); WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 5000) INSERT INTO t SELECT 'old ' || i FROM r;
      BEGIN; UPDATE t SET w = 'new' || w || w`)
    const copy = path.join(folder.path, 'hot.sqlite')
    fs.copyFileSync(live, copy)
    fs.copyFileSync(`${live}-journal`, `${copy}-journal`)
    writer.exec('ROLLBACK')
    writer.close()
    expect(await codeOf(copy)).toBe('FILE_UNREADABLE')
  })

  test('a file replaced on disk is read anew', async () => {
    const file = writeDatabase(path.join(folder.path, 'replaced.sqlite'), 'CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)')
    await within(file, async (source) => {
      expect((await readAll(source, guarded('SELECT n FROM t'))).rows).toEqual([['1']])
      fs.renameSync(writeDatabase(path.join(folder.path, 'next.sqlite'), 'CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (2)'), file)
      expect((await readAll(source, guarded('SELECT n FROM t'))).rows).toEqual([['2']])
      fs.rmSync(file)
      await expect(readAll(source, guarded('SELECT n FROM t'))).rejects.toMatchObject({ code: 'FILE_MISSING' })
    })
  })

  test('a WAL file that begins to change while it is read fails rather than mixing old and new', async () => {
    const file = writeDatabase(path.join(folder.path, 'mixing.sqlite'), `PRAGMA journal_mode = WAL; CREATE TABLE t (w TEXT);
      WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 50000) INSERT INTO t SELECT 'row ' || i FROM r`)
    await within(file, async (source) => {
      const read = async () => {
        let rows = 0
        for await (const event of source.stream('main', guarded('SELECT w FROM t'), { limits: { ...limits, rows: 1_000_000 } })) {
          if (rows === 0 && event.kind === 'rows') writeDatabase(file, "UPDATE t SET w = 'changed'")
          if (event.kind === 'rows') rows += event.rows.length
        }
      }
      await expect(read()).rejects.toMatchObject({ code: 'FILE_IN_USE', retry: true })
      expect((await readAll(source, guarded('SELECT DISTINCT w FROM t'))).rows).toEqual([['changed']])
    })
  })

  test('a child that dies on its own is told, and the next call gets another', async () => {
    const file = writeDatabase(path.join(folder.path, 'dies.sqlite'), 'CREATE TABLE t (n INTEGER)')
    await within(file, async (source) => {
      await source.test()
      const [pid = 0] = source.pids()
      const answer = readAll(source, guarded('WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT max(i) FROM r'))
      setTimeout(() => { process.kill(pid, 'SIGKILL') }, 100)
      await expect(answer).rejects.toMatchObject({ code: 'CONNECTION_LOST', retry: true })
      expect((await source.describe('main')).tables).toHaveLength(1)
    })
  })

  test('children never outlive a killed parent, even in the middle of a statement', async () => {
    const file = writeDatabase(path.join(folder.path, 'orphan.sqlite'), 'CREATE TABLE t (n INTEGER)')
    const parent = start(`
      const { openSqlite } = await import(${at('../../electron/sources/sqlite/open.ts')})
      const source = openSqlite(${JSON.stringify(file)})
      await source.test()
      const sql = { text: 'WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT max(i) FROM r', parameters: [], dialect: 'sqlite' }
      setTimeout(() => console.log(source.pids()[0]), 300)
      for await (const event of source.stream('main', sql, { limits: { rows: 1, milliseconds: 60000, bytes: 1e6 } })) console.log(event.kind)`)
    const pid = Number(await firstLine(parent))
    expect(isRunning(pid)).toBe(true)
    parent.kill('SIGKILL')
    expect(await eventually(() => !isRunning(pid), 3_000)).toBe(true)
  })

  test('a spawn of the host’s own is used, and its calls carry the file', async () => {
    const entries: string[] = []
    const sent: unknown[] = []
    const source = openSqlite('/nowhere.sqlite', { spawn: (entry) => {
      entries.push(entry.pathname)
      return { pid: undefined, send: (request) => sent.push(request), onReply: () => undefined, onExit: (listener) => { setTimeout(() => { listener({ code: 1, signal: null }) }, 10) }, kill: () => undefined }
    } })
    await expect(source.test()).rejects.toMatchObject({ code: 'CONNECTION_LOST' })
    expect([entries[0]?.endsWith('serve.child.ts'), sent]).toEqual([true, [{ kind: 'call', path: '/nowhere.sqlite', call: { do: 'test' } }]])
    await source.close()
  })
})

describe('data files', () => {
  const importer = (data: string, imports: string, then = 'console.log("open"); await source.close()') => `
    const { openDuckdb } = await import(${at('../../electron/sources/duckdb/open.ts')})
    const source = await openDuckdb(${JSON.stringify(data)}, ${JSON.stringify(imports)})
    ${then}`

  test('an import that was killed leaves nothing that is used, and the next one clears it away', async () => {
    const place = duckdb.temporaryPlace()
    const file = duckdb.writeFile(place, 'big.csv', `n,w\n${Array.from({ length: 1_500_000 }, (_, n) => `${n},word ${n}`).join('\n')}\n`)
    const importing = start(importer(file, place.imports))
    const parts = () => (fs.existsSync(place.imports) ? fs.readdirSync(place.imports) : [])
    expect(await eventually(() => parts().some((name) => name.endsWith('.part')), 20_000)).toBe(true)
    importing.kill('SIGKILL')
    await once(importing, 'exit')
    expect(parts().filter((name) => name.endsWith('.duckdb'))).toEqual([])
    expect(parts().length).toBeGreaterThan(0)
    await duckdb.within(place, file, async (source) => {
      expect((await readAll(source, duckdb.guarded('SELECT count(*) AS n, max(n) AS m FROM big'))).rows).toEqual([['1500000', '1499999']])
    })
    expect(parts().filter((name) => !name.endsWith('.duckdb'))).toEqual([])
    place.remove()
  })

  test('processes that import the same data at once all end well, with one import', async () => {
    const place = duckdb.temporaryPlace()
    const file = duckdb.writeFile(place, 't.csv', `n\n${Array.from({ length: 200_000 }, (_, n) => n).join('\n')}\n`)
    const lines = await Promise.all([1, 2, 3].map(() => firstLine(start(importer(file, place.imports)))))
    expect(lines).toEqual(['open', 'open', 'open'])
    expect(await eventually(() => fs.readdirSync(place.imports).length === 1, 5_000)).toBe(true)
    place.remove()
  })

  test('opening the same data twice at once in one process works too', async () => {
    const place = duckdb.temporaryPlace()
    const file = duckdb.writeFile(place, 't.csv', 'n\n1\n')
    const counts = await Promise.all([1, 2, 3, 4].map(() => duckdb.within(place, file, async (source) => (await readAll(source, duckdb.guarded('SELECT n FROM t'))).rows)))
    expect(counts).toEqual([[['1']], [['1']], [['1']], [['1']]])
    place.remove()
  })

  test('a DuckDB file that another program writes is told', async () => {
    const place = duckdb.temporaryPlace()
    const file = path.join(place.data, 'busy.duckdb')
    const writer = start(`
      const { DuckDBInstance } = (await import('@duckdb/node-api'))
      const instance = await DuckDBInstance.create(${JSON.stringify(file)})
      const connection = await instance.connect()
      await connection.run('CREATE TABLE t AS SELECT 1 AS n')
      console.log('writing')
      setInterval(() => undefined, 1000)`)
    expect(await firstLine(writer)).toBe('writing')
    await expect(duckdb.within(place, file, async () => undefined)).rejects.toMatchObject({ code: 'FILE_IN_USE', retry: true })
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    await duckdb.within(place, file, async (source) => {
      expect((await readAll(source, duckdb.guarded('SELECT n FROM t'))).rows).toEqual([['1']])
    })
    place.remove()
  })

  test('a damaged import is replaced', async () => {
    const place = duckdb.temporaryPlace()
    const file = duckdb.writeFile(place, 't.csv', 'n\n1\n')
    await duckdb.within(place, file, async () => undefined)
    const [name = ''] = fs.readdirSync(place.imports)
    fs.truncateSync(path.join(place.imports, name), 100)
    await duckdb.within(place, file, async (source) => {
      expect((await readAll(source, duckdb.guarded('SELECT n FROM t'))).rows).toEqual([['1']])
    })
    place.remove()
  })

  test('a child that dies on its own is told, and the next call gets another', async () => {
    const place = duckdb.temporaryPlace()
    await duckdb.within(place, duckdb.writeFile(place, 't.csv', 'n\n1\n'), async (source) => {
      const [pid = 0] = source.pids()
      const answer = readAll(source, duckdb.pastGuard('SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range * b.range % 7 = 3'))
      setTimeout(() => { process.kill(pid, 'SIGKILL') }, 100)
      await expect(answer).rejects.toMatchObject({ code: 'CONNECTION_LOST', retry: true })
      expect((await readAll(source, duckdb.guarded('SELECT n FROM t'))).rows).toEqual([['1']])
    })
    place.remove()
  })

  test('a folder for imports that may not be written is told', async () => {
    const place = duckdb.temporaryPlace()
    fs.mkdirSync(place.imports, { mode: 0o500 })
    const spec = JSON.stringify({ kind: 'files', path: duckdb.writeFile(place, 't.csv', 'n\n1\n') })
    expect(await codeWithoutPrivilege(`${spec}, { folders: ${JSON.stringify({ imports: place.imports })} }`)).toBe('FILE_UNREADABLE')
    place.remove()
  })
})
