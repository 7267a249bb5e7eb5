import type { LanguageIndex } from '../index/language-index.ts'
import type { CueName, Cue } from '../lexicon.ts'
import { glueWords } from '../lexicon.ts'
import type { Token } from '../tokens/tokens.ts'
import type { AnyPiece, CuePiece } from './piece.ts'

/** All pieces found so far, by the token they start at. Constructions read it and return more pieces. */
export type Chart = { tokens: readonly Token[]; index: LanguageIndex; from: AnyPiece[][] }

/** A construction reads the chart and returns the pieces it can build; it never changes the chart. */
export type Construction = (chart: Chart) => AnyPiece[]

type Kind = AnyPiece['kind']
type OfKind<K extends Kind> = Extract<AnyPiece, { kind: K }>

/** The pieces of one kind that start at a token. */
export function startingAt<K extends Kind>(chart: Chart, at: number, kind: K): OfKind<K>[] {
  return (chart.from[at] ?? []).filter((piece): piece is OfKind<K> => piece.kind === kind)
}

/** All pieces of one kind, by start. */
export function all<K extends Kind>(chart: Chart, kind: K): OfKind<K>[] {
  return chart.from.flatMap((_, at) => startingAt(chart, at, kind))
}

/** A cue piece whose cue is known to be of one name. */
export type CueOf<N extends CueName> = Omit<CuePiece, 'cue'> & { cue: Extract<Cue, { cue: N }> }

/** The cues of one name that start at a token. */
export function cuesAt<N extends CueName>(chart: Chart, at: number, name: N): CueOf<N>[] {
  return startingAt(chart, at, 'cue').filter((piece) => piece.cue.cue === name) as CueOf<N>[]
}

/** All cues of one name. */
export function allCues<N extends CueName>(chart: Chart, name: N): CueOf<N>[] {
  return chart.from.flatMap((_, at) => cuesAt(chart, at, name))
}

/** The positions reached from `at` by skipping up to `most` words of a set, `at` itself first. */
export function past(chart: Chart, at: number, most = 3, words: ReadonlySet<string> = glueWords): number[] {
  const reached = [at]
  for (let next = at; next < chart.tokens.length && reached.length <= most && words.has(chart.tokens[next]!.lower) && chart.tokens[next]!.kind === 'word'; ) reached.push(++next)
  return reached
}

/** True when the token is one of the words. */
export const isWord = (chart: Chart, at: number, ...words: string[]): boolean => words.includes(chart.tokens[at]?.lower ?? '')

/** A chart of the given pieces. */
export function chartOf(tokens: readonly Token[], index: LanguageIndex, pieces: readonly AnyPiece[]): Chart {
  const chart: Chart = { tokens, index, from: tokens.map(() => []) }
  for (const piece of pieces) chart.from[piece.start]!.push(piece)
  return chart
}
