import type { SourceSpec } from '../../shared/model/source.ts'

/** From open to safe. */
const protection = ['off', 'encrypt', 'verify'] as const

/** Whether a password that was given for one connection may go over another: to the same account of the same server, protected as well or better. */
export function isSameTrust(given: SourceSpec, wanted: SourceSpec): boolean {
  if (given.kind !== 'mysql' || wanted.kind !== 'mysql') return false
  if (given.host !== wanted.host || given.port !== wanted.port || given.user !== wanted.user) return false
  // Whoever may name an authority may answer in the server's place.
  if (wanted.ca !== undefined && wanted.ca !== given.ca) return false
  return protection.indexOf(wanted.tls) >= protection.indexOf(given.tls)
}
