import { Failure } from '../../shared/model/failure.ts'
import type { Expression, QueryPlan, TableUse } from '../../shared/model/plan.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import type { Definition, DefinitionCheck } from '../../shared/model/vocabulary.ts'
import { planJoins } from '../plan/joins.ts'
import { reading } from '../plan/reading.ts'
import type { Limits } from '../sources/source.ts'
import { tidied } from '../terms/definition-form.ts'
import type { GlossaryMetric, GlossaryTerm } from '../terms/glossary.ts'
import { placeConditionInPlan, placeInPlan } from '../terms/place.ts'
import { entryReader } from '../terms/read-glossary.ts'
import type { Knowledge } from './question.ts'
import { shortQuery } from './short-query.ts'

const limits: Limits = { rows: 2, milliseconds: 10_000, bytes: 1024 * 1024 }

/** Which rows are counted or measured, and what the number is called. */
type Sample = { plan: QueryPlan; label: string }

/**
 * What a definition would mean, in one sentence, with its value now: a metric over all rows and all time, the number of rows that a filter keeps, the
 * rows that have a value. Nothing is saved. A definition that cannot work, in words, in SQL or on the source, comes back as `bad`; so does a check
 * that was cancelled or took too long.
 */
export async function checkDefinition(definition: Definition, knowledge: Pick<Knowledge, 'context' | 'glossary'>, options: { asOf: IsoDate; signal: AbortSignal }): Promise<DefinitionCheck> {
  try {
    return await checked(tidied(definition), knowledge, options)
  } catch (error) {
    if (error instanceof Failure) return { kind: 'bad', failure: error.facts() }
    if (!options.signal.aborted) throw error
    return { kind: 'bad', failure: new Failure('CANCELLED', 'Cancelled.', { hint: 'Check it again when you like.', retry: true, cause: error }).facts() }
  }
}

async function checked(definition: Definition, { context, glossary }: Pick<Knowledge, 'context' | 'glossary'>, { asOf, signal }: { asOf: IsoDate; signal: AbortSignal }): Promise<DefinitionCheck> {
  const read = entryReader(context.catalog, asOf)
  const names = new Set(glossary.metrics.map(({ name }) => name))
  const { plan, label } = definition.kind === 'metric' ? metricSample(read.metric(definition.metric)) : termSample(read.term(definition.term, names))
  const [row] = await shortQuery(plan, context, limits, signal)
  return { kind: 'good', meaning: reading(plan, context.catalog), value: row?.[0] ?? null, label }

  function termSample(term: GlossaryTerm): Sample {
    const { target } = term
    if (target.kind === 'metric') return metricSample(glossary.metrics.find(({ name }) => name === target.metric)!)
    const first = target.kind === 'filter' ? target.of : target.table
    const { tables, joins, instance } = joined([first, ...(target.kind === 'filter' ? target.tables : [])])
    const column = (name: string): Expression => ({ kind: 'column', table: instance(first), column: name })
    const counted = { ...empty, tables, joins, entity: instance(first) }
    switch (target.kind) {
      case 'table': return { plan: measured(counted, 'Rows', { kind: 'aggregate', name: 'count', of: null }), label: 'Rows' }
      case 'column': return { plan: measured(counted, 'Different values', { kind: 'aggregate', name: 'countDistinct', of: column(target.column) }), label: 'Different values' }
      case 'value': {
        const where = { kind: 'compare' as const, operator: '=' as const, left: column(target.column), right: { kind: 'literal' as const, value: target.value, type: 'text' as const } }
        return { plan: { ...measured(counted, 'Rows with this value', { kind: 'aggregate', name: 'count', of: null }), where }, label: 'Rows with this value' }
      }
      case 'filter': return { plan: { ...measured(counted, 'Rows it keeps', { kind: 'aggregate', name: 'count', of: null }), where: placeConditionInPlan(target.condition, instance) }, label: 'Rows it keeps' }
    }
  }

  function metricSample(metric: GlossaryMetric): Sample {
    const { tables, joins, instance } = joined(metric.tables)
    const plan = measured({ ...empty, tables, joins }, metric.label, placeInPlan(metric.value, instance))
    const [measure] = plan.measures
    const time: Expression | undefined = metric.time === undefined ? undefined : { kind: 'column', table: instance(metric.time.table), column: metric.time.column }
    const made = {
      ...measure!, metric: metric.name, ...(metric.unit === undefined ? {} : { unit: metric.unit }), ...(metric.filter === undefined ? {} : { where: placeConditionInPlan(metric.filter, instance) }),
      ...(metric.balance === undefined || time === undefined ? {} : { balance: { date: time, from: metric.balance } }),
    }
    return { plan: { ...plan, measures: [made] }, label: metric.label }
  }

  function joined(names: readonly string[]): { tables: TableUse[]; joins: QueryPlan['joins']; instance: (table: string) => string } {
    const uses = new Map([...new Set(names)].map((table, at): [string, TableUse] => [table, { id: `t${at + 1}`, table }]))
    const [tree] = planJoins(context.catalog, [...uses.values()])
    if (tree === undefined) {
      throw new Failure('NO_JOIN_PATH', uses.size === 0 ? 'This expression names no table.' : `Nothing links ${[...uses.keys()].join(' and ')}.`, {
        hint: uses.size === 0 ? 'Write a column as table.column; count(*) needs a table too, such as count(invoices.id).' : 'Use columns of tables that are linked by keys.', detail: { tables: [...uses.keys()] },
      })
    }
    return { tables: tree.tables, joins: tree.joins, instance: (table) => uses.get(table)!.id }
  }
}

const empty: QueryPlan = { kind: 'query', tables: [], joins: [], show: [], context: [], measures: [], by: [], order: [], distinct: false, compare: [], calendar: 'calendar' }

function measured(plan: QueryPlan, label: string, value: Expression): QueryPlan {
  return { ...plan, measures: [{ id: 'm1', label, value }], show: [{ id: 's1', label, value: { kind: 'ref', id: 'm1' } }] }
}
