import { createHash } from 'node:crypto'

/** How many databases nobody looks at while tuning. */
const heldOut = 20

/** Splits database names: the 20 with the smallest sha256 are held out, the rest train. */
export function split(names: Iterable<string>): { heldout: Set<string>; train: Set<string> } {
  const sorted = [...new Set(names)].map((name) => ({ name, hash: createHash('sha256').update(name).digest('hex') })).sort((left, right) => (left.hash < right.hash ? -1 : 1))
  return { heldout: new Set(sorted.slice(0, heldOut).map((entry) => entry.name)), train: new Set(sorted.slice(heldOut).map((entry) => entry.name)) }
}
