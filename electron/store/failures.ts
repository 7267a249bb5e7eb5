import { Failure } from '../../shared/model/failure.ts'

/** Primary result codes of SQLite, https://www.sqlite.org/rescode.html. */
const busy = 5
const locked = 6
const readOnly = 8
const ioError = 10
const corrupt = 11
const full = 13
const cannotOpen = 14
const notADatabase = 26

function primaryCode(error: unknown): number | undefined {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  return typeof code === 'number' ? code & 0xff : undefined
}

const systemCode = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

export function damaged(path: string, what: string, cause?: unknown): Failure {
  return new Failure('STORE_DAMAGED', `Quaestor's own file at ${path} is damaged: ${what}.`, {
    hint: 'Close Quaestor, move the file away, and start again; a copy from before the last update lies beside it as ".before-…". Your databases are not affected.',
    detail: { path },
    cause,
  })
}

export function tooNew(path: string, found: number, known: number): Failure {
  return new Failure('STORE_TOO_NEW', `Quaestor's own file at ${path} was written by a newer version of Quaestor.`, {
    hint: 'Install the newer version, or start this one with another folder for its data. The file was left as it is.',
    detail: { path, found, known },
  })
}

/** An error of SQLite or of the file system, told as a Failure; a Failure comes back as it is. */
export function storeFailure(error: unknown, path: string): Failure {
  if (error instanceof Failure) return error
  const detail = { path }
  const system = systemCode(error)
  const code = primaryCode(error)
  if (code === full || system === 'ENOSPC' || system === 'EDQUOT') {
    return new Failure('DISK_FULL', `The disk that holds ${path} is full; nothing was saved.`, { hint: 'Free some space on that disk, then try again.', retry: true, detail, cause: error })
  }
  if (code === corrupt || code === notADatabase) return damaged(path, 'it cannot be read as a database', error)
  if (system === 'EISDIR') {
    return new Failure('FILE_UNREADABLE', `${path} is a folder; Quaestor needs a file of its own there.`, { hint: 'Choose another place for its data, or move the folder away.', detail, cause: error })
  }
  if (code === readOnly || system === 'EROFS') {
    return new Failure('ACCESS_DENIED', `Quaestor may not write to its own file at ${path}.`, { hint: 'Make the file and its folder writable for your account, or choose another folder for its data.', detail, cause: error })
  }
  if (code === cannotOpen || system === 'EACCES' || system === 'EPERM') {
    return new Failure('ACCESS_DENIED', `Quaestor cannot open its own file at ${path}.`, { hint: 'Make the folder readable and writable for your account, or choose another folder for its data.', detail, cause: error })
  }
  if (code === busy || code === locked) {
    return new Failure('FILE_IN_USE', `Another program is holding Quaestor's own file at ${path}.`, { hint: 'Wait a moment and try again; close other copies of Quaestor if it stays so.', retry: true, detail, cause: error })
  }
  if (code === ioError || system === 'EIO') {
    return new Failure('FILE_UNREADABLE', `The disk reported an error at ${path}.`, { hint: 'Check the disk or the network drive that holds it, then try again.', retry: true, detail, cause: error })
  }
  return new Failure('INTERNAL', `Quaestor's own file at ${path} could not be used.`, { hint: 'Try again. If it happens again, please report it.', detail, cause: error })
}
