import type { Session } from './session.ts'
import { Wire, type Address } from './wire.ts'

/** How long to try; then the connection of the statement is cut, which the server notices when it next writes to it, or at its own deadline. */
const killMilliseconds = 3_000

/**
 * Stops the statement of a session from a connection of its own, because the session's is busy and the pool may be too.
 * True when the server took the order, or when the statement had ended by the time it could be given; false after three
 * seconds or when no connection was to be had. Never fails.
 */
export async function killStatement(address: Address, session: Session, needed: () => boolean): Promise<boolean> {
  const milliseconds = Math.min(killMilliseconds, address.patience.command)
  let wire: Wire | null = null
  const order = async (): Promise<boolean> => {
    wire = await Wire.open(address)
    // TiDB takes a plain KILL QUERY only when configured to.
    if (needed()) await wire.command(`${session.dialect === 'tidb' ? 'KILL TIDB QUERY' : 'KILL QUERY'} ${digits(session.id)}`, milliseconds)
    return true
  }
  const given = order().catch(() => false)
  const late = new Promise<boolean>((resolve) => { setTimeout(() => resolve(false), milliseconds).unref() })
  const taken = await Promise.race([given, late])
  void given.then(() => wire?.end())
  return taken
}

function digits(id: string): string {
  if (!/^\d{1,20}$/.test(id)) throw new Error('The server gave the connection no number.')
  return id
}
