import { setTimeout as pause } from 'node:timers/promises'

/** Waits until a condition holds. Returns how many milliseconds it took; fails when it never did. */
export async function until(what: string, withinMs: number, condition: () => boolean | Promise<boolean>): Promise<number> {
  const began = performance.now()
  while (performance.now() - began < withinMs) {
    if (await condition()) return performance.now() - began
    await pause(20)
  }
  throw new Error(`Not within ${withinMs} ms: ${what}`)
}
