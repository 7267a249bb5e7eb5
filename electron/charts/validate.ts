import * as z from 'zod'
import type { ChartSpec } from '../../shared/model/chart.ts'
import { Failure } from '../../shared/model/failure.ts'
import { cleanText } from './exact-text.ts'
import { mostMarks } from './frame.ts'

/** A spec larger than this as JSON is refused unread. */
const mostCharacters = 1_000_000

const Text = z.string().max(1_000).transform(cleanText)
const Small = z.number().min(-10_000).max(10_000)
/** Field names are plain words: no paths ("a.b", "a[0]"), no names that objects inherit. */
const FieldName = z.string().regex(/^[A-Za-z]\w{0,63}$/).refine((name) => !(name in Object.prototype) && name !== 'prototype', 'is a reserved name')
const Value = z.union([Text, z.number(), z.boolean(), z.null()])
/** Formats of numbers and dates: what d3 reads, without quotes or brackets. */
const Format = z.string().regex(/^[\w ,.~%$+:/-]{0,24}$/)
/** The only expressions a chart may hold are those that this room writes itself. */
const LabelExpression = z.union([
  z.string().regex(/^format\(datum\.value \/ 1e[369], ',\.3~f'\)$/),
  z.literal(["'FY' + (utcyear(datum.value) + 1)", "(utcmonth(datum.value) < 6 ? 'H1 ' : 'H2 ') + utcyear(datum.value)"]),
])
const Radius = z.union([Small, z.strictObject({ expr: z.string().regex(/^min\(width, height\) \/ 2 - \d{1,3}$/) })])
const Moment = z.strictObject({ year: z.int(), month: z.int(), date: z.int(), hours: z.int(), minutes: z.int(), seconds: z.int(), utc: z.literal(true) })
const Bin = z.union([z.boolean(), z.strictObject({ maxbins: z.int().min(2).max(100) })])

const Axis = z.strictObject({
  title: Text.nullable(), format: Format, labelExpr: LabelExpression, labelAngle: z.number().min(-90).max(90), labelLimit: Small, labelFlush: z.boolean(), labelOverlap: z.union([z.boolean(), z.enum(['parity', 'greedy'])]),
  values: z.array(z.union([z.number(), Moment])).max(mostMarks), tickCount: z.int().min(0).max(50), tickMinStep: z.number().positive(), grid: z.boolean(), domain: z.boolean(), ticks: z.boolean(),
}).partial()
const Legend = z.strictObject({
  title: Text.nullable(), orient: z.enum(['top', 'right', 'bottom', 'left']), labelLimit: Small, columns: z.int().min(1).max(12), symbolType: z.enum(['stroke', 'square', 'circle']),
  gradientLength: Small, format: Format, labelExpr: LabelExpression,
}).partial()
const ScaleOf = z.strictObject({
  zero: z.boolean(), nice: z.boolean(), type: z.enum(['linear', 'log', 'sqrt', 'utc', 'band', 'point', 'ordinal']), domain: z.array(Value).max(mostMarks),
  range: z.enum(['category', 'ramp', 'diverging']), domainMid: z.number(), paddingInner: z.number().min(0).max(1), paddingOuter: z.number().min(0).max(2),
}).partial()

const Channel = z.strictObject({
  field: FieldName, type: z.enum(['quantitative', 'temporal', 'ordinal', 'nominal']), datum: z.union([z.number(), z.string().max(1_000)]),
  aggregate: z.enum(['count', 'sum', 'mean', 'median', 'min', 'max']), bin: Bin,
  timeUnit: z.enum(['utcyear', 'utcyearquarter', 'utcyearmonth', 'utcyearmonthdate']), title: Text.nullable(), format: Format,
  sort: z.union([z.null(), z.enum(['ascending', 'descending'])]), stack: z.union([z.null(), z.boolean(), z.enum(['zero', 'normalize'])]),
  axis: Axis.nullable(), legend: Legend.nullable(), scale: ScaleOf,
}).partial()
const Encoding = z.strictObject({
  x: Channel, y: Channel, xOffset: Channel, yOffset: Channel, color: Channel, size: Channel, shape: Channel, opacity: Channel, detail: Channel,
  theta: Channel, order: Channel, text: Channel, tooltip: z.union([Channel, z.array(Channel).max(20)]),
}).partial()
const MarkType = z.enum(['bar', 'line', 'area', 'point', 'circle', 'square', 'tick', 'rect', 'rule', 'arc', 'text'])
const MarkOf = z.union([MarkType, z.strictObject({
  type: MarkType, point: z.boolean().optional(), opacity: z.number().min(0).max(1).optional(), interpolate: z.enum(['linear', 'monotone', 'step', 'step-after', 'step-before']).optional(),
  outerRadius: Radius.optional(), innerRadius: Radius.optional(), radius: Radius.optional(), padAngle: z.number().min(0).max(1).optional(), cornerRadius: Small.optional(), strokeWidth: Small.optional(),
})])
const Size = z.union([z.number().min(10).max(4_000), z.literal('container'), z.strictObject({ step: z.number().min(2).max(200) })])

const Spec = z.strictObject({
  $schema: z.literal('https://vega.github.io/schema/vega-lite/v6.json').optional(),
  title: z.union([Text, z.strictObject({ text: Text, subtitle: Text.optional() })]).optional(),
  description: Text.optional(),
  data: z.strictObject({ values: z.array(z.record(FieldName, Value)).max(mostMarks) }),
  width: Size.optional(), height: Size.optional(), autosize: z.strictObject({ type: z.enum(['fit', 'fit-x', 'pad']), contains: z.enum(['padding', 'content']) }).optional(),
  mark: MarkOf.optional(), encoding: Encoding.optional(),
  layer: z.array(z.strictObject({ mark: MarkOf, encoding: Encoding.optional() })).min(1).max(4).optional(),
}).refine((spec) => (spec.mark === undefined) !== (spec.layer === undefined), 'needs either one mark or layers')

/**
 * A chart spec from outside (a model, a file) made safe: only inline data, marks, channels and options listed here pass; `usermeta` is dropped.
 * Everything else — links, loaders, transforms, signals, expressions, hrefs, images, configuration — is refused with BAD_REQUEST, naming the place.
 */
export function validateSpec(spec: unknown): NonNullable<ChartSpec['spec']> {
  const parsed = Spec.safeParse(plainData(spec))
  if (parsed.success) return { ...parsed.data, $schema: 'https://vega.github.io/schema/vega-lite/v6.json' }
  const [issue] = parsed.error.issues
  throw refusal(issue === undefined ? 'it is not a chart' : `${placeOf(issue)}: ${issue.message}`)
}

/** The spec as JSON would carry it, without `usermeta`: no getters, functions, cycles or inherited properties survive. */
function plainData(spec: unknown): unknown {
  const text = jsonOf(spec)
  if (text === undefined) throw refusal('it is not plain data')
  if (text.length > mostCharacters) throw refusal(`it has more than ${mostCharacters.toLocaleString('en')} characters`)
  if (/"__proto__"\s*:/.test(text)) throw refusal('"__proto__" is not a name for data')
  const plain = JSON.parse(text) as unknown
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) throw refusal('it is not an object')
  const { usermeta: _, ...rest } = plain as Record<string, unknown>
  return rest
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

function placeOf(issue: z.core.$ZodIssue): string {
  return issue.path.length === 0 ? 'at the top' : `at ${issue.path.slice(0, 8).map(String).join('.').slice(0, 100)}`
}

const refusal = (why: string): Failure => new Failure('BAD_REQUEST', `This chart was refused: ${cleanText(why)}.`, {
  hint: 'Charts may hold inline data, marks and channels, and nothing that loads, links or computes.',
})
