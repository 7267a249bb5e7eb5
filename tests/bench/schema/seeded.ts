/** Chance that repeats: the same seed, the same choices. */
export type Seeded = { below: (most: number) => number; one: <T>(of: readonly T[]) => T; some: <T>(of: readonly T[], count: number) => T[] }

/** A linear congruential generator (Numerical Recipes). */
export function seeded(seed: number): Seeded {
  let state = (seed * 2_654_435_761 + 1) >>> 0
  const below = (most: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
  const one = <T>(of: readonly T[]): T => of[below(of.length)]!
  const some = <T>(of: readonly T[], count: number): T[] => {
    const left = [...of]
    return Array.from({ length: Math.min(count, of.length) }, () => left.splice(below(left.length), 1)[0]!)
  }
  return { below, one, some }
}
