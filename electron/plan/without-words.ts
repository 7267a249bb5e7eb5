import type { Origin, Plan } from '../../shared/model/plan.ts'

/** A plan that is shown under other words than it was made from: where words stand in its question says nothing there. */
export function withoutWords<P extends Plan>(plan: P): P {
  const copy = structuredClone(plan)
  const look = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(look)
    if (typeof node !== 'object' || node === null) return
    const told = node as { origin?: Origin }
    if (told.origin?.from === 'words' && told.origin.earlier === undefined) delete told.origin
    if (told.origin?.from === 'term') told.origin = { from: 'term', term: told.origin.term }
    Object.values(node).forEach(look)
  }
  look(copy)
  return copy
}
