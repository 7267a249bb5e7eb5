/** The value below which a share of the numbers lies. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (numbers: readonly number[]): number => percentile(numbers, 0.5)

/** Milliseconds of one call. */
export async function timed(call: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await call()
  return performance.now() - started
}

/**
 * Times a subject and its reference in turn, so that both meet the same noise, and gives the median of the ratios pair by pair
 * (subject ÷ reference) with the medians of both in milliseconds. The first pair only warms up.
 */
export async function paired(runs: number, subject: () => Promise<unknown>, reference: () => Promise<unknown>): Promise<{ ratio: number; subject: number; reference: number }> {
  const pairs: { subject: number; reference: number }[] = []
  for (let run = 0; run <= runs; run += 1) {
    const times = { reference: await timed(reference), subject: await timed(subject) }
    if (run > 0) pairs.push(times)
  }
  return { ratio: median(pairs.map((pair) => pair.subject / pair.reference)), subject: median(pairs.map((pair) => pair.subject)), reference: median(pairs.map((pair) => pair.reference)) }
}
