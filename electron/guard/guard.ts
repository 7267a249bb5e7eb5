import type { Dialect } from '../../shared/model/value.ts'
import { isSign, peek, unexpected } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { familyOf } from './family.ts'
import type { Family } from './family.ts'
import { checkCall, checkTableCall } from './functions.ts'
import type { GuardedSql, Parameter } from './guarded.ts'
import { lex } from './lexical.ts'
import { print } from './print.ts'
import { query, startsQuery } from './query.ts'
import { refusal } from './refusal.ts'
import { checkRelation } from './relations.ts'
import { nodesOf, tokensOf } from './tree.ts'
import type { Node } from './tree.ts'

/**
 * Lets one reading statement through: reads it with the dialect's grammar, checks every node, function and table against lists of what is allowed,
 * and prints it anew from the tree. Only what it prints may run. Pure and synchronous; a few hundred microseconds for an ordinary query.
 *
 * @param sql one SELECT, WITH … SELECT, VALUES or set operation, with `?` for each of `parameters`
 * @returns the statement to run. Throws a Failure REFUSED_BY_GUARD whose detail names the `rule` and, where there is one, the `word` and its offset `at`.
 */
export function guard(sql: string, dialect: Dialect, options: { parameters?: readonly Parameter[] } = {}): GuardedSql {
  const family = familyOf(dialect)
  const tree = parse(sql, family)
  const parameters = options.parameters ?? []
  check(tree, family, parameters.length)
  return { text: print(tree), parameters, dialect } as GuardedSql
}

/** Reads a statement into a tree. Fails with REFUSED_BY_GUARD where the grammar of reading statements ends. */
export function parse(sql: string, family: Family): Node {
  const cursor: Cursor = { family, tokens: lex(sql, family), at: 0, depth: 0 }
  const first = peek(cursor)
  if (first.kind === 'end') throw refusal('empty', 'There is no statement.')
  if (!startsQuery(cursor)) throw refusal('not-a-select', `A statement that starts with "${first.text.slice(0, 40)}" is not a SELECT.`, { word: first.text, at: first.at })
  const tree = query(cursor)
  finish(cursor)
  return tree
}

/** Only semicolons may follow. */
function finish(cursor: Cursor): void {
  const stopped = peek(cursor)
  if (stopped.kind !== 'end' && !isSign(cursor, ';')) throw unexpected(cursor)
  while (isSign(cursor, ';')) cursor.at += 1
  const second = peek(cursor)
  if (second.kind !== 'end') throw refusal('several-statements', `A second statement starts at "${second.text.slice(0, 40)}"; only one may run.`, { word: second.text, at: second.at })
}

function check(tree: Node, family: Family, values: number): void {
  for (const node of nodesOf(tree)) {
    if (node.kind === 'relation' && node.path) checkRelation(node.path, family)
    if (node.kind === 'cte' && node.path) checkRelation(node.path, family)
    if (node.kind === 'call' && node.path) checkCall(node.path, family)
    if (node.kind === 'table-call' && node.path) checkTableCall(node.path, family)
  }
  const marks = [...tokensOf(tree)].filter((token) => token.kind === 'placeholder').length
  if (marks !== values) throw refusal('placeholder', `The query has ${marks} question marks and ${values} values were given.`, { word: '?' })
}
