import type { Catalog } from '../../shared/model/catalog.ts'
import type { QueryPlan } from '../../shared/model/plan.ts'
import { clause, phrase, type Voice } from '../plan/phrase.ts'
import { capitalised, naming } from '../plan/words.ts'
import type { GlossaryMetric, TermTarget } from '../terms/glossary.ts'

/** What a metric computes, in a sentence. `plan` computes it alone. */
export function metricMeaning(metric: GlossaryMetric, plan: QueryPlan, catalog: Catalog): string {
  const voice = voiceOf(plan, catalog)
  const [measure] = plan.measures
  const where = measure?.where === undefined ? '' : `, where ${clause(measure.where, voice)}`
  const stock = metric.balance === 'flow' ? ', all that moved up to a date' : metric.balance === 'snapshot' ? ', as it stands on the last day of a period' : ''
  const unit = metric.unit?.kind === 'money' && metric.unit.currency !== undefined ? `, in ${metric.unit.currency}` : ''
  return `${capitalised(measure === undefined ? metric.label : phrase(measure.value, voice))}${where}${stock}${unit}.`
}

/** What a term stands for, in a sentence. `plan` counts it; its entity is the table that the term is about. */
export function termMeaning(target: Exclude<TermTarget, { kind: 'metric' }>, plan: QueryPlan, catalog: Catalog): string {
  const voice = voiceOf(plan, catalog)
  const where = plan.where === undefined ? '' : clause(plan.where, voice)
  switch (target.kind) {
    case 'table': return `Rows of ${voice.rows}.`
    case 'column': return `${capitalised(voice.naming.column(plan.entity ?? '', target.column))}, a column of ${voice.rows}.`
    case 'value': case 'filter': return `${capitalised(voice.rows)} where ${where}.`
  }
}

function voiceOf(plan: QueryPlan, catalog: Catalog): Voice {
  const names = naming(catalog, plan.tables)
  return { naming: names, ref: (id) => id, plan: () => '', rows: plan.entity === undefined ? 'rows' : names.table(plan.entity) }
}
