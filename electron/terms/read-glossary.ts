import { parse } from 'yaml'
import { Failure } from '../../shared/model/failure.ts'
import { columnsIn } from '../../shared/model/plan-columns.ts'
import type { Catalog } from '../../shared/model/catalog.ts'
import type { Expression } from '../../shared/model/plan.ts'
import { TermFile, type EntityNote, type Metric, type Term } from '../../shared/model/term.ts'
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
  const read = entryReader(catalog, options.asOf)
  const problems: Failure[] = []
  const kept = <In, Out>(entries: In[], fit: (entry: In) => Out): Out[] => entries.flatMap((entry) => {
    try {
      return [fit(entry)]
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      problems.push(error)
      return []
    }
  })
  const metrics = kept(file.metrics, read.metric)
  const names = new Set(metrics.map((metric) => metric.name))
  const terms = kept(file.terms, (term) => read.term(term, names))
  const entities = kept(file.entities, read.entity)
  return { glossary: { metrics, terms, entities, file }, problems }
}

/** Reads entries of a vocabulary one by one. Each function fails with TERM_INVALID, naming the field, when the entry does not fit the catalog. */
export type EntryReader = {
  metric: (metric: Metric) => GlossaryMetric
  /** `metrics` are the names of those there are. */
  term: (term: Term, metrics: ReadonlySet<string>) => GlossaryTerm
  entity: (entity: EntityNote) => EntityNote
}

export function entryReader(catalog: Catalog, asOf: IsoDate): EntryReader {
  const resolve = columnResolver(catalog)
  const tables = new Set(catalog.tables.map((table) => table.name))
  return {
    metric: (metric) => readMetric(metric, resolve, asOf),
    term: (term, metrics) => readTerm(term, resolve, asOf, metrics, tables),
    entity: (entity) => {
      if (!tables.has(entity.table)) throw termInvalid(`There is no table ${entity.table} in this database.`, entity.table)
      return { ...entity, display: entity.display.filter((column) => resolve(entity.table, column) !== null) }
    },
  }
}

function columnResolver(catalog: Catalog): ColumnResolver {
  const tables = new Map(catalog.tables.map((table) => [table.name.toLowerCase(), { name: table.name, columns: new Map(table.columns.map((column) => [column.name.toLowerCase(), column.name])) }]))
  return (table, column) => {
    const found = tables.get(table.toLowerCase())
    const name = found?.columns.get(column.toLowerCase())
    return found === undefined || name === undefined ? null : { table: found.name, column: name }
  }
}

/** Says in which field of which entry a failure lies, for the person who wrote the entry and for the form they wrote it in. */
function inField<Result>(field: keyof Metric | keyof Term, entry: string, read: () => Result): Result {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause
    throw new Failure(cause.code, `In the ${field === 'time' ? 'date' : field} of “${entry}”: ${cause.message}`, { hint: cause.hint, detail: { ...cause.detail, entry, field }, cause })
  }
}

function readMetric(metric: Metric, resolve: ColumnResolver, asOf: IsoDate): GlossaryMetric {
  const { name, expression, filter: condition, time: date } = metric
  const value = inField('expression', name, () => {
    const read = parseExpression(expression, resolve, asOf)
    if (!hasAggregate(read)) throw termInvalid('It has no sum, avg, count, min or max, so it is not one number for many rows.', expression)
    return read
  })
  const filter = condition === undefined ? undefined : inField('filter', name, () => parseCondition(condition, resolve, asOf))
  const time = date === undefined ? undefined : inField('time', name, () => columnName(date, resolve))
  return {
    name: metric.name, label: metric.label ?? sentenceCase(metric.name), phrases: phrases(metric.name, [...(metric.label === undefined ? [] : [metric.label]), ...metric.synonyms]),
    description: metric.description, value, filter, time, unit: metric.unit, good: metric.good, balance: metric.balance,
    tables: tablesIn({ expression: value, condition: filter }, time),
  }
}

function readTerm(term: Term, resolve: ColumnResolver, asOf: IsoDate, metrics: ReadonlySet<string>, tables: ReadonlySet<string>): GlossaryTerm {
  const { phrase, table, column, value, metric, filter } = term
  const targets: TermTarget[] = []
  if (table !== undefined) {
    inField('table', phrase, () => { if (!tables.has(table)) throw termInvalid(`There is no table ${table} in this database.`, table) })
    targets.push({ kind: 'table', table })
  }
  if (column !== undefined) targets.push({ kind: 'column', ...inField('column', phrase, () => columnName(column, resolve)) })
  if (value !== undefined) targets.push({ kind: 'value', ...inField('value', phrase, () => columnName(value.column, resolve)), value: value.is })
  if (metric !== undefined) {
    inField('metric', phrase, () => { if (!metrics.has(metric)) throw termInvalid(`There is no metric “${metric}”.`, metric) })
    targets.push({ kind: 'metric', metric })
  }
  if (filter !== undefined) targets.push(inField('filter', phrase, () => filterTarget(filter, term.of, resolve, asOf, tables)))
  const [target] = targets
  if (target === undefined || targets.length > 1) throw termInvalid(`The term “${phrase}” must stand for exactly one thing: a table, column, value, metric or filter.`, phrase)
  return { phrases: phrases(phrase, term.synonyms), description: term.description, target }
}

function filterTarget(filter: string, named: string | undefined, resolve: ColumnResolver, asOf: IsoDate, tables: ReadonlySet<string>): TermTarget {
  const condition = parseCondition(filter, resolve, asOf)
  const needed = tablesIn({ condition })
  const of = named ?? (needed.length === 1 ? needed[0] : undefined)
  if (of === undefined || !tables.has(of)) throw termInvalid(`It tests ${needed.length === 0 ? 'no table' : 'several tables'}: say in “of” whose rows it describes.`, filter)
  return { kind: 'filter', condition, of, tables: needed }
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

/** All the ways to say an entry, folded, its name first. */
export function phrases(name: string, synonyms: string[]): string[] {
  return [...new Set([name.replaceAll('_', ' '), ...synonyms].map((phrase) => phrase.trim().toLowerCase()))].filter((phrase) => phrase !== '')
}

function sentenceCase(name: string): string {
  const words = name.replaceAll('_', ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
