import { tokenize, type Token } from '../tokens/tokens.ts'

/** Tokens as one line of lower-case words, in which phrases are found by pattern. `starts` is where each token begins. */
export type Line = { tokens: readonly Token[]; text: string; starts: readonly number[] }

/** A phrase that was found: its named groups as tokens, and where it stands in the list of tokens. */
export type Found = { start: number; end: number; text: string; group: (name: string) => Token[] }

export function lineOf(tokens: readonly Token[]): Line {
  const starts: number[] = []
  let text = ''
  for (const token of tokens) {
    starts.push(text.length)
    text += `${token.kind === 'quoted' ? '§' : token.lower} `
  }
  return { tokens, text, starts }
}

/** The first place where a pattern fits whole words; the pattern needs the flags "d" and "u". */
export function find(line: Line, pattern: RegExp): Found | null {
  const match = pattern.exec(line.text)
  const whole = match?.indices?.[0]
  if (match === null || whole === undefined || match[0].trim() === '') return null
  const within = ([from, until]: [number, number]): [number, number] => {
    const first = line.starts.findIndex((start) => start >= from)
    const after = line.starts.findIndex((start) => start >= until)
    return [first < 0 ? line.tokens.length : first, after < 0 ? line.tokens.length : after]
  }
  const [start, end] = within(whole)
  const groups = match.indices?.groups ?? {}
  return {
    start, end, text: match[0].trim(),
    group: (name) => {
      const place = groups[name]
      return place === undefined ? [] : line.tokens.slice(...within(place))
    },
  }
}

/** The line without a phrase; other words may stand in its place. */
export function without(line: Line, { start, end }: Pick<Found, 'start' | 'end'>, instead: readonly Token[] = []): Line {
  return lineOf([...line.tokens.slice(0, start), ...instead, ...line.tokens.slice(end)])
}

/** Words that were not said, at the place of those they stand for. */
export function wordsAt(text: string, place: Token | undefined): Token[] {
  return tokenize(text).map((token) => ({ ...token, start: place?.start ?? 0, end: place?.end ?? 0 }))
}
