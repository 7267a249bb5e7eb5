import { lemma, stem } from './lemma.ts'
import { readNumber, type NumberRead } from './numbers.ts'

/** One word, figure, quoted span or mark of a question. Offsets are characters of the question, end exclusive. */
export type Token = {
  text: string
  lower: string
  lemma: string
  stem: string
  start: number
  end: number
  kind: 'word' | 'quoted' | 'mark'
  capital: boolean
}

/** A number that starts at a token; `tokens` says how many it takes. */
export type NumberAt = NumberRead & { at: number; tokens: number }

const quotes: Record<string, string> = { '"': '"', '“': '””"', '‘': '’‘\'', '`': '`\'', "'": "'’", '«': '»' }
const longestQuote = 200

/** Splits a question into tokens. Quoted spans are one token whose text is what is inside; "don't" is "do" and "not". */
export function tokenize(question: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < question.length) {
    const quoted = readQuoted(question, at)
    if (quoted !== null) {
      tokens.push(make(quoted.text, at, quoted.end, 'quoted'))
      at = quoted.end
      continue
    }
    const word = wordAt(question, at)
    if (word !== null) {
      pushWord(tokens, word, at)
      at += word.length
      continue
    }
    const character = question[at]!
    if (/[,;?.!:()]/.test(character)) tokens.push(make(character, at, at + 1, 'mark'))
    else if (character === '%') tokens.push(make(character, at, at + 1, 'word'))
    else if (/[<>=!&]/.test(character)) {
      const operator = /^(?:<=|>=|<>|!=|[<>=&])/.exec(question.slice(at))?.[0]
      if (operator !== undefined) {
        tokens.push(make(operator, at, at + operator.length, 'word'))
        at += operator.length - 1
      }
    }
    at += 1
  }
  return tokens
}

/** All numbers of a question, by the token they start at. */
export function numbersIn(tokens: readonly Token[]): NumberAt[] {
  const found: NumberAt[] = []
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]!.kind !== 'word') continue
    const words = tokens.slice(at, at + 8)
    const stop = words.findIndex((token) => token.kind !== 'word')
    const read = readNumber((stop < 0 ? words : words.slice(0, stop)).map((token) => token.lower))
    if (read === null) continue
    found.push({ ...read, at, tokens: read.words })
    at += read.words - 1
  }
  return found
}

const wordPattern = /[$€£]?[+-]?\d[\d,]*(?:\.\d+)?(?:%|[a-z]+)?(?![\w./:-]*\d)|[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*(?:[.@/:-](?=[\p{L}\p{N}])[\p{L}\p{M}\p{N}_]+)*(?:['’]\p{L}+)*|[$€£]?\d[\w.,/:-]*\d|\d/uy

function wordAt(question: string, at: number): string | null {
  wordPattern.lastIndex = at
  const found = wordPattern.exec(question)?.[0]
  return found === undefined ? null : found.replace(/,+$/, '')
}

function pushWord(tokens: Token[], word: string, start: number): void {
  const negated = /^(.+?)n['’]t$/i.exec(word)
  if (negated !== null) {
    const base = negated[1]!
    tokens.push(make(base.toLowerCase() === 'ca' ? 'can' : base, start, start + base.length, 'word'))
    tokens.push({ ...make('not', start + base.length, start + word.length, 'word') })
    return
  }
  const possessive = /^(.+?)['’](?:s|re|ve|ll|d|m)?$/i.exec(word)
  if (possessive !== null) {
    pushWord(tokens, possessive[1]!, start)
    return
  }
  const hyphenated = /^\p{L}{2,}(?:-\p{L}+)+$/u.test(word)
  if (!hyphenated) {
    tokens.push(make(word, start, start + word.length, 'word'))
    return
  }
  let offset = start
  for (const part of word.split('-')) {
    tokens.push(make(part, offset, offset + part.length, 'word'))
    offset += part.length + 1
  }
}

function make(text: string, start: number, end: number, kind: Token['kind']): Token {
  const plain = text.toLowerCase().replaceAll('’', "'")
  const lower = /^\p{L}-\p{L}+$/u.test(plain) ? plain.replace('-', '') : plain
  return { text, lower, lemma: lemma(lower), stem: stem(lower), start, end, kind, capital: /^\p{Lu}/u.test(text) }
}

function readQuoted(question: string, at: number): { text: string; end: number } | null {
  const open = question[at]!
  const close = Object.hasOwn(quotes, open) ? quotes[open] : undefined
  if (close === undefined) return null
  if ((open === "'" || open === '`') && at > 0 && /[\p{L}\p{N}]/u.test(question[at - 1]!)) return null
  const begin = question.startsWith(open, at + 1) && (open === "'" || open === '`') ? at + 2 : at + 1
  for (let end = begin; end < question.length && end - at < longestQuote; end++) {
    if (!close.includes(question[end]!)) continue
    const followed = question[end + 1] ?? ' '
    if (/[\p{L}\p{N}]/u.test(followed)) continue
    const text = question.slice(begin, end).trim()
    if (text === '') return null
    return { text, end: question.startsWith(question[end]!, end + 1) ? end + 2 : end + 1 }
  }
  return null
}
