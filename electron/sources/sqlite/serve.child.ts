import { FaultError, type Fault } from '../child/protocol.ts'
import { serve, type Handler } from '../child/serve.ts'
import { LockedDatabase } from './database.ts'
import { describeDatabase } from './describe.ts'
import { estimateRows } from './estimate.ts'
import { profileTable } from './profile.ts'
import { sendRows } from './rows.ts'

// The entry of the child process that holds one SQLite file open. It loads nothing but node:sqlite and a few files, so that it starts fast.

const memory = 1024 * 1024 * 1024

let locked: { path: string; database: LockedDatabase } | null = null

function databaseAt(path: string): LockedDatabase {
  if (locked?.path !== path) locked = { path, database: new LockedDatabase(path) }
  return locked.database
}

const answer: Handler = async (path, call, send) => {
  const database = databaseAt(path)
  switch (call.do) {
    case 'test': return database.discovering((open) => ({
      dialect: 'sqlite', version: String(open.prepare('SELECT sqlite_version() AS v').get()?.v), readOnly: true, privileges: [], transport: null,
    }))
    case 'databases': return database.discovering((open) => [{
      name: 'main', tables: Number(open.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'").get()?.n),
    }])
    case 'describe': return database.discovering((open) => describeDatabase(open, path, call.sampleViews))
    case 'profile': return database.discovering((open) => profileTable(open, call.table, call.valueCap))
    case 'estimate': return database.asking((open) => estimateRows(open, path, call.sql))
    case 'stream':
      await database.asking((open) => sendRows(open, call.sql, call.parameters, call.limits, send))
      return undefined
    case 'build': throw new FaultError({ at: 'child', message: 'A SQLite file is read where it is.' })
  }
}

function faultOf(error: unknown): Fault {
  if (error instanceof FaultError) return error.fault
  if (!(error instanceof Error)) return { at: 'child', message: String(error) }
  if ('errcode' in error && typeof error.errcode === 'number') return { at: 'sqlite', code: error.errcode, message: error.message }
  if ('code' in error && typeof error.code === 'string' && 'syscall' in error) return { at: 'file', code: error.code, message: error.message }
  // What node:sqlite itself refuses, such as an empty statement, is the statement's fault too.
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('ERR_')) return { at: 'sqlite', code: 1, message: error.message }
  return { at: 'child', message: error.message }
}

const provenAnswer: Handler = async (path, call, send) => {
  const answered = await answer(path, call, send)
  databaseAt(path).proveUnchanged()
  return answered
}

serve(provenAnswer, faultOf, memory)
