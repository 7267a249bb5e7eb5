/** Whole cents. Safe integers: the largest amounts of the group are below 10^11 cents. */
export type Cents = number

/** Cents times a rate in millionths, rounded half away from zero; exact, through bigint. */
export const convert = (cents: Cents, rateMicros: number): Cents => {
  const product = BigInt(cents) * BigInt(rateMicros)
  const half = product < 0n ? -500_000n : 500_000n
  return Number((product + half) / 1_000_000n)
}

/** Cents times a factor, for invented amounts: rounded to a whole cent where it is made. */
export const scaled = (cents: Cents, factor: number): Cents => Math.round(cents * factor)

export const sum = (amounts: Iterable<Cents>): Cents => {
  let total = 0
  for (const amount of amounts) total += amount
  return total
}
