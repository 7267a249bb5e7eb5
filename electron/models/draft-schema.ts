import * as z from 'zod'

/**
 * What a model fills in: a small draft of a plan over names of tables and columns. Code makes joins, ids, labels and units of it, so that the plan is the
 * one the offline engine would have made for the same meaning. Not recursive, with every field required: small models, and grammars that hold them, manage that.
 */
const Grain = z.enum(['year', 'half', 'quarter', 'month', 'week', 'day'])
const Number_ = z.object({ how: z.enum(['count', 'countDistinct', 'sum', 'avg', 'min', 'max', 'metric']), of: z.string() })
const Test = z.object({
  column: z.string(),
  is: z.enum(['=', '!=', '<', '<=', '>', '>=', 'between', 'contains', 'starts', 'ends', 'empty', 'not empty', 'above average', 'below average', 'term', 'not term']),
  values: z.array(z.string()).max(50),
})
const AnyOf = z.object({ any: z.array(Test).max(20) })

export const Draft = z.object({
  cannot: z.string().nullable(),
  rows: z.string().nullable(),
  show: z.array(z.string()).max(40),
  measures: z.array(Number_).max(8),
  by: z.array(z.object({ column: z.string(), grain: Grain.nullable() })).max(6),
  where: z.array(AnyOf).max(20),
  related: z.array(z.object({ table: z.string(), none: z.boolean(), atLeast: z.int().nullable(), where: z.array(AnyOf).max(10) })).max(5),
  having: z.array(z.object({ how: Number_.shape.how, of: z.string(), is: z.enum(['=', '!=', '<', '<=', '>', '>=', 'above average', 'below average']), value: z.number().nullable() })).max(5),
  order: z.array(z.object({ how: z.enum(['column', ...Number_.shape.how.options]), of: z.string(), direction: z.enum(['asc', 'desc']) })).max(5),
  limit: z.int().min(1).max(1_000_000).nullable(),
  distinct: z.boolean(),
  period: z.object({ from: z.string().nullable(), until: z.string().nullable() }).nullable(),
  compare: z.array(z.object({ kind: z.enum(['share', 'running', 'previous']), grain: Grain.nullable() })).max(3),
  combine: z.object({ operator: z.enum(['union', 'intersection', 'difference']), first: z.array(AnyOf).max(10), second: z.array(AnyOf).max(10) }).nullable(),
})
export type Draft = z.infer<typeof Draft>
export type DraftTest = z.infer<typeof Test>
export type DraftNumber = z.infer<typeof Number_>

/** Limits that strict structured output does not know, and zod checks anyway. */
const unknownThere = new Set(['$schema', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'maxItems', 'minItems'])

function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).filter(([name]) => !unknownThere.has(name)).map(([name, value]) => [name, plain(value)]))
}

/** The JSON schema of a draft. It is the same for every database. */
export const draftSchema = plain(z.toJSONSchema(Draft))

const blank: Draft = { cannot: null, rows: null, show: [], measures: [], by: [], where: [], related: [], having: [], order: [], limit: null, distinct: false, period: null, compare: [], combine: null }

/** The draft in a parsed answer. Fields that were left out count as empty: only a schema that is enforced makes models write all of them. */
export function readDraft(value: unknown): { draft: Draft } | { problem: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { problem: 'The answer is not a JSON object.' }
  const read = Draft.safeParse({ ...blank, ...value })
  if (read.success) return { draft: read.data }
  const [issue] = read.error.issues
  return { problem: `The field "${issue?.path.map(String).join('.') ?? ''}" does not have the form described.` }
}
