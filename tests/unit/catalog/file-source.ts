import { DatabaseSync } from 'node:sqlite'
import type { Source } from '../../../electron/sources/source.ts'
import { describeDatabase } from '../../../electron/sources/sqlite/describe.ts'
import { profileTable } from '../../../electron/sources/sqlite/profile.ts'

/** A SQLite file read in this process, by the product's own reader but without its child processes, which take a while to start. */
export function fileSource(path: string): Source {
  const database = new DatabaseSync(path, { readOnly: true, readBigInts: true })
  const unused = (): never => { throw new Error('not part of this source') }
  return {
    dialect: 'sqlite',
    test: unused,
    databases: unused,
    describe: async () => describeDatabase(database, path, true),
    profile: async (_database, table, { valueCap }) => profileTable(database, table, valueCap),
    estimate: unused,
    stream: unused,
    close: async () => { database.close() },
  }
}
