import { accept, acceptOneOf, expect, isNext, isOneOf, isSign, peek, take, unexpected } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { call } from './call.ts'
import { alias, columnNames, name, path } from './names.ts'
import { deeper, expression, query, separated, startsQuery } from './rules.ts'
import { refusal, shown } from '../refusal.ts'
import type { Node, Part } from '../tree.ts'

/** `FROM a, b JOIN c ON …` */
export function from(cursor: Cursor): Part[] {
  return [...accept(cursor, 'FROM'), ...separated(cursor, () => [joined(cursor)])]
}

const joinWords = ['NATURAL', 'INNER', 'CROSS', 'LEFT', 'RIGHT', 'FULL', 'OUTER', 'JOIN']
const duckdbJoinWords = [...joinWords, 'SEMI', 'ANTI', 'ASOF', 'POSITIONAL']

function joined(cursor: Cursor): Node {
  const parts: Part[] = [...source(cursor)]
  const words = cursor.family === 'duckdb' ? duckdbJoinWords : cursor.family === 'mysql' ? [...joinWords, 'STRAIGHT_JOIN'] : joinWords
  for (;;) {
    if (isOneOf(cursor, words)) {
      const straight = isNext(cursor, 'STRAIGHT_JOIN')
      while (isOneOf(cursor, words) && !isNext(cursor, 'JOIN')) parts.push(...acceptOneOf(cursor, words))
      parts.push(...(straight ? [] : expect(cursor, 'JOIN')), ...source(cursor))
    } else if (isNext(cursor, 'ON')) parts.push(...accept(cursor, 'ON'), expression(cursor))
    else if (isNext(cursor, 'USING', '(')) parts.push(...accept(cursor, 'USING'), ...columnNames(cursor))
    else return { kind: 'join', parts }
  }
}

/** A table, a sub-query or joins in brackets. */
function source(cursor: Cursor): Part[] {
  const lateral = cursor.family === 'sqlite' ? [] : accept(cursor, 'LATERAL')
  if (isNext(cursor, '(')) {
    if (startsQuery(cursor) && !bracketHoldsJoin(cursor)) {
      const parts = [...lateral, ...expect(cursor, '('), query(cursor), ...expect(cursor, ')'), ...alias(cursor)]
      return [{ kind: 'derived', parts: [...parts, ...columnNames(cursor)] }]
    }
    return [...expect(cursor, '('), ...deeper(cursor, () => separated(cursor, () => [joined(cursor)])), ...expect(cursor, ')'), ...alias(cursor)]
  }
  if (peek(cursor).kind === 'string') throw refusal('file', `${shown(peek(cursor).text)} in FROM would read a file, not a table.`, { word: peek(cursor).value, at: peek(cursor).at })
  if (!['word', 'name'].includes(peek(cursor).kind)) throw unexpected(cursor, 'a table was expected')
  if (isSign(cursor, '(', 1)) return [tableCall(cursor)]
  const dotted = path(cursor)
  if (isNext(cursor, '(')) throw refusal('table-function', `"${shown(dotted.map((token) => token.text).join(''))}(…)" in FROM is a function, not a table.`, { word: dotted.at(-1)?.text ?? '', at: peek(cursor).at })
  const parts: Part[] = [{ kind: 'relation', parts: dotted, path: dotted }, ...alias(cursor)]
  return [...parts, ...(cursor.family === 'duckdb' ? columnNames(cursor) : []), ...indexes(cursor)]
}

/** Whether the brackets that open here hold `(SELECT …) JOIN …` rather than one query. */
function bracketHoldsJoin(cursor: Cursor): boolean {
  if (!isSign(cursor, '(', 1)) return false
  let open = 0
  for (let ahead = 1; peek(cursor, ahead).kind !== 'end'; ahead += 1) {
    const { kind, value } = peek(cursor, ahead)
    if (kind === 'symbol' && value === '(') open += 1
    if (kind === 'symbol' && value === ')') open -= 1
    if (open === 0) return ![')', 'UNION', 'INTERSECT', 'EXCEPT', 'ORDER', 'LIMIT', 'OFFSET', 'FETCH'].includes(peek(cursor, ahead + 1).value)
  }
  return false
}

function tableCall(cursor: Cursor): Node {
  const called = take(cursor)
  const parts: Part[] = [...call(cursor, [called]).parts, ...accept(cursor, 'WITH', 'ORDINALITY'), ...alias(cursor)]
  return { kind: 'table-call', parts: [...parts, ...columnNames(cursor)], path: [called] }
}

/** SQLite's INDEXED BY and MySQL's index hints; they change the speed, not the rows. */
function indexes(cursor: Cursor): Part[] {
  if (cursor.family === 'sqlite') {
    if (isNext(cursor, 'INDEXED', 'BY')) return [...accept(cursor, 'INDEXED', 'BY'), name(cursor)]
    return accept(cursor, 'NOT', 'INDEXED')
  }
  if (cursor.family !== 'mysql' || !isOneOf(cursor, ['USE', 'FORCE', 'IGNORE'])) return []
  return [...acceptOneOf(cursor, ['USE', 'FORCE', 'IGNORE']), ...expect(cursor, 'INDEX'), ...columnNames(cursor)]
}
