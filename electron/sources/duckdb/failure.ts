import path from 'node:path'
import { Failure } from '../../../shared/model/failure.ts'
import type { Fault } from '../child/protocol.ts'

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
/** DuckDB prefixes its messages with the kind of error and appends an excerpt of the statement. */
const sentence = (message: string): string => (message.replace(/^[A-Za-z ]+ Error: /, '').split('\n')[0] ?? '').replace(/[.!]?$/, '.')

/** The Failure for a fault that a child reported about the import `file`. `sql` is the statement it was running, if one came from outside. */
export function faultFailure(fault: Fault, file: string, sql?: string): Failure {
  const detail = sql === undefined ? {} : { sql }
  switch (fault.at) {
    case 'failure': return new Failure(fault.facts.code, fault.facts.message, { ...fault.facts, detail: { ...fault.facts.detail, ...detail } })
    case 'duckdb': return queryFailure(fault.message, detail)
    case 'opening': return importFailure(fault.message, file)
    case 'sqlite': case 'file': case 'child': case 'state': case 'value':
      return new Failure('INTERNAL', `Reading ${path.basename(file)} failed.`, { hint: 'Please report this; asking again may help.', retry: true, detail: { ...detail, ...fault } })
  }
}

/** The Failure for what DuckDB said while running a statement. */
function queryFailure(message: string, detail: Record<string, unknown>): Failure {
  if (/^Permission Error|is not allowed|configuration has been locked|read-only mode/.test(message)) {
    return new Failure('REFUSED_BY_GUARD', `The statement does more than read tables: ${sentence(message)}`, { hint: 'Only SELECT on the tables of this source is possible.', detail })
  }
  if (message.startsWith("Out of Memory Error")) return new Failure('OUT_OF_MEMORY', 'The question needs more memory than it may have.', { hint: 'Ask for less: fewer columns, a shorter period.', detail })
  if (/No space left on device|max_temp_directory_size/.test(message)) return new Failure('DISK_FULL', 'There is no room on the disk for what the question needs on the way.', { hint: 'Free some space, or ask for less.', retry: true, detail })
  return new Failure('QUERY_FAILED', `DuckDB could not run this: ${sentence(message)}`, { hint: 'Check the names and the functions in it.', detail })
}

/** The Failure for a data file that could not be taken in. A line that DuckDB names is part of the sentence. */
export function importFailure(error: unknown, file: string): Failure {
  if (error instanceof Failure) return error
  const message = messageOf(error)
  const name = path.basename(file)
  const more = { detail: { path: file, message }, cause: error }
  if (/Could not set lock|Conflicting lock|being used by another process/.test(message)) {
    return new Failure('FILE_IN_USE', `Another program has ${name} open.`, { hint: 'Close it there, then try again.', retry: true, ...more })
  }
  if (/not utf-8 encoded|Invalid unicode/i.test(message)) {
    return new Failure('FILE_UNREADABLE', `${name} is not UTF-8 text${atLine(message)}.`, { hint: 'Save it again as “CSV UTF-8”.', ...more })
  }
  if (message.includes('No space left on device')) return new Failure('DISK_FULL', `The disk is full; ${name} could not be taken in.`, { hint: 'Free some space, then try again.', retry: true, ...more })
  if (message.startsWith("Out of Memory Error")) return new Failure('OUT_OF_MEMORY', `${name} needs more memory than it may have.`, { hint: 'Split the file, or save it as Parquet.', ...more })
  return new Failure('FILE_UNREADABLE', `${name} cannot be read${atLine(message)}: ${reason(message)}`, { hint: 'Correct the file, or save it again from the program it came from.', ...more })
}

const atLine = (message: string): string => {
  const line = /on Line: (\d+)|[Ll]ine (\d+)/.exec(message)
  return line === null ? '' : `, line ${line[1] ?? line[2]}`
}

/** What is wrong with the file, in fewer words than DuckDB's page of advice. */
function reason(message: string): string {
  const fields = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message)
  if (fields !== null) return `it has ${fields[2]} fields where the header has ${fields[1]}.`
  if (message.includes('unterminated quote')) return 'a quotation mark is never closed.'
  if (message.includes('automatically detect the CSV')) return 'it does not look like a table in text form.'
  return sentence(message)
}
