import type { Origin, Plan } from '../../../shared/model/plan.ts'

/** Everything in a plan that says where it came from. */
function* placed(node: unknown): Generator<{ origin?: Origin | undefined }> {
  if (Array.isArray(node)) {
    for (const each of node) yield* placed(each)
  } else if (typeof node === 'object' && node !== null) {
    if ('origin' in node) yield node as { origin?: Origin | undefined }
    for (const [name, each] of Object.entries(node)) if (name !== 'origin') yield* placed(each)
  }
}

/** A copy of the plan of the question before: what came from its words keeps them, as words of that question. */
export function ofEarlier(plan: Plan, question: string): Plan {
  const copy = structuredClone(plan)
  for (const node of placed(copy)) {
    const { origin } = node
    if (origin?.from === 'words' && origin.earlier === undefined) node.origin = { ...origin, earlier: question.slice(origin.start, origin.end) }
    if (origin?.from === 'term') node.origin = { from: 'term', term: origin.term }
  }
  return copy
}

/** The plan with every part that the change made tied to the words that asked for it. Parts that stood before are known by their origins, which edits pass on as they are. */
export function withOrigins(after: Plan, before: Plan, words: { start: number; end: number }): Plan {
  const known = new Set([...placed(before)].map((node) => node.origin))
  const change = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(change)
    if (typeof node !== 'object' || node === null) return node
    const entries = Object.entries(node).map(([name, each]): [string, unknown] => {
      if (name !== 'origin' || known.has(each as Origin)) return [name, name === 'origin' ? each : change(each)]
      return [name, (each as Origin | undefined)?.from === 'edit' ? { from: 'words', ...words } : each]
    })
    return Object.fromEntries(entries)
  }
  return change(after) as Plan
}
