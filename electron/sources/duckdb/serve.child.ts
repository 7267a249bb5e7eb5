import path from 'node:path'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { FaultError, type Answer, type Call, type Fault } from '../child/protocol.ts'
import { serve, type Handler, type Send } from '../child/serve.ts'
import { describeDatabase } from './describe.ts'
import { estimateRows } from './estimate.ts'
import { openLocked } from './locked.ts'
import { profileTable } from './profile.ts'
import { readRows } from './select.ts'
import { spillFolder } from './spill.ts'
import { sendRows } from './stream.ts'

// The entry of the child process that answers from one import. It loads no model code, so that it starts fast.

/** DuckDB's own limit of 1 GB does not count what a function builds over a chunk. */
const memory = 2 * 1024 * 1024 * 1024

let locked: Promise<DuckDBInstance> | null = null

/** Every call has a connection of its own, so that closing it ends a statement that was not read to its end. */
const answer: Handler = async (file, call, send) => {
  locked ??= openLocked(file, spillFolder(path.dirname(file), process.pid))
  const connection = await (await locked).connect()
  try {
    return await answerOn(connection, call, send)
  } finally {
    connection.interrupt()
    connection.closeSync()
  }
}

async function answerOn(connection: DuckDBConnection, call: Call, send: Send): Promise<Answer | undefined> {
  switch (call.do) {
    case 'test': {
      const [row = []] = await readRows(connection, 'SELECT version()')
      return { dialect: 'duckdb', version: String(row[0]), readOnly: true, privileges: [], transport: null }
    }
    case 'databases': return [{ name: 'main', tables: (await describeDatabase(connection)).tables.length }]
    case 'describe': return describeDatabase(connection)
    case 'profile': return profileTable(connection, call.table, call.valueCap)
    case 'estimate': return estimateRows(connection, call.sql, call.parameters)
    case 'stream':
      await sendRows(connection, call.sql, call.parameters, call.limits, send)
      return undefined
    case 'build': throw new FaultError({ at: 'child', message: 'An import is only read here.' })
  }
}

function faultOf(error: unknown): Fault {
  if (error instanceof FaultError) return error.fault
  return { at: 'duckdb', message: error instanceof Error ? error.message : String(error) }
}

serve(answer, faultOf, memory)
