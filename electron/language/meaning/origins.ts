import type { Origin, Plan } from '../../../shared/model/plan.ts'
import type { Token } from '../tokens/tokens.ts'

/** Parts of a plan come with the positions of tokens; a plan speaks of characters. */
export function placeOrigins(plan: Plan, tokens: readonly Token[]): void {
  const placed = new Set<Origin>()
  const look = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(look)
    if (typeof node !== 'object' || node === null) return
    const { origin } = node as { origin?: Origin }
    if (origin !== undefined && !placed.has(origin)) {
      placed.add(origin)
      place(origin, tokens)
    }
    Object.values(node).forEach(look)
  }
  look(plan)
}

function place(origin: Origin, tokens: readonly Token[]): void {
  if ((origin.from !== 'words' && origin.from !== 'term') || origin.start === undefined || origin.end === undefined) return
  const [first, last] = [tokens[origin.start], tokens[Math.max(origin.start, origin.end - 1)]]
  origin.start = Math.min(first?.start ?? 0, last?.start ?? 0)
  origin.end = last?.end ?? 0
}
