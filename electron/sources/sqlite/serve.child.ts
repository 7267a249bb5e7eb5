import type { StreamEvent } from '../source.ts'
import { LockedDatabase } from './database.ts'
import { describeDatabase } from './describe.ts'
import { estimateRows } from './estimate.ts'
import { profileTable } from './profile.ts'
import { FaultError, window, type Answers, type Call, type Fault, type Reply, type Request } from './protocol.ts'
import { sendRows } from './rows.ts'
import { startWatchdog } from './watchdog.ts'

// The entry of the child process that holds one SQLite file open. It loads nothing but node:sqlite and these few files, so that it starts fast.

const reply = (message: Reply): void => {
  process.send?.(message)
}

/** Batches that may still be sent, and who waits for one. */
let credit = 0
let waiting: (() => void) | null = null

function grant(): void {
  credit += 1
  waiting?.()
  waiting = null
}

async function sendEvent(event: StreamEvent): Promise<void> {
  reply({ kind: 'event', event })
  credit -= 1
  while (credit <= 0) await new Promise<void>((resolve) => { waiting = resolve })
}

let locked: { path: string; database: LockedDatabase } | null = null

function databaseAt(path: string): LockedDatabase {
  if (locked?.path !== path) locked = { path, database: new LockedDatabase(path) }
  return locked.database
}

async function answer(path: string, call: Exclude<Call, { do: 'stream' }>): Promise<Answers[keyof Answers]> {
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
  }
}

async function serve(path: string, call: Call): Promise<void> {
  credit = window
  if (call.do === 'stream') await databaseAt(path).asking((open) => sendRows(open, call.sql, call.parameters, call.limits, sendEvent))
  else reply({ kind: 'answer', answer: await answer(path, call) })
  databaseAt(path).proveUnchanged()
  reply({ kind: 'done' })
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

let watched = false

process.on('message', (request: Request) => {
  if (request.kind === 'more') {
    grant()
    return
  }
  if (!watched) startWatchdog()
  watched = true
  serve(request.path, request.call).catch((error: unknown) => { reply({ kind: 'fault', fault: faultOf(error) }) })
})
process.on('disconnect', () => process.exit(0))
