const key = 'quaestor.window'

/**
 * The id of this window: kept over reloads, and not shared with another tab. A duplicated tab copies the storage, so an id counts only
 * while this tab holds the lock of its name.
 */
async function claimed(): Promise<string> {
  const known = sessionStorage.getItem(key)
  if (known !== null && await hold(known)) return known
  const fresh = crypto.randomUUID()
  sessionStorage.setItem(key, fresh)
  await hold(fresh)
  return fresh
}

/** Takes the lock until the page goes; false when another tab has it. */
function hold(id: string): Promise<boolean> {
  return new Promise((resolve) => {
    void navigator.locks.request(`${key}.${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null)
      return lock === null ? undefined : new Promise(() => undefined)
    })
  })
}

export const windowId: Promise<string> = claimed()
