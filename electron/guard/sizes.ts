import { familyOf, type Family } from './family.ts'
import type { Dialect } from '../../shared/model/value.ts'
import { namesOf } from './grammar/names.ts'
import { refusal, shown } from './refusal.ts'
import { isToken, nodesOf } from './tree.ts'
import type { Node, Part, Token } from './tree.ts'

/** The longest result that a number in a statement may ask for, and the most that all its REPEATs together may multiply. */
export const sizes = { each: 10_000, together: 1_000_000 }

/** Functions that make a result as long as a number says, and which of their arguments it is. */
const sized: Record<Family, ReadonlyMap<string, number>> = {
  mysql: new Map([['repeat', 1], ['space', 0], ['lpad', 1], ['rpad', 1]]),
  sqlite: new Map(),
  duckdb: new Map([['repeat', 1], ['lpad', 1], ['rpad', 1], ['bar', 3], ['bitstring', 1], ['to_base', 2]]),
}

/** Functions whose first argument is a text that may hold widths, and what in such a text sets a width or leaves it to a value (`*`, `{}`). */
const formatting: Record<Family, ReadonlyMap<string, RegExp>> = {
  mysql: new Map(),
  sqlite: new Map(['printf', 'format'].map((name) => [name, /%[^a-zA-Z%]*/g])),
  duckdb: new Map([['printf', /%[^a-zA-Z%]*/g], ['format', /\{[^}]*/g]]),
}

/** Refuses what asks for a result of more than 10,000 characters by a number, or by one that is not written in the statement. */
export function checkSizes(tree: Node, dialect: Dialect): void {
  const family = familyOf(dialect)
  let together = 1
  for (const node of nodesOf(tree)) {
    if (node.kind === 'type') checkType(node)
    for (const [at, part] of node.parts.entries()) {
      if (isToken(part) || part.kind !== 'call' || !part.path) continue
      together *= checkCall(part, part.path, family, isSign(node.parts[at - 1], '.'))
      if (together > sizes.together) throw refusal('size', `The REPEATs of this query multiply to more than ${counted(sizes.together)} copies.`, { word: 'REPEAT', at: part.path[0]?.at ?? 0 })
    }
  }
}

/** Checks one call; gives by how much it multiplies what it is given. `behindDot` says that its first argument stands before it. */
function checkCall(call: Node, path: readonly Token[], family: Family, behindDot: boolean): number {
  const called = namesOf(path).at(-1)
  const name = called?.value.toLowerCase() ?? ''
  const where = { word: called?.text ?? '', at: called?.at ?? 0 }
  const [place, spec] = [sized[family].get(name), formatting[family].get(name)]
  if (place === undefined && spec === undefined) return 1
  if (behindDot || path.length > 1) throw refusal('size', `${shown(where.word)} behind a dot is not understood here; write it with all its values in the brackets.`, where)
  const given = argumentsOf(call)
  if (spec) checkFormat(given[0], spec, where)
  const size = place === undefined || (given.length <= place && place > 1) ? 1 : numberIn(given[place])
  if (size === null) throw refusal('size', `How long ${shown(where.word)} makes its result is not written in the query as a number.`, where)
  checkSize(size, shown(where.word), where)
  return name === 'repeat' ? Math.max(size, 1) : 1
}

function checkFormat(format: readonly Part[] | undefined, spec: RegExp, where: { word: string; at: number }): void {
  const [only] = tokensIn(format)
  if (only?.kind !== 'string' || tokensIn(format).length !== 1) throw refusal('size', `The format of ${shown(where.word)} is not written in the query as a text.`, where)
  for (const [width] of only.value.matchAll(spec)) {
    if (/\*|.\{/.test(width)) throw refusal('size', `The format of ${shown(where.word)} takes a width from a value.`, where)
    for (const [digits] of width.matchAll(/\d+/g)) checkSize(Number(digits), shown(where.word), where)
  }
}

/** `INTEGER[1000][1000]` and `BINARY(1000000)` are filled up to that size. */
function checkType(type: Node): void {
  const tokens = tokensIn(type.parts)
  const [first] = tokens
  const lengths = tokens.filter((token, at) => token.kind === 'number' && (isSign(tokens[at - 1], '[') || first?.value === 'BINARY')).map(({ value }) => Number(value))
  checkSize(lengths.reduce((product, length) => product * length, 1), shown(first?.text ?? ''), { word: first?.text ?? '', at: first?.at ?? 0 })
}

function checkSize(size: number, word: string, where: { word: string; at: number }): void {
  if (size > sizes.each) throw refusal('size', `${word} asks for ${counted(size)} characters or values; the most is ${counted(sizes.each)}.`, where)
}

const counted = (count: number): string => count.toLocaleString('en')
const isSign = (part: Part | undefined, sign: string): boolean => part !== undefined && isToken(part) && part.kind === 'symbol' && part.value === sign

/** What stands between the brackets of a call, cut at its commas. */
function argumentsOf(call: Node): Part[][] {
  const open = call.parts.findIndex((part) => isSign(part, '('))
  const close = call.parts.findIndex((part) => isSign(part, ')'))
  const lists: Part[][] = [[]]
  for (const part of call.parts.slice(open + 1, close)) {
    if (isSign(part, ',')) lists.push([])
    else lists.at(-1)?.push(part)
  }
  return lists
}

/** The lexemes of an argument, of its one expression or of a type, with those of nested types; none where a node of another kind stands among them. */
function tokensIn(parts: readonly Part[] = []): Token[] {
  return parts.flatMap((part) => {
    if (isToken(part)) return [part]
    return part.kind === 'type' || (part.kind === 'operation' && parts.length === 1) ? tokensIn(part.parts) : []
  })
}

/** The number that an argument is, without its sign; null where it is anything but a literal. */
function numberIn(argument: readonly Part[] | undefined): number | null {
  const [only] = argument ?? []
  const parts = argument?.length === 1 && only && !isToken(only) && only.kind === 'operation' ? only.parts : (argument ?? [])
  const number = parts.at(-1)
  const signs = parts.slice(0, -1)
  if (!number || !isToken(number) || number.kind !== 'number' || !signs.every((sign) => isSign(sign, '-') || isSign(sign, '+'))) return null
  return Number(number.value)
}
