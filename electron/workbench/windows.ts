import type { Session } from '../../shared/model/session.ts'
import type { After } from '../context/timers.ts'

/** A window that has not called for so long is gone: a closed tab, a machine that slept for good. */
const unseenMs = 10 * 60_000

/** Names a window among those of all workspaces. */
export const windowKey = ({ workspace, window }: Session): string => `${workspace} ${window}`

/** Which windows are there. One whose last call ended ten minutes ago is forgotten; a call that follows something keeps it. */
export class Windows {
  readonly #after: After
  readonly #forget: (session: Session) => void
  readonly #seen = new Map<string, { calls: number; callOff: () => void }>()

  constructor(after: After, forget: (session: Session) => void) {
    this.#after = after
    this.#forget = forget
  }

  /** A call of the window begins; what comes back ends it. */
  enter(session: Session): () => void {
    const key = windowKey(session)
    const window = this.#seen.get(key) ?? { calls: 0, callOff: () => undefined }
    this.#seen.set(key, window)
    window.calls += 1
    window.callOff()
    let inside = true
    return () => {
      if (!inside) return
      inside = false
      window.calls -= 1
      if (window.calls > 0) return
      window.callOff = this.#after(unseenMs, () => {
        this.#seen.delete(key)
        this.#forget(session)
      })
    }
  }

  close(): void {
    for (const { callOff } of this.#seen.values()) callOff()
    this.#seen.clear()
  }
}
