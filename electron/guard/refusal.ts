import { Failure } from '../../shared/model/failure.ts'

/** Why a statement was refused; stable names that tests, receipts and the batch output rely on. */
export type Rule =
  | 'too-long' | 'too-deep' | 'character' | 'unfinished' | 'comment' | 'executable-comment' | 'several-statements' | 'empty' | 'not-a-select'
  | 'grammar' | 'into' | 'lock' | 'variable' | 'placeholder' | 'function' | 'table-function' | 'system-table' | 'file' | 'type' | 'size' | 'hint'

const askForOneSelect = 'Write one plain SELECT over your own tables; Quaestor only ever reads.'

const hints: Record<Rule, string> = {
  'too-long': 'Shorten the query: put long lists of values into a filter or a table.',
  'too-deep': 'Simplify the query: fewer brackets inside brackets, or a WITH part per step.',
  character: 'Delete the character, or type it again; it often comes along when text is copied from another program.',
  unfinished: 'Close the quotation mark, bracket or comment and run it again.',
  comment: 'Delete the comment and run the query again.',
  'executable-comment': 'Delete the comment; if its content is needed, write it as ordinary SQL.',
  'several-statements': 'Keep one statement and run the others one by one.',
  empty: 'Write a SELECT statement.',
  'not-a-select': askForOneSelect,
  grammar: 'Check the spelling near that word, or write this part another way.',
  into: 'Leave INTO out; export the result from Quaestor instead.',
  lock: 'Leave the locking clause out; Quaestor never locks your data.',
  variable: 'Write the value itself, or use a WITH part to compute it.',
  placeholder: 'Give exactly one value for each question mark.',
  function: 'Use another function, or ask for this one to be added to the list of harmless functions.',
  'table-function': 'Read from a table, a view or a sub-query.',
  'system-table': 'Ask about your own tables; the catalog pages show how the database is built.',
  file: 'Add the file as a source first, then ask about its table.',
  type: 'Convert to a common type such as DECIMAL, INTEGER, DATE or a text type.',
  size: 'Write the number itself, at most 10,000.',
  hint: 'Leave the hint out; Quaestor sets time and row limits itself.',
}

/** Text of the statement as a message quotes it: its first 80 characters. */
export const shown = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text)

/**
 * The refusal of a statement: `message` names what was found, `word` is the offending word as written (its first 80 characters),
 * `at` its offset in the text.
 */
export function refusal(rule: Rule, message: string, where: { word?: string; at?: number } = {}): Failure {
  const word = where.word === undefined ? {} : { word: shown(where.word) }
  const at = where.at === undefined ? {} : { at: where.at }
  return new Failure('REFUSED_BY_GUARD', message, { hint: hints[rule], detail: { rule, ...word, ...at } })
}
