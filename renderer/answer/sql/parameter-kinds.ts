import type { Plan } from '../../../shared/model/plan.ts'
import type { Cell, ValueKind } from '../../../shared/model/value.ts'

/** A value bound to a placeholder, and what it is; null where nothing tells. */
export type KnownParameter = { value: Cell; kind: ValueKind | null }

/**
 * The parameters of a statement with their kinds, which the receipt leaves out: digits may be a number or the text of an account code.
 * The literals of the plan tell; a value that the plan has as both, or not at all, has no kind.
 */
export function knownParameters(parameters: readonly Cell[], plan: Plan | null): KnownParameter[] {
  const kinds = new Map<Cell, Set<ValueKind>>()
  noteLiterals(plan, (value, kind) => kinds.set(value, (kinds.get(value) ?? new Set()).add(kind)))
  return parameters.map((value) => {
    const found = [...kinds.get(value) ?? []]
    return { value, kind: found.length === 1 ? found[0] ?? null : null }
  })
}

function noteLiterals(node: unknown, note: (value: Cell, kind: ValueKind) => void): void {
  if (Array.isArray(node)) {
    for (const part of node as unknown[]) noteLiterals(part, note)
    return
  }
  if (typeof node !== 'object' || node === null) return
  const { kind, type, value, values } = node as { kind?: unknown; type?: ValueKind; value?: Cell; values?: Cell[] }
  if (kind === 'literal' && type !== undefined && value !== undefined) note(value, type)
  else if (kind === 'in' && type !== undefined && values !== undefined) for (const each of values) note(each, type)
  for (const part of Object.values(node)) noteLiterals(part, note)
}
