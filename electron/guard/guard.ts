import type { Dialect } from '../../shared/model/value.ts'
import { familyOf } from './family.ts'
import type { Family } from './family.ts'
import { checkCall, checkTableCall } from './functions.ts'
import type { GuardedSql, Parameter } from './guarded.ts'
import { parse } from './grammar/parse.ts'
import { lex } from './lexical.ts'
import { print } from './print.ts'
import { refusal } from './refusal.ts'
import { checkRelation } from './relations.ts'
import { checkSizes } from './sizes.ts'
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
  check(tree, dialect, parameters.length)
  const text = print(tree)
  if (!readsBackAs(tree, text, family)) throw refusal('grammar', 'This query cannot be written down again without changing it.')
  return { text, parameters, dialect } as GuardedSql
}

/** Whether the printed text is cut into the very lexemes of the tree: nothing ran together, no literal changed. */
function readsBackAs(tree: Node, text: string, family: Family): boolean {
  const meant = [...tokensOf(tree)]
  const read = lex(text, family)
  return read.length === meant.length + 1 && meant.every((token, index) => token.kind === read[index]?.kind && token.value === read[index].value && token.text === read[index].text)
}

function check(tree: Node, dialect: Dialect, values: number): void {
  const family = familyOf(dialect)
  for (const node of nodesOf(tree)) {
    if (node.kind === 'relation' && node.path) checkRelation(node.path, family)
    if (node.kind === 'cte' && node.path) checkRelation(node.path, family)
    if (node.kind === 'call' && node.path) checkCall(node.path, dialect)
    if (node.kind === 'table-call' && node.path) checkTableCall(node.path, family)
  }
  checkSizes(tree, dialect)
  const marks = [...tokensOf(tree)].filter((token) => token.kind === 'placeholder').length
  if (marks !== values) throw refusal('placeholder', `The query has ${marks} question marks and ${values} values were given.`, { word: '?' })
}
