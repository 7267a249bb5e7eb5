import { Failure } from '../../../shared/model/failure.ts'
import type { Plan } from '../../../shared/model/plan.ts'
import type { Glossary } from '../../terms/glossary.ts'
import { planOf } from '../../language/meaning/plan.ts'
import { isSensible } from '../../language/sensible.ts'
import { checkPlan } from '../../plan/compile.ts'
import { editPlan } from '../../plan/edit/edit-plan.ts'
import type { Setting } from '../conversation.ts'
import type { Draft } from '../draft-schema.ts'
import { frameOf } from './frame.ts'
import { Misfit } from './names.ts'

/**
 * The plan of a draft, or what is wrong with it, in sentences that hold names of the database and no more: they go back to the model. Every name is looked
 * up in the catalog, joins are planned as for any question, and the plan compiles.
 */
export function planOfDraft(draft: Draft, setting: Setting): { plan: Plan } | { problem: string } {
  try {
    const frame = frameOf(draft, setting.index)
    const made = planOf(frame, setting.index, setting.asOf)
    if (made === null) throw new Misfit('No keys join these tables; ask for columns of tables that are joined by keys.')
    const plan = compared(withBooleans(withoutEmptyOrigins(made), setting), draft, setting)
    checkPlan(plan, setting.index.catalog)
    if (!isSensible(plan, setting.index.catalog)) throw new Misfit('The parts do not fit together: a figure is there twice, or rows would be counted several times.')
    return { plan }
  } catch (error) {
    if (error instanceof Misfit) return { problem: error.message }
    if (error instanceof Failure) return { problem: problems[error.code] ?? 'The parts do not fit together: columns that are shown beside measures must be groups, and numbers must be worked out from columns of numbers.' }
    throw error
  }
}

/** Said without the words of the failure, which may quote a value. */
const problems: Partial<Record<Failure['code'], string>> = {
  NO_JOIN_PATH: 'No keys join these tables; ask for columns of tables that are joined by keys.',
  MIXED_CURRENCIES: 'The amounts are in several currencies: group by the currency column, or use a column or metric in one currency.',
  NOT_SUPPORTED: 'This cannot be worked out here; ask for it in a simpler way.',
}

/** The time before is added as a person would add it to the plan. */
function compared(plan: Plan, draft: Draft, { index, asOf, calendar }: Setting): Plan {
  const wanted = draft.compare.find(({ kind }) => kind === 'previous')
  if (wanted === undefined || plan.kind !== 'query' || plan.measures[0] === undefined) return plan
  const glossary: Glossary | null = index.glossary
  return editPlan(plan, { kind: 'compare', at: null, to: { kind: 'previous', of: plan.measures[0].id, grain: wanted.grain ?? 'year' } }, { catalog: index.catalog, glossary, asOf, calendar })
}

type Node = Record<string, unknown>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

function mapped(value: unknown, change: (node: Node) => Node): unknown {
  if (Array.isArray(value)) return value.map((part) => mapped(part, change))
  if (!isNode(value)) return value
  return change(Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapped(part, change)])))
}

/** Measures of a draft come from no words of the question. */
function withoutEmptyOrigins(plan: Plan): Plan {
  return mapped(plan, (node) => {
    const { origin, ...rest } = node
    return isNode(origin) && origin.from === 'words' && origin.start === origin.end ? rest : node
  }) as Plan
}

/** Yes and no are compared with columns of that kind as what they are, not as words. */
function withBooleans(plan: Plan, { index }: Setting): Plan {
  const tables = new Map<unknown, unknown>()
  mapped(plan, (node) => {
    if (typeof node.id === 'string' && typeof node.table === 'string') tables.set(node.id, node.table)
    return node
  })
  const isBoolean = (node: unknown): boolean => isNode(node) && node.kind === 'column' && index.columns.some((column) => column.kind === 'boolean' && column.name === node.column && index.tables[column.table]!.name === tables.get(node.table))
  return mapped(plan, (node) => {
    if (node.kind !== 'compare' || !isBoolean(node.left) || !isNode(node.right) || node.right.kind !== 'literal') return node
    return { ...node, right: { kind: 'literal', value: node.right.value === 'true', type: 'boolean' } }
  }) as Plan
}
