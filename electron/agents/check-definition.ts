import type { Catalog } from '../../shared/model/catalog.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { Condition, Expression, Join, Measure, QueryPlan, TableUse } from '../../shared/model/plan.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import type { Definition, DefinitionCheck } from '../../shared/model/vocabulary.ts'
import { checkPlan } from '../plan/compile.ts'
import { planJoins } from '../plan/joins.ts'
import type { Limits } from '../sources/source.ts'
import { tidied } from '../terms/definition-form.ts'
import { nameOf } from '../terms/definition-key.ts'
import type { GlossaryMetric, TermTarget } from '../terms/glossary.ts'
import { placeConditionInPlan, placeInPlan } from '../terms/place.ts'
import { entryReader } from '../terms/read-glossary.ts'
import { metricMeaning, termMeaning } from './check-definition-meaning.ts'
import type { Knowledge } from './question.ts'
import { shortQuery } from './short-query.ts'

const limits: Limits = { rows: 2, milliseconds: 10_000, bytes: 1024 * 1024 }

/** The plan that has the value, what the number is called, and what it means. */
type Sample = { plan: QueryPlan; label: string; meaning: string }

/**
 * What a definition would mean, in one sentence, with its value now: a metric over all rows and all time, the number of rows that a filter keeps or
 * that have a value, the number of rows of a table or of different values of a column. Nothing is saved. A definition that cannot work comes back as
 * `bad`, its failure naming the field; so does a check that the source refused, that took too long, or that was cancelled.
 */
export async function checkDefinition(definition: Definition, knowledge: Pick<Knowledge, 'context' | 'glossary'>, options: { asOf: IsoDate; signal: AbortSignal }): Promise<DefinitionCheck> {
  try {
    const { plan, label, meaning } = working(definition, knowledge, options.asOf)
    const [row] = await shortQuery(plan, knowledge.context, limits, options.signal)
    return { kind: 'good', meaning, value: row?.[0] ?? null, label }
  } catch (error) {
    if (error instanceof Failure) return { kind: 'bad', failure: error.facts() }
    if (!options.signal.aborted) throw error
    return { kind: 'bad', failure: new Failure('CANCELLED', 'Cancelled.', { hint: 'Check it again when you like.', retry: true, cause: error }).facts() }
  }
}

/** Fails with TERM_INVALID, naming the field, for a definition that no question could use: before it is saved, and without asking the source. */
export function refuseUnworkable(definition: Definition, knowledge: Pick<Knowledge, 'context' | 'glossary'>, asOf: IsoDate): void {
  working(definition, knowledge, asOf)
}

function working(definition: Definition, knowledge: Pick<Knowledge, 'context' | 'glossary'>, asOf: IsoDate): Sample {
  const tidy = tidied(definition)
  return inDefinition(tidy, knowledge.context.catalog, () => sampleOf(tidy, knowledge, asOf))
}

/** Says of a plan that cannot be made or compiled which field is to blame: the filter, when the rest works without it. */
function inDefinition(definition: Definition, catalog: Catalog, make: () => Sample): Sample {
  let sample: Sample | undefined
  try {
    sample = make()
    checkPlan(sample.plan, catalog)
    return sample
  } catch (cause) {
    if (!(cause instanceof Failure) || cause.detail?.field !== undefined || cause.code === 'TERM_INVALID') throw cause
    const field = definition.kind === 'term' ? (['table', 'column', 'value', 'metric', 'filter'] as const).find((target) => definition.term[target] !== undefined) ?? 'phrase'
      : sample !== undefined && definition.metric.filter !== undefined && works(sample.plan, catalog) ? 'filter' : 'expression'
    throw new Failure('TERM_INVALID', `In the ${field} of “${nameOf(definition)}”: ${cause.message}`, { hint: cause.code === 'NO_JOIN_PATH' ? cause.hint : `Correct the ${field}.`, detail: { entry: nameOf(definition), field }, cause })
  }
}

function works(plan: QueryPlan, catalog: Catalog): boolean {
  try {
    checkPlan({ ...plan, measures: plan.measures.map(({ where: _, ...measure }) => measure) }, catalog)
    return true
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
}

function sampleOf(definition: Definition, { context: { catalog }, glossary }: Pick<Knowledge, 'context' | 'glossary'>, asOf: IsoDate): Sample {
  const read = entryReader(catalog, asOf)
  if (definition.kind === 'metric') return metricSample(read.metric(definition.metric), catalog)
  const { target } = read.term(definition.term, new Set(glossary.metrics.map(({ name }) => name)))
  if (target.kind !== 'metric') return termSample(target, catalog)
  return metricSample(glossary.metrics.find(({ name }) => name === target.metric)!, catalog)
}

function metricSample(metric: GlossaryMetric, catalog: Catalog): Sample {
  const { tables, joins, instance } = joined(metric.tables, catalog)
  const time: Expression | undefined = metric.time === undefined ? undefined : { kind: 'column', table: instance(metric.time.table), column: metric.time.column }
  const measure: Measure = {
    id: 'm1', label: metric.label, value: placeInPlan(metric.value, instance), metric: metric.name, ...(metric.unit === undefined ? {} : { unit: metric.unit }),
    ...(metric.filter === undefined ? {} : { where: placeConditionInPlan(metric.filter, instance) }), ...(metric.balance === undefined || time === undefined ? {} : { balance: { date: time, from: metric.balance } }),
  }
  const plan = oneNumber({ tables, joins }, measure)
  return { plan, label: metric.label, meaning: metricMeaning(metric, plan, catalog) }
}

function termSample(target: Exclude<TermTarget, { kind: 'metric' }>, catalog: Catalog): Sample {
  const first = target.kind === 'filter' ? target.of : target.table
  const { tables, joins, instance } = joined([first, ...(target.kind === 'filter' ? target.tables : [])], catalog)
  const label = { table: 'Rows', column: 'Different values', value: 'Rows with this value', filter: 'Rows it keeps' }[target.kind]
  const column = (name: string): Expression => ({ kind: 'column', table: instance(first), column: name })
  const counted: Expression = target.kind === 'column' ? { kind: 'aggregate', name: 'countDistinct', of: column(target.column) } : { kind: 'aggregate', name: 'count', of: null }
  const where: Condition | undefined = target.kind === 'filter' ? placeConditionInPlan(target.condition, instance)
    : target.kind === 'value' ? { kind: 'compare', operator: '=', left: column(target.column), right: { kind: 'literal', value: target.value, type: 'text' } } : undefined
  const plan = oneNumber({ tables, joins, entity: instance(first), ...(where === undefined ? {} : { where }) }, { id: 'm1', label, value: counted })
  return { plan, label, meaning: termMeaning(target, plan, catalog) }
}

function oneNumber(of: Pick<QueryPlan, 'tables' | 'joins' | 'entity' | 'where'>, measure: Measure): QueryPlan {
  return { kind: 'query', ...of, show: [{ id: 's1', label: measure.label, value: { kind: 'ref', id: measure.id } }], context: [], measures: [measure], by: [], order: [], distinct: false, compare: [], calendar: 'calendar' }
}

function joined(names: readonly string[], catalog: Catalog): { tables: TableUse[]; joins: Join[]; instance: (table: string) => string } {
  const uses = new Map([...new Set(names)].map((table, at): [string, TableUse] => [table, { id: `t${at + 1}`, table }]))
  const [tree] = planJoins(catalog, [...uses.values()])
  if (tree !== undefined) return { tables: tree.tables, joins: tree.joins, instance: (table) => uses.get(table)!.id }
  throw new Failure('NO_JOIN_PATH', uses.size === 0 ? 'It names no table.' : `Nothing links ${[...uses.keys()].join(' and ')}.`, {
    hint: uses.size === 0 ? 'Write a column as table.column; count(*) needs a table too, such as count(invoices.id).' : 'Use columns of tables that are linked by keys.',
  })
}
