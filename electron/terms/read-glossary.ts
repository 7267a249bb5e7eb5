import { parse } from 'yaml'
import { Failure } from '../../shared/model/failure.ts'
import { columnsIn } from '../../shared/model/plan-columns.ts'
import type { Catalog } from '../../shared/model/catalog.ts'
import type { Expression } from '../../shared/model/plan.ts'
import { TermFile, type Metric, type Term } from '../../shared/model/term.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import { parseCondition, parseExpression, type ColumnResolver } from './expression.ts'
import { termInvalid } from './expression-tokens.ts'
import type { ColumnName, Glossary, GlossaryMetric, GlossaryTerm, TermTarget } from './glossary.ts'

const largestFile = 4 * 1024 * 1024

/** Reads the text of a notes-and-vocabulary file. Fails with TERM_INVALID when it is not YAML or not of the form; the message names the first wrong place. */
export function readTermFile(text: string): TermFile {
  if (text.length > largestFile) throw termInvalid('This vocabulary file is larger than 4 MB.', '')
  let content: unknown
  try {
    content = parse(text, { maxAliasCount: 50 }) ?? {}
  } catch (cause) {
    throw new Failure('TERM_INVALID', `The vocabulary file is not valid YAML: ${cause instanceof Error ? cause.message.split('\n')[0] : ''}`, { hint: 'Correct the line it names, then open the source again.', cause })
  }
  const checked = TermFile.safeParse(content)
  if (checked.success) return checked.data
  const [issue] = checked.error.issues
  throw new Failure('TERM_INVALID', `The vocabulary file has a wrong entry at ${issue?.path.join('.') || 'its start'}: ${issue?.message ?? ''}`, { hint: 'See the format in docs/glossary.md.' })
}

/**
 * Checks a file of notes and vocabulary against the catalog. What does not fit is left out and returned in `problems`, so that one stale
 * entry never takes the whole vocabulary away. `asOf` is what as_of() stands for.
 */
export function readGlossary(file: TermFile, catalog: Catalog, options: { asOf: IsoDate }): { glossary: Glossary; problems: Failure[] } {
  const resolve = columnResolver(catalog)
  const problems: Failure[] = []
  const kept = <In, Out>(entries: In[], read: (entry: In) => Out): Out[] => entries.flatMap((entry) => {
    try {
      return [read(entry)]
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      problems.push(error)
      return []
    }
  })
  const metrics = kept(file.metrics, (metric) => readMetric(metric, resolve, options.asOf))
  const names = new Set(metrics.map((metric) => metric.name))
  const tables = new Set(catalog.tables.map((table) => table.name))
  const terms = kept(file.terms, (term) => readTerm(term, resolve, options.asOf, names, tables))
  const entities = kept(file.entities, (entity) => {
    if (!tables.has(entity.table)) throw termInvalid(`There is no table ${entity.table} in this database.`, entity.table)
    return { ...entity, display: entity.display.filter((column) => resolve(entity.table, column) !== null) }
  })
  return { glossary: { metrics, terms, entities, file }, problems }
}

function columnResolver(catalog: Catalog): ColumnResolver {
  const tables = new Map(catalog.tables.map((table) => [table.name.toLowerCase(), { name: table.name, columns: new Map(table.columns.map((column) => [column.name.toLowerCase(), column.name])) }]))
  return (table, column) => {
    const found = tables.get(table.toLowerCase())
    const name = found?.columns.get(column.toLowerCase())
    return found === undefined || name === undefined ? null : { table: found.name, column: name }
  }
}

function readMetric(metric: Metric, resolve: ColumnResolver, asOf: IsoDate): GlossaryMetric {
  const value = parseExpression(metric.expression, resolve, asOf)
  if (!hasAggregate(value)) throw termInvalid(`The metric “${metric.name}” has no sum, avg, count, min or max, so it is not one number for many rows.`, metric.expression)
  const filter = metric.filter === undefined ? undefined : parseCondition(metric.filter, resolve, asOf)
  const time = metric.time === undefined ? undefined : columnName(metric.time, resolve)
  return {
    name: metric.name, label: metric.label ?? sentenceCase(metric.name), phrases: phrases(metric.name, [...(metric.label === undefined ? [] : [metric.label]), ...metric.synonyms]),
    description: metric.description, value, filter, time, unit: metric.unit, good: metric.good, balance: metric.balance,
    tables: tablesIn({ expression: value, condition: filter }, time),
  }
}

function readTerm(term: Term, resolve: ColumnResolver, asOf: IsoDate, metrics: Set<string>, tables: Set<string>): GlossaryTerm {
  const targets: TermTarget[] = []
  if (term.table !== undefined) {
    if (!tables.has(term.table)) throw termInvalid(`There is no table ${term.table} in this database.`, term.phrase)
    targets.push({ kind: 'table', table: term.table })
  }
  if (term.column !== undefined) targets.push({ kind: 'column', ...columnName(term.column, resolve) })
  if (term.value !== undefined) targets.push({ kind: 'value', ...columnName(term.value.column, resolve), value: term.value.is })
  if (term.metric !== undefined) {
    if (!metrics.has(term.metric)) throw termInvalid(`The term “${term.phrase}” names a metric “${term.metric}” that is not there.`, term.metric)
    targets.push({ kind: 'metric', metric: term.metric })
  }
  if (term.filter !== undefined) {
    const condition = parseCondition(term.filter, resolve, asOf)
    const needed = tablesIn({ condition })
    const of = term.of ?? (needed.length === 1 ? needed[0] : undefined)
    if (of === undefined || !tables.has(of)) throw termInvalid(`The term “${term.phrase}” tests ${needed.length === 0 ? 'no table' : 'several tables'}: say in “of” whose rows it describes.`, term.filter)
    targets.push({ kind: 'filter', condition, of, tables: needed })
  }
  const [target] = targets
  if (target === undefined || targets.length > 1) throw termInvalid(`The term “${term.phrase}” must stand for exactly one thing: a table, column, value, metric or filter.`, term.phrase)
  return { phrases: phrases(term.phrase, term.synonyms), description: term.description, target }
}

function columnName(text: string, resolve: ColumnResolver): ColumnName {
  const dot = text.indexOf('.')
  const found = dot < 0 ? null : resolve(text.slice(0, dot), text.slice(dot + 1))
  if (found === null) throw termInvalid(`There is no column ${text} in this database.`, text)
  return found
}

function tablesIn(node: Parameters<typeof columnsIn>[0], time?: ColumnName): string[] {
  return [...new Set([...columnsIn(node).map((column) => column.table), ...(time === undefined ? [] : [time.table])])]
}

function hasAggregate(expression: Expression): boolean {
  switch (expression.kind) {
    case 'aggregate': return true
    case 'arithmetic': return hasAggregate(expression.left) || hasAggregate(expression.right)
    case 'call': return expression.args.some(hasAggregate)
    default: return false
  }
}

function phrases(name: string, synonyms: string[]): string[] {
  return [...new Set([name.replaceAll('_', ' '), ...synonyms].map((phrase) => phrase.trim().toLowerCase()))].filter((phrase) => phrase !== '')
}

function sentenceCase(name: string): string {
  const words = name.replaceAll('_', ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
