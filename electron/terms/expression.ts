import type { Arithmetic, CompareOperator, Condition, Expression } from '../../shared/model/plan.ts'
import type { Cell, IsoDate, ValueKind } from '../../shared/model/value.ts'
import { expressionTokens, termInvalid, type ExpressionToken } from './expression-tokens.ts'

/** What the parser must know of the database: does this column exist, and how are both names spelled? */
export type ColumnResolver = (table: string, column: string) => { table: string; column: string } | null

const comparisons = new Set(['=', '!=', '<', '<=', '>', '>='])
const aggregates = { sum: 'sum', avg: 'avg', average: 'avg', min: 'min', max: 'max' } as const
const scalars = { abs: 'abs', coalesce: 'coalesce', round: 'round', nullif: 'nullif', lower: 'lower', upper: 'upper', trim: 'trim', length: 'length' } as const
const deepest = 60

/**
 * Reads the small expression language of glossaries (see shared/model/term.ts) into plan expressions whose `column.table` is a table's name.
 * A recursive-descent parser: or < and < not < comparison < sum < product < sign < atom. Fails with TERM_INVALID naming the place.
 */
class ExpressionParser {
  readonly #tokens: ExpressionToken[]
  readonly #source: string
  readonly #resolve: ColumnResolver
  readonly #asOf: IsoDate
  #at = 0
  #depth = 0

  constructor(source: string, resolve: ColumnResolver, asOf: IsoDate) {
    this.#source = source
    this.#tokens = expressionTokens(source)
    this.#resolve = resolve
    this.#asOf = asOf
  }

  whole<T>(read: () => T): T {
    const value = read()
    if (this.#at < this.#tokens.length) throw this.#wrong('the end')
    return value
  }

  condition(): Condition {
    return this.#nested(() => this.#chain('or', 'any', () => this.#chain('and', 'all', () => this.#negation())))
  }

  expression(): Expression {
    return this.#nested(() => this.#binary(['+', '-'], () => this.#binary(['*', '/'], () => this.#signed())))
  }

  #chain(word: string, kind: 'all' | 'any', read: () => Condition): Condition {
    const parts = [read()]
    while (this.#take(word)) parts.push(read())
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind, of: parts }
  }

  #negation(): Condition {
    return this.#take('not') ? { kind: 'not', of: this.#nested(() => this.#negation()) } : this.#test()
  }

  #test(): Condition {
    const start = this.#at
    if (this.#take('(')) {
      const grouped = this.#attempt(() => {
        const inner = this.condition()
        this.#expect(')')
        return inner
      })
      if (grouped !== null) return grouped
      this.#at = start
    }
    const of = this.expression()
    const operator = this.#peek()
    if (operator !== null && comparisons.has(operator)) {
      this.#at += 1
      return { kind: 'compare', operator: operator as CompareOperator, left: of, right: this.expression() }
    }
    if (this.#take('is')) {
      const negated = this.#take('not')
      this.#expect('null')
      return negated ? { kind: 'not', of: { kind: 'isNull', of } } : { kind: 'isNull', of }
    }
    const negated = this.#take('not')
    const test = this.#membership(of)
    return negated ? { kind: 'not', of: test } : test
  }

  #membership(of: Expression): Condition {
    if (this.#take('between')) {
      const low = this.expression()
      this.#expect('and')
      return { kind: 'between', of, low, high: this.expression() }
    }
    if (this.#take('like')) return { kind: 'text', match: 'like', of, pattern: this.#literalText() }
    if (this.#take('in')) {
      this.#expect('(')
      const items = this.#list(() => this.#literal())
      return { kind: 'in', of, values: items.map((item) => item.value), type: items[0]?.type ?? 'text' }
    }
    throw this.#wrong('a comparison')
  }

  #binary(operators: string[], read: () => Expression): Expression {
    let left = read()
    for (let operator = this.#peek(); operator !== null && operators.includes(operator); operator = this.#peek()) {
      this.#at += 1
      left = { kind: 'arithmetic', operator: operator as Arithmetic, left, right: read() }
    }
    return left
  }

  #signed(): Expression {
    if (!this.#take('-')) return this.#atom()
    const of = this.#nested(() => this.#signed())
    if (of.kind === 'literal' && typeof of.value === 'string') return { ...of, value: `-${of.value}` }
    return { kind: 'arithmetic', operator: '-', left: { kind: 'literal', value: '0', type: 'integer' }, right: of }
  }

  #atom(): Expression {
    const token = this.#tokens[this.#at]
    if (token === undefined) throw this.#wrong('a column, a number or a function')
    if (token.kind === 'number' || token.kind === 'text') return { kind: 'literal', ...this.#literal() }
    if (this.#take('(')) {
      const inner = this.expression()
      this.#expect(')')
      return inner
    }
    if (token.kind === 'symbol') throw this.#wrong('a column, a number or a function')
    this.#at += 1
    if (token.kind === 'word' && token.text.toLowerCase() === 'case') return this.#case()
    if (token.kind === 'word' && this.#take('(')) return this.#call(token)
    this.#expect('.')
    const column = this.#tokens[this.#at]
    if (column === undefined || (column.kind !== 'word' && column.kind !== 'quoted')) throw this.#wrong('a column name')
    this.#at += 1
    const found = this.#resolve(token.text, column.text)
    if (found === null) throw termInvalid(`There is no column ${token.text}.${column.text} in this database.`, this.#source, token.at)
    return { kind: 'column', ...found }
  }

  #call(name: ExpressionToken): Expression {
    const word = name.text.toLowerCase()
    if (word === 'count') return this.#count()
    if (word === 'as_of') {
      this.#expect(')')
      return { kind: 'literal', value: this.#asOf, type: 'date' }
    }
    const args = this.#list(() => this.expression())
    const [first, second] = args
    if (Object.hasOwn(aggregates, word) && first !== undefined && args.length === 1) return { kind: 'aggregate', name: aggregates[word as keyof typeof aggregates], of: first }
    if (word === 'days' && first !== undefined && second !== undefined && args.length === 2) return { kind: 'days', from: first, to: second }
    if (Object.hasOwn(scalars, word) && args.length > 0) return { kind: 'call', name: scalars[word as keyof typeof scalars], args }
    throw termInvalid(`“${name.text}” is not a function that a glossary may use here.`, this.#source, name.at)
  }

  #count(): Expression {
    if (this.#take('*')) {
      this.#expect(')')
      return { kind: 'aggregate', name: 'count', of: null }
    }
    const name = this.#take('distinct') ? 'countDistinct' : 'count'
    const of = this.expression()
    this.#expect(')')
    return { kind: 'aggregate', name, of }
  }

  #case(): Expression {
    const branches: { when: Condition; then: Expression }[] = []
    while (this.#take('when')) {
      const when = this.condition()
      this.#expect('then')
      branches.push({ when, then: this.expression() })
    }
    if (branches.length === 0) throw this.#wrong('when')
    const otherwise = this.#take('else') ? this.expression() : null
    this.#expect('end')
    return { kind: 'case', branches, otherwise }
  }

  #list<T>(read: () => T): T[] {
    const items = [read()]
    while (this.#take(',')) items.push(read())
    this.#expect(')')
    return items
  }

  #literal(): { value: Cell; type: ValueKind } {
    const negative = this.#take('-')
    const token = this.#tokens[this.#at]
    this.#at += 1
    if (token?.kind === 'number') return { value: `${negative ? '-' : ''}${token.text}`, type: token.text.includes('.') ? 'decimal' : 'integer' }
    if (token?.kind === 'text' && !negative) return { value: token.text, type: /^\d{4}-\d{2}-\d{2}$/.test(token.text) ? 'date' : 'text' }
    this.#at -= 1
    throw this.#wrong('a number or text in single quotes')
  }

  #literalText(): string {
    const { value, type } = this.#literal()
    if (type === 'text' && typeof value === 'string') return value
    throw this.#wrong('text in single quotes')
  }

  #peek(): string | null {
    const token = this.#tokens[this.#at]
    if (token === undefined || token.kind === 'text' || token.kind === 'quoted' || token.kind === 'number') return null
    return token.text.toLowerCase()
  }

  #take(text: string): boolean {
    if (this.#peek() !== text) return false
    this.#at += 1
    return true
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#wrong(`“${text}”`)
  }

  #attempt<T>(read: () => T): T | null {
    const depth = this.#depth
    try {
      return read()
    } catch {
      this.#depth = depth
      return null
    }
  }

  #nested<T>(read: () => T): T {
    this.#depth += 1
    if (this.#depth > deepest) throw termInvalid('This expression is nested too deeply.', this.#source)
    const value = read()
    this.#depth -= 1
    return value
  }

  #wrong(expected: string): Error {
    const token = this.#tokens[this.#at]
    return termInvalid(`In “${this.#source}”, expected ${expected} ${token === undefined ? 'at the end' : `before “${token.text}”`}.`, this.#source, token?.at)
  }
}

/** Reads a value: arithmetic over columns, or over aggregates of them. */
export function parseExpression(source: string, resolve: ColumnResolver, asOf: IsoDate): Expression {
  const parser = new ExpressionParser(source, resolve, asOf)
  return parser.whole(() => parser.expression())
}

/** Reads a test of a row. */
export function parseCondition(source: string, resolve: ColumnResolver, asOf: IsoDate): Condition {
  const parser = new ExpressionParser(source, resolve, asOf)
  return parser.whole(() => parser.condition())
}
