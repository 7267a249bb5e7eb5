import path from 'node:path'
import { Failure } from '../../shared/model/failure.ts'

/** The Failure for what the operating system said about a path: it is missing, it may not be read, another program holds it. */
export function fileFailure(code: string, file: string, message: string): Failure {
  const name = path.basename(file)
  const detail = { path: file, code, message }
  switch (code) {
    case 'ENOENT': case 'ENOTDIR':
      return new Failure('FILE_MISSING', `${name} is no longer where it was.`, { hint: `Put it back to ${path.dirname(file)}, or choose another.`, retry: true, detail })
    case 'EACCES': case 'EPERM':
      return new Failure('FILE_UNREADABLE', `You may not read ${name}.`, { hint: 'Ask its owner for permission to read it.', retry: true, detail })
    case 'EBUSY': case 'ETXTBSY':
      return new Failure('FILE_IN_USE', `Another program holds ${name}.`, { hint: 'Close it there, then try again.', retry: true, detail })
    case 'ENOSPC': case 'EDQUOT':
      return new Failure('DISK_FULL', 'The disk is full.', { hint: 'Free some space, then try again.', retry: true, detail })
    default:
      return new Failure('FILE_UNREADABLE', `${name} cannot be read (${code}).`, { hint: 'Check the disk or the network drive it is on.', retry: true, detail })
  }
}
