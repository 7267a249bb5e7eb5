import { Failure } from '../../shared/model/failure.ts'
import type { Metric, Term, TermFile } from '../../shared/model/term.ts'
import type { Definition } from '../../shared/model/vocabulary.ts'
import { folded, nameOf, subjectOf } from './definition-key.ts'
import { phrases } from './read-glossary.ts'

const longestName = 120
const longestText = 4_000
const mostSynonyms = 100

/**
 * A definition as it will be kept: spaces at the ends taken off, fields that were left empty left out. Fails with TERM_INVALID naming the field
 * when something is missing or too long.
 */
export function tidied(definition: Definition): Definition {
  const tidy = definition.kind === 'metric' ? { kind: 'metric' as const, metric: tidyMetric(definition.metric) } : { kind: 'term' as const, term: tidyTerm(definition.term) }
  const { synonyms, description } = tidy.kind === 'metric' ? tidy.metric : tidy.term
  for (const synonym of synonyms) requireName('synonyms', 'synonym', synonym)
  if (synonyms.length > mostSynonyms) throw wrong('synonyms', `There are more than ${mostSynonyms} synonyms.`, 'Keep those that people say.')
  if ((description?.length ?? 0) > longestText) throw wrong('description', 'The description is longer than 4,000 characters.', 'Shorten it.')
  return tidy
}

function tidyMetric(metric: Metric): Metric {
  const [name, expression] = [metric.name.trim(), metric.expression.trim()]
  requireName('name', 'name', name)
  if (expression === '') throw wrong('expression', `The metric “${name}” needs an expression.`, 'Say how it is computed, such as sum(invoices.amount).')
  const label = blankless(metric.label)
  if (label !== undefined) requireName('label', 'label', label)
  return { ...metric, name, label, expression, synonyms: listed(metric.synonyms), description: blankless(metric.description), filter: blankless(metric.filter), time: blankless(metric.time) }
}

function tidyTerm(term: Term): Term {
  const phrase = term.phrase.trim()
  requireName('phrase', 'phrase', phrase)
  const value = term.value === undefined || term.value.column.trim() === '' ? undefined : { ...term.value, column: term.value.column.trim() }
  return {
    ...term, phrase, value, synonyms: listed(term.synonyms), description: blankless(term.description), table: blankless(term.table), column: blankless(term.column), metric: blankless(term.metric),
    filter: blankless(term.filter), of: blankless(term.of),
  }
}

const blankless = (text: string | undefined): string | undefined => (text === undefined || text.trim() === '' ? undefined : text.trim())

/** Without empty ones and without those that say the same again. */
function listed(synonyms: readonly string[]): string[] {
  const plain = synonyms.map((synonym) => synonym.trim()).filter((synonym) => synonym !== '')
  return plain.filter((synonym, at) => plain.findIndex((other) => folded(other) === folded(synonym)) === at)
}

function requireName(field: string, called: string, text: string): void {
  if (text === '') throw wrong(field, `The ${called} is empty.`, 'Write the word or words that people say.')
  if (text.length > longestName) throw wrong(field, `The ${called} “${text.slice(0, 30)}…” is longer than ${longestName} characters.`, 'Choose a shorter one.')
  if (!/[\p{L}\p{N}]/u.test(text) || /\p{Cc}/u.test(text)) throw wrong(field, `The ${called} “${text.replace(/\p{Cc}/gu, '·')}” cannot be used.`, 'Use letters and digits, on one line.')
}

/**
 * Fails with TERM_INVALID, naming the other entry, when a word of the definition already means something else in the vocabulary. `replaces` is the
 * entry of the same kind that it takes the place of. Filters of different tables may share a word: invoices and bills can both be unpaid.
 */
export function refuseClash(definition: Definition, vocabulary: Pick<TermFile, 'metrics' | 'terms'>, replaces: string | undefined): void {
  const said = new Set(definition.kind === 'metric' ? metricPhrases(definition.metric) : phrases(definition.term.phrase, definition.term.synonyms))
  const replaced = (kind: Definition['kind'], name: string) => kind === definition.kind && replaces !== undefined && folded(name) === folded(replaces)
  const others = [
    ...vocabulary.metrics.filter(({ name }) => !replaced('metric', name)).map((metric) => ({ called: `the metric “${metric.label ?? metric.name}”`, phrases: metricPhrases(metric) })),
    ...vocabulary.terms.filter((term) => !replaced('term', term.phrase) && !describesOthers(definition, term)).map((term) => ({ called: `the term “${term.phrase}”`, phrases: phrases(term.phrase, term.synonyms) })),
  ]
  for (const other of others) {
    const clash = other.phrases.find((phrase) => said.has(phrase))
    if (clash === undefined) continue
    const field = folded(nameOf(definition)) === clash ? (definition.kind === 'metric' ? 'name' : 'phrase') : 'synonyms'
    throw wrong(field, `“${clash}” already means ${other.called}.`, 'Choose another word, or change the other entry.')
  }
}

function describesOthers(definition: Definition, term: Term): boolean {
  return definition.kind === 'term' && definition.term.filter !== undefined && term.filter !== undefined && subjectOf(definition.term) !== subjectOf(term)
}

const metricPhrases = (metric: Metric): string[] => phrases(metric.name, [...(metric.label === undefined ? [] : [metric.label]), ...metric.synonyms])

const wrong = (field: string, message: string, hint: string): Failure => new Failure('TERM_INVALID', message, { hint, detail: { field } })
