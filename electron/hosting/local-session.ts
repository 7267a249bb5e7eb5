import { userInfo } from 'node:os'
import * as z from 'zod'
import type { Session } from '../../shared/model/session.ts'

const WindowId = z.uuid()

/** The session of a window on the user's own computer: whoever may start Quaestor may do everything in it. */
export const ownSession = (window: string): Session => ({ workspace: 'local', user: userName(), roles: ['admin'], window })

/** The session of a window that names itself; null when that is no window's id. */
export function localSession(window: unknown): Session | null {
  const id = WindowId.safeParse(window)
  return id.success ? ownSession(id.data) : null
}

/** An account without an entry in the system's list, as containers have, has no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'local'
  }
}
