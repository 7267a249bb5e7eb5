/** A window that crashes again and again is not reloaded for ever. */
const mostReloads = 3
const withinMs = 60_000

/** Says for each crash of a window whether to reload it. `clock` gives milliseconds. */
export function revivals(clock: () => number): { mayReload(): boolean } {
  let times: number[] = []
  return {
    mayReload: () => {
      const now = clock()
      times = [...times.filter((time) => now - time < withinMs), now]
      return times.length <= mostReloads
    },
  }
}
