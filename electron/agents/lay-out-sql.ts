import type { GuardedSql } from '../guard/guarded.ts'
import { familyOf } from '../guard/family.ts'
import { parse } from '../guard/grammar/parse.ts'
import { tokensOf } from '../guard/tree.ts'

const clauses = new Set(['SELECT', 'FROM', 'WHERE', 'GROUP', 'HAVING', 'WINDOW', 'ORDER', 'LIMIT', 'UNION', 'INTERSECT', 'EXCEPT'])
const joins = new Set(['NATURAL', 'LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS', 'OUTER', 'JOIN', 'STRAIGHT_JOIN'])

/** A statement that passed the guard, with a line for each clause and join. Only spaces between its words become line breaks. */
export function layOutSql({ text, dialect }: GuardedSql): string {
  const tokens = [...tokensOf(parse(text, familyOf(dialect)))]
  const breaks: number[] = []
  let depth = 0
  for (const [index, token] of tokens.entries()) {
    if (token.text === '(') depth += 1
    if (token.text === ')') depth -= 1
    if (depth > 0 || token.kind !== 'word' || tokens[index + 1]?.text === '(') continue
    const begins = clauses.has(token.value) || (joins.has(token.value) && !joins.has(tokens[index - 1]?.value ?? ''))
    if (begins && text[token.at - 1] === ' ') breaks.push(token.at - 1)
  }
  return breaks.reduceRight((laid, at) => `${laid.slice(0, at)}\n${laid.slice(at + 1)}`, text)
}
