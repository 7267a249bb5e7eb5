import { Failure } from '../../shared/model/failure.ts'

export type ExpressionToken = { kind: 'word' | 'number' | 'text' | 'symbol' | 'quoted'; text: string; at: number }

/** One failure for everything that can be wrong with what a user wrote in a glossary. */
export function termInvalid(message: string, source: string, at?: number): Failure {
  return new Failure('TERM_INVALID', message, {
    hint: 'Write columns as table.column, text in single quotes, and one of: + - * / = != < <= > >= and or not in between like is null case sum avg min max count abs coalesce round days as_of.',
    detail: { source, at },
  })
}

const pattern = /\s+|(?<number>\d+(?:\.\d+)?)|'(?<text>(?:[^']|'')*)'|"(?<quoted>(?:[^"]|"")+)"|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<symbol><=|>=|!=|<>|[-+*/=<>(),.])/gyu

const longest = 4_000

/** Splits an expression into tokens; words keep their spelling. Fails with TERM_INVALID at the first character that belongs to none. */
export function expressionTokens(source: string): ExpressionToken[] {
  if (source.length > longest) throw termInvalid('This expression is longer than 4,000 characters.', source.slice(0, 80))
  const tokens: ExpressionToken[] = []
  pattern.lastIndex = 0
  for (let at = 0; at < source.length; at = pattern.lastIndex) {
    pattern.lastIndex = at
    const match = pattern.exec(source)
    if (match === null) throw termInvalid(`“${source.slice(at, at + 12)}” cannot be read in the expression “${source}”.`, source, at)
    const { number, text, quoted, word, symbol } = match.groups ?? {}
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at })
    else if (text !== undefined) tokens.push({ kind: 'text', text: text.replaceAll("''", "'"), at })
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted.replaceAll('""', '"'), at })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at })
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol === '<>' ? '!=' : symbol, at })
  }
  return tokens
}
