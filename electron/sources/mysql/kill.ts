import type { Session } from './session.ts'
import { Wire, type Address } from './wire.ts'

/** How long to try; then the connection of the statement is cut, which the server notices when it next writes to it. */
const killMilliseconds = 3_000

/**
 * Stops the statement of a session from a connection of its own, because the session's is busy and the pool may be too.
 * Resolves when the server has taken the order, or after three seconds; never fails.
 */
export async function killStatement(address: Address, session: Session): Promise<void> {
  let wire: Wire | null = null
  const overdue = new Promise<void>((resolve) => { setTimeout(resolve, killMilliseconds).unref() })
  const ordered = (async () => {
    wire = await Wire.open(address)
    // TiDB takes a plain KILL QUERY only when configured to.
    await wire.command(`${session.dialect === 'tidb' ? 'KILL TIDB QUERY' : 'KILL QUERY'} ${digits(session.id)}`, killMilliseconds)
    await wire.end()
  })().catch(() => undefined)
  await Promise.race([ordered, overdue])
  void ordered.then(() => wire?.destroy(new Error('The order to stop was given.')))
}

function digits(id: string): string {
  if (!/^\d{1,20}$/.test(id)) throw new Error('The server gave the connection no number.')
  return id
}
