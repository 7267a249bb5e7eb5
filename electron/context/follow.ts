/** Something that happens again and again, and those who wait for the next time. */
export class Change {
  readonly #waiting = new Set<() => void>()

  happened(): void {
    for (const wake of [...this.#waiting]) wake()
  }

  /** Resolves when it happens next, or when `stop` aborts. */
  next(stop: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        stop.removeEventListener('abort', wake)
        this.#waiting.delete(wake)
        resolve()
      }
      if (stop.aborted) return resolve()
      this.#waiting.add(wake)
      stop.addEventListener('abort', wake, { once: true })
    })
  }
}

/**
 * Follows something with a generator that can be left at any moment, also while it waits: a generator of its own would only hear of it after the
 * next value. `follow` must end when its signal aborts.
 */
export function following<Value>(signal: AbortSignal | undefined, follow: (stop: AbortSignal) => AsyncGenerator<Value, void>): AsyncGenerator<Value, void> {
  const left = new AbortController()
  const values = follow(signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]))
  const end = values.return.bind(values)
  values.return = (value) => {
    left.abort()
    return end(value)
  }
  return values
}
