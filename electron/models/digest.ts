import type { Column, Table } from '../../shared/model/catalog.ts'
import type { LanguageIndex } from '../language/index/language-index.ts'
import { relevance, type Relevance } from './relevance.ts'

/** A model on this machine often reads no more than 4,000 tokens in all; this is about half of them. */
const mostCharacters = 9_000
const mostColumns = 60
const mostNames = 60
const longestName = 128
const longestComment = 160

/**
 * What a model is told of a database: names and kinds of tables and columns, keys, and the names of metrics and terms; comments only when they may be
 * sent. Never a value, a count, a bound, a sample row, the declared type (an enum spells its values) or a definition. The tables nearest to the question
 * come first, as many as there is room for. Every name is a JSON string, so that whatever it says stays data.
 */
export function digest(question: string, index: LanguageIndex, options: { comments: boolean }): string {
  const lines: string[] = []
  let left = mostCharacters
  const put = (line: string): boolean => {
    if (line.length + 1 > left) return false
    lines.push(line)
    left -= line.length + 1
    return true
  }
  const vocabulary = vocabularyLines(index)
  left -= vocabulary.reduce((sum, line) => sum + line.length + 1, 0)
  const ranked = relevance(question, index)
  let missing = 0
  for (const each of ranked) {
    const table = index.catalog.tables[each.table]!
    if (table.name.length > longestName || !put(tableLine(table, each, index, options.comments))) missing += 1
  }
  if (missing > 0) lines.push(`(${missing} more tables are not listed.)`)
  return [...lines, ...vocabulary].join('\n')
}

/** A text as JSON, with whatever could break a line, hide or turn the direction written as an escape. */
export const quoted = (text: string): string => JSON.stringify(text.toWellFormed()).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => [...character].map(escaped).join(''))

const escaped = (character: string): string => Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')

const aside = (comment: string | undefined, wanted: boolean): string => (wanted && comment !== undefined && comment.trim() !== '' ? ` /* ${quoted(comment.slice(0, longestComment))} */` : '')

function tableLine(table: Table, { columns: near }: Relevance, index: LanguageIndex, comments: boolean): string {
  const keys = keysOf(table, index)
  const own = index.tables[index.tableAt.get(table.name)!]!
  const matters = (column: Column, at: number): boolean => near.has(own.columns[at]!) || keys.has(column.name) || table.primaryKey.includes(column.name)
  const usable = table.columns.map((column, at) => ({ column, wanted: matters(column, at) })).filter(({ column }) => column.name.length <= longestName)
  const room = new Set([...usable.filter(({ wanted }) => wanted), ...usable.filter(({ wanted }) => !wanted)].slice(0, mostColumns))
  const columns = usable.filter((each) => room.has(each)).map(({ column }) => {
    const key = table.primaryKey.includes(column.name) ? ' key' : ''
    return `${quoted(column.name)} ${column.type.kind}${key}${keys.get(column.name) ?? ''}${aside(column.comment, comments)}`
  })
  const more = usable.length > room.size ? `, ${usable.length - room.size} more` : ''
  return `${quoted(table.name)}${aside(table.comment, comments)}: ${columns.join(', ')}${more}`
}

/** Where the columns of a table point: " -> "customers"."id"". */
function keysOf(table: Table, index: LanguageIndex): Map<string, string> {
  const keys = new Map<string, string>()
  for (const { from, to } of index.catalog.relationships) {
    if (from.table !== table.name) continue
    from.columns.forEach((name, at) => { if (!keys.has(name)) keys.set(name, ` -> ${quoted(to.table)}.${quoted(to.columns[at] ?? '')}`) })
  }
  return keys
}

/** The names of metrics and of terms that are conditions: words that people wrote, not what stands behind them. */
function vocabularyLines({ glossary }: LanguageIndex): string[] {
  if (glossary === null) return []
  const short = (names: readonly string[]): string[] => [...new Set(names)].filter((name) => name.length <= longestName).slice(0, mostNames).map(quoted)
  const metrics = short(glossary.metrics.map(({ name }) => name))
  const terms = short(glossary.terms.flatMap(({ phrases, target }) => (target.kind === 'filter' ? phrases.slice(0, 1) : [])))
  return [...(metrics.length === 0 ? [] : [`Metrics: ${metrics.join(', ')}`]), ...(terms.length === 0 ? [] : [`Terms: ${terms.join(', ')}`])]
}
