import { mkdir } from 'node:fs/promises'
import { Failure } from '../../shared/model/failure.ts'

/** Makes the folder of Quaestor's own data. Fails with ACCESS_DENIED or DISK_FULL, naming it. */
export async function makeHome(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const full = cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')
    if (full) throw new Failure('DISK_FULL', `The disk is full; Quaestor's own folder ${folder} could not be made.`, { hint: 'Free some space, or name another folder in QUAESTOR_HOME.', retry: true, detail: { path: folder }, cause })
    throw new Failure('ACCESS_DENIED', `Quaestor's own folder ${folder} cannot be made.`, { hint: 'Make the folder above it writable for your account, or name another one in QUAESTOR_HOME.', detail: { path: folder }, cause })
  }
}
