/** A stream of numbers that is the same on every machine: integer state, and only + - * / on what comes out of it. */
export type Random = {
  /** At least 0, below 1. */
  next(): number
  /** A whole number, both ends included. */
  int(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** A factor near 1: within ±spread, the middle likelier than the ends. */
  near(spread: number): number
  shuffled<T>(list: readonly T[]): T[]
}

const hash = (text: string): number => {
  let state = 2166136261
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619)
  return state >>> 0
}

/** One stream per seed word, so that a change in one domain leaves the others as they were. The generator is mulberry32. */
export const randomFrom = (seed: string): Random => {
  let state = hash(`meridian/${seed}`)
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const picked = list[int(0, list.length - 1)]
      if (picked === undefined) throw new RangeError('nothing to pick from')
      return picked
    },
    near: (spread) => 1 + spread * (next() + next() - 1),
    shuffled: <T>(list: readonly T[]) => {
      const left = [...list]
      const out: T[] = []
      while (left.length > 0) out.push(...left.splice(int(0, left.length - 1), 1))
      return out
    },
  }
}
