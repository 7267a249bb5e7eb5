import type { Plan, QueryPlan } from '../../shared/model/plan.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import type { IndexedTable, IndexedColumn } from '../language/index/entries.ts'
import type { GlossaryMetric } from '../terms/glossary.ts'
import type { Knowledge as Everything } from './question.ts'
import { categoriesOf, categoryName, namedCategories, namedParents, parentsOf, pluralOf, metricFact, yearWithData } from './suggest-subjects.ts'

type Knowledge = Pick<Everything, 'index' | 'glossary'>

/** A question to try. `subjects` are what it is about, so that the next ones can be about something else; `meant` tells whether a plan is what the words were to say. */
export type Draft = { text: string; subjects: string[]; meant: (plan: Plan) => boolean }

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const query = (test: (plan: QueryPlan) => boolean) => (plan: Plan): boolean => plan.kind === 'query' && test(plan)
const measures = (plan: QueryPlan, metric: GlossaryMetric) => plan.measures.some((measure) => measure.metric === metric.name)

/** Drafts by kind: a trend, a comparison, a filter, a ranking, a superlative, a breakdown, then counts and averages; the best of each kind first. */
export function draftsFor(knowledge: Knowledge, asOf: IsoDate): Draft[][] {
  const { glossary, index } = knowledge
  const metrics = glossary.metrics.filter((metric) => metric.balance === undefined)
  const year = (metric: GlossaryMetric | null, table: IndexedTable | null) => yearWithData(metric?.time ?? null, table, index, asOf)
  const facts = [...index.tables].filter((table) => table.rows > 0 || index.catalog.tables[table.at]!.rowEstimate === null).sort((left, right) => right.rows - left.rows).slice(0, 40)
  return [trends(metrics, facts, knowledge, year), comparisons(metrics, knowledge), filters(knowledge), rankings(metrics, facts, knowledge, year), superlatives(metrics, knowledge), breakdowns(metrics, facts, knowledge), counts(facts, knowledge), averages(facts, knowledge)]
}

type YearOf = (metric: GlossaryMetric | null, table: IndexedTable | null) => number | null

function trends(metrics: GlossaryMetric[], facts: IndexedTable[], { index }: Knowledge, year: YearOf): Draft[] {
  const money = metrics.filter((metric) => metric.time !== undefined && metric.unit?.kind === 'money')
  const byMonth = money.slice(0, 3).flatMap((metric): Draft[] => {
    const of = year(metric, null)
    return of === null ? [] : [{ text: `Monthly ${metric.name} for ${of}`, subjects: [metric.name], meant: query((plan) => measures(plan, metric) && plan.by.length === 1) }]
  })
  const dated = facts.filter((table) => table.time !== null).slice(0, 4).map((table): Draft => ({
    text: `Number of ${pluralOf(table, index)} per month`, subjects: [table.name], meant: query((plan) => plan.measures.length === 1 && plan.by.length === 1 && plan.by[0]!.value.kind === 'bucket'),
  }))
  const yearly = facts.filter((table) => table.columns.some((at) => index.columns[at]!.role === 'year')).slice(0, 2).map((table): Draft => ({
    text: `Number of ${pluralOf(table, index)} by year`, subjects: [table.name], meant: query((plan) => plan.measures.length === 1 && plan.by.length === 1),
  }))
  return [...byMonth, ...dated, ...yearly]
}

/** Groups that a person takes in at a glance. */
const readableGroups = 12
const planned = /^(budget|forecast|plan|target|planned)/
/** What was planned against what happened, by something that both know. */
function comparisons(metrics: GlossaryMetric[], { index, glossary }: Knowledge): Draft[] {
  const plans = metrics.filter((metric) => planned.test(metric.name))
  const actuals = metrics.filter((metric) => metric.phrases.some((phrase) => phrase === 'actual' || phrase === 'actuals'))
  return plans.flatMap((plan) => actuals.flatMap((actual): Draft[] => {
    const shared = parentsOf(metricFact(actual, index), index).filter((table) => parentsOf(metricFact(plan, index), index).includes(table) && table.display.length > 0 && table.rows <= 200)
      .sort((left, right) => Math.abs(left.rows - readableGroups) - Math.abs(right.rows - readableGroups))
    return shared.flatMap((table) => ['against', 'vs'].map((word): Draft => ({
      text: `${sentence(plan.name)} ${word} actual by ${singularOf(table.name, glossary) ?? table.words.join(' ')}`, subjects: [plan.name],
      meant: query((made) => measures(made, plan) && measures(made, actual) && made.by.length === 1),
    })))
  })).slice(0, 8)
}

function singularOf(table: string, glossary: Knowledge['glossary']): string | undefined {
  return glossary.entities.find((entity) => entity.table === table)?.singular
}

/** Rows in a state that the vocabulary names, long ago where they have a date; without a vocabulary, rows with one of a few values. */
function filters({ glossary, index }: Knowledge): Draft[] {
  const states = glossary.terms.flatMap((term): Draft[] => {
    const { target } = term
    const table = target.kind === 'filter' ? index.tables.find((each) => each.name === target.of) : undefined
    const [phrase] = term.phrases
    if (table === undefined || phrase === undefined) return []
    const rows = `${phrase} ${pluralOf(table, index)}`
    const tested = (parts: number) => query((plan) => plan.where !== undefined && plan.measures.length === 0 && (parts === 1 || (plan.where.kind === 'all' && plan.where.of.length >= parts)))
    return [...(table.time === null ? [] : [{ text: sentence(`${rows} older than 90 days`), subjects: [table.name, phrase], meant: tested(2) }]), { text: sentence(rows), subjects: [table.name, phrase], meant: tested(1) }]
  })
  const values = index.tables.slice(0, 200).filter((table) => table.display.length > 0 && table.rows >= 10).flatMap((table): Draft[] => categoriesOf(table, index).slice(0, 2).flatMap((column) => {
    const value = index.catalog.tables[table.at]!.columns.find((each) => each.name === column.name)?.profile?.values?.find((each) => /^\p{L}[\p{L} ]{2,24}$/u.test(each))
    return value === undefined ? [] : [{ text: `List the ${pluralOf(table, index)} with ${categoryName(column, table, index)} ${value}`, subjects: [table.name, column.name], meant: query((plan) => plan.where !== undefined && plan.measures.length === 0) }]
  }))
  const aged = states.filter((draft) => draft.text.includes('older than'))
  return [...aged.slice(0, 6), ...states.filter((draft) => !aged.includes(draft)).slice(0, 6), ...values.slice(0, 6)]
}

function rankings(metrics: GlossaryMetric[], facts: IndexedTable[], { index }: Knowledge, year: YearOf): Draft[] {
  const made = metrics.filter((metric) => metric.unit?.kind === 'money' && metric.time !== undefined).slice(0, 4).flatMap((metric) => {
    const of = year(metric, null)
    return namedParents(metricFact(metric, index), index).slice(0, 2).map((table): Draft => ({
      text: `Top 10 ${pluralOf(table, index)} by ${metric.name}${of === null ? '' : ` in ${of}`}`, subjects: [table.name], meant: query((plan) => measures(plan, metric) && plan.limit?.count === 10 && plan.by.length > 0),
    }))
  })
  const counted = facts.slice(0, 12).flatMap((fact) => namedParents(fact, index).filter((table) => table !== fact && table.rows > 10).slice(0, 1).map((table): Draft => ({
    text: `Top 10 ${pluralOf(table, index)} by number of ${pluralOf(fact, index)}`, subjects: [table.name, fact.name], meant: query((plan) => plan.limit?.count === 10 && plan.by.length > 0),
  })))
  return [...made, ...counted.slice(0, 5)]
}

function superlatives(metrics: GlossaryMetric[], { index }: Knowledge): Draft[] {
  return metrics.filter((metric) => metric.good === 'up').slice(0, 6).flatMap((metric) => namedCategories(metricFact(metric, index), index).slice(0, 6).map(({ column, table }): Draft => ({
    text: `Which ${categoryName(column, table, index)} has the highest ${metric.name}?`, subjects: [metric.name, column.name, table.name], meant: query((plan) => measures(plan, metric) && plan.limit !== undefined && plan.by.length === 1),
  }))).slice(0, 18)
}

function breakdowns(metrics: GlossaryMetric[], facts: IndexedTable[], { index }: Knowledge): Draft[] {
  const quarterly = metrics.filter((metric) => metric.time !== undefined && metric.good === 'down' && metric.unit?.kind === 'money').slice(0, 6)
    .map((metric): Draft => ({ text: `${sentence(metric.name)} by quarter`, subjects: [metric.name, metricFact(metric, index).name], meant: query((plan) => measures(plan, metric) && plan.by.length === 1) }))
  const largest = quarterly.sort((left, right) => factRows(right, index.tables) - factRows(left, index.tables))
  const byCategory = facts.slice(0, 10).flatMap((fact) => parentsOf(fact, index).slice(0, 6).flatMap((table) => categoriesOf(table, index).slice(0, 1).map((column): Draft => ({
    text: `Number of ${pluralOf(fact, index)} by ${categoryName(column, table, index)}`, subjects: [fact.name, column.name], meant: query((plan) => plan.measures.length === 1 && plan.by.length === 1),
  }))))
  return [...largest, ...byCategory.slice(0, 6)]
}

const factRows = (draft: Draft, tables: readonly IndexedTable[]) => tables.find((table) => draft.subjects.includes(table.name))?.rows ?? 0

function counts(facts: IndexedTable[], { index }: Knowledge): Draft[] {
  return facts.filter((table) => table.display.length > 0).slice(0, 5).map((table): Draft => ({
    text: `How many ${pluralOf(table, index)} are there?`, subjects: [table.name], meant: query((plan) => plan.measures.length === 1 && plan.by.length === 0 && plan.tables.length === 1),
  }))
}

function averages(facts: IndexedTable[], { index }: Knowledge): Draft[] {
  const measured = (table: IndexedTable) => table.columns.map((at): IndexedColumn => index.columns[at]!).filter((column) => column.role === 'measure' && !column.words.includes('local') && column.words.every((word) => word.length > 2))
  return facts.slice(0, 12).flatMap((table) => measured(table).slice(0, 1).flatMap((column) => parentsOf(table, index).slice(0, 3).flatMap((parent) => categoriesOf(parent, index).slice(0, 1).map((category): Draft => ({
    text: `Average ${column.words.join(' ')} by ${categoryName(category, parent, index)}`, subjects: [table.name, column.name], meant: query((plan) => plan.measures.length === 1 && plan.by.length === 1),
  }))))).slice(0, 6)
}
