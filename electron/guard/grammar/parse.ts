import type { Family } from '../family.ts'
import { lex } from '../lexical.ts'
import { refusal, shown } from '../refusal.ts'
import type { Node } from '../tree.ts'
import { isSign, peek, unexpected } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { readExpression } from './expression.ts'
import { readQuery } from './query.ts'
import { query, startsQuery } from './rules.ts'

/** Reads a statement into a tree. Fails with REFUSED_BY_GUARD where the grammar of reading statements ends. */
export function parse(sql: string, family: Family): Node {
  const cursor: Cursor = { family, tokens: lex(sql, family), rules: { query: readQuery, expression: readExpression }, at: 0, depth: 0, queries: 0 }
  const first = peek(cursor)
  if (first.kind === 'end') throw refusal('empty', 'There is no statement.')
  if (!startsQuery(cursor)) throw refusal('not-a-select', `A statement that starts with "${shown(first.text)}" is not a SELECT.`, { word: first.text, at: first.at })
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
  if (second.kind !== 'end') throw refusal('several-statements', `A second statement starts at "${shown(second.text)}"; only one may run.`, { word: second.text, at: second.at })
}
