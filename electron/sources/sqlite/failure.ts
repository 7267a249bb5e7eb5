import path from 'node:path'
import { Failure } from '../../../shared/model/failure.ts'
import { fileFailure } from '../file.ts'
import type { Fault } from '../child/protocol.ts'

/** SQLite's primary result codes that mean something to people. */
const result = { error: 1, permission: 3, busy: 5, locked: 6, noMemory: 7, readOnly: 8, interrupted: 9, input: 10, corrupt: 11, full: 13, cannotOpen: 14, tooBig: 18, auth: 23, notADatabase: 26 }

/** Makes the Failure for a fault that a child reported. `sql` is the statement it was running, if one came from outside. */
export function sqliteFailure(fault: Fault, file: string, sql?: string): Failure {
  const name = path.basename(file)
  const detail = { path: file, ...(sql === undefined ? {} : { sql }), ...fault }
  switch (fault.at) {
    case 'file': return fileFailure(fault.code, file, fault.message)
    case 'state': return stateFailure(fault.reason, name, detail)
    case 'sqlite': return resultFailure(fault.code, fault.message, name, detail)
    case 'value': return new Failure(
      'QUERY_FAILED', `Column “${fault.column}” began as ${fault.kind}, but row ${fault.row} holds “${fault.value}”.`,
      { hint: `Read it as text: CAST(… AS TEXT), or correct the value in ${name}.`, detail },
    )
    case 'failure': return new Failure(fault.facts.code, fault.facts.message, fault.facts)
    case 'child': case 'duckdb': case 'opening': return new Failure('INTERNAL', `Reading ${name} failed: ${fault.message}`, { hint: 'Please report this; asking again may help.', retry: true, detail })
  }
}

function stateFailure(reason: 'empty' | 'foreign' | 'unfinished' | 'changed', name: string, detail: Record<string, unknown>): Failure {
  switch (reason) {
    case 'empty': return new Failure('FILE_UNREADABLE', `${name} is empty.`, { hint: 'Choose a SQLite file that holds tables.', detail })
    case 'foreign': return new Failure('FILE_UNREADABLE', `${name} is not a SQLite database, or it is encrypted.`, { hint: 'Choose another file, or save an unencrypted copy.', detail })
    case 'unfinished': return new Failure(
      'FILE_IN_USE', `${name} has changes beside it (${name}-wal) that its own program has not written into it yet.`,
      { hint: 'Open it once in the program that writes it, close that program, then try again.', retry: true, detail },
    )
    case 'changed': return new Failure('FILE_IN_USE', `${name} was changed by another program while it was being read.`, { hint: 'Ask again.', retry: true, detail })
  }
}

function resultFailure(code: number, message: string, name: string, detail: Record<string, unknown>): Failure {
  switch (code & 0xff) {
    case result.busy: case result.locked:
      return new Failure('FILE_IN_USE', `Another program is writing to ${name}.`, { hint: 'Wait until it has finished, or close it, then try again.', retry: true, detail })
    case result.corrupt:
      return new Failure('FILE_UNREADABLE', `${name} is damaged.`, { hint: 'Restore it from a backup, or repair it with the sqlite3 program (.recover).', detail })
    case result.notADatabase:
      return new Failure('FILE_UNREADABLE', `${name} is not a SQLite database, or it is encrypted.`, { hint: 'Choose another file, or save an unencrypted copy.', detail })
    case result.readOnly: case result.cannotOpen: case result.input: case result.permission:
      return new Failure('FILE_UNREADABLE', `${name} cannot be read: ${message}.`, { hint: 'Check that you may read the file, and that its own program closed it properly.', retry: true, detail })
    case result.noMemory:
      return new Failure('OUT_OF_MEMORY', 'The question needs more memory than it may have.', { hint: 'Ask for less: fewer columns, a shorter period.', detail })
    case result.full:
      return new Failure('DISK_FULL', 'The disk has no room for what the question needs on the way.', { hint: 'Free some space, or ask for less.', retry: true, detail })
    case result.tooBig:
      return new Failure('TOO_LARGE', 'A value is larger than 32 MB.', { hint: 'Leave that column out.', detail })
    case result.auth:
      return new Failure('REFUSED_BY_GUARD', 'The statement does more than read tables.', { hint: 'Only SELECT on the tables of this file is possible.', detail })
    default:
      return new Failure('QUERY_FAILED', `SQLite could not run this: ${message}.`, { hint: 'Check the names and the functions in it.', detail })
  }
}
