import { placeText } from '../../../shared/format/place-text.ts'
import { literalOf } from '../sql/inline-parameters.ts'
import { knownParameters } from '../sql/parameter-kinds.ts'
import { acceptedText } from '../../../shared/format/accepted-text.ts'
import { periodText } from '../../../shared/format/period-text.ts'
import type { Answer, Receipt } from '../../../shared/model/answer.ts'
import { formatCount, formatDuration } from '../../ui/format.ts'
import { howReadText } from './how-read.ts'
import { confidenceWords, engineWords, gradeWords } from './grade-words.ts'

/** The facts of a receipt, name and text, in the order they are read. */
export function receiptFacts(receipt: Receipt, locale?: string): [name: string, text: string][] {
  const facts: [string, string | null][] = [
    ['Source', placeText(receipt.source, receipt.database)],
    ['Tables', receipt.tables.join(', ')],
    ['Filters', receipt.filters.join('; ')],
    ['Rows', receipt.truncated ? `the first ${formatCount(receipt.rows)}; there are more` : `${formatCount(receipt.rows)} of ${formatCount(receipt.rows)}`],
    // What was expected is of use only where not everything was read; engines expect some numbers that are far off.
    ['Expected', receipt.estimatedRows === null || !receipt.truncated || receipt.estimatedRows <= receipt.rows ? null : `about ${formatCount(receipt.estimatedRows)} rows`],
    ['As of', periodText(receipt.asOf, { grain: 'day', calendar: 'calendar' })],
    ['Ran', momentText(receipt.ranAt, locale)],
    ['Took', formatDuration(receipt.elapsedMs)],
    ['Confidence', confidenceWords(receipt)],
    ['Accepted', receipt.accepted === undefined ? null : acceptedText(receipt.accepted)],
    ['Engine', engineWords(receipt)],
  ]
  return facts.filter((fact): fact is [string, string] => fact[1] !== null && fact[1] !== '')
}

/** A receipt as text that can stand in a mail: what was asked, what it was taken to mean, and all the evidence. */
export function receiptText({ question, title, receipt, plan }: Pick<Answer, 'question' | 'title' | 'receipt' | 'plan'>, locale?: string): string {
  const list = (heading: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [`${heading}:`, ...lines.map((line) => `  - ${line}`)])
  const parameters = knownParameters(receipt.parameters, plan).map((parameter, at) => `?${at + 1} = ${literalOf(parameter, receipt.dialect)}`)
  return [
    title, ...(question === title || question === '' ? [] : [`Question: ${question}`]), `${receipt.grade}: ${gradeWords(receipt)}`, `Reading: ${receipt.reading}`, ...list('How it was read', howReadText({ question, plan, receipt })),
    ...list('Assumed', receipt.assumed), ...list('Words left out', receipt.ignoredWords), ...list('Warnings', receipt.warnings),
    ...receiptFacts(receipt, locale).map(([name, text]) => `${name}: ${text}`),
    `SQL (${receipt.dialect}):`, receipt.sql, ...list('Parameters', parameters),
  ].join('\n')
}

function momentText(iso: string, locale: string | undefined): string {
  const moment = new Date(iso)
  return Number.isNaN(moment.getTime()) ? iso : moment.toLocaleString(locale ?? 'en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' })
}
