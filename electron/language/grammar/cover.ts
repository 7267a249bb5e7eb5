import { stopWords } from '../lexicon.ts'
import type { Token } from '../tokens/tokens.ts'
import type { Chart } from './chart.ts'
import type { AnyPiece, CuePiece } from './piece.ts'

/** One way to read the whole question: pieces in order, and the tokens no piece took. */
export type Cover = { pieces: AnyPiece[]; skipped: number[]; score: number }

/** `gist` says which pieces of weight a path took: paths that differ in small words alone are one. */
type Path = { score: number; piece: AnyPiece | null; before: Path | null; at: number; gist: string }

/** The best covers of the question, best first: pieces that do not overlap, words left out at a cost. Bounded by `width` per position. */
export function covers(chart: Chart, width: number): Cover[] {
  const count = chart.tokens.length
  const beams: Path[][] = Array.from({ length: count + 1 }, () => [])
  beams[0]!.push({ score: 0, piece: null, before: null, at: 0, gist: '' })
  for (let at = 0; at < count; at++) {
    const beam = bestOf(beams[at]!, width)
    for (const path of beam) {
      beams[at + 1]!.push({ score: path.score - skipCost(chart.tokens[at]!), piece: null, before: path, at: at + 1, gist: path.gist })
      for (const piece of chart.from[at]!) {
        if (!standsAlone(piece)) continue
        beams[piece.end]!.push({ score: path.score + piece.score, piece, before: path, at: piece.end, gist: path.gist + gistOf(piece, chart.tokens) })
      }
    }
  }
  return bestOf(beams[count]!, width).map(unwind)
}

function bestOf(paths: Path[], width: number): Path[] {
  const kept = new Map<string, Path>()
  for (const path of paths.sort((left, right) => right.score - left.score)) {
    if (kept.size === width) break
    if (!kept.has(path.gist)) kept.set(path.gist, path)
  }
  return [...kept.values()]
}

const small = new Set(['ask', 'whose', 'and', 'chart', 'times'])

const articles = new Set(['the', 'a', 'an'])

function gistOf(piece: AnyPiece, tokens: readonly Token[]): string {
  const first = piece.start + (piece.end > piece.start + 1 && articles.has(tokens[piece.start]!.lower) ? 1 : 0)
  const place = `${first}-${piece.end}`
  switch (piece.kind) {
    case 'cue': return cueGist(piece, first, place)
    case 'measure': return `${piece.names.join('+')}${piece.also?.length ?? 0}${piece.spread === true ? 'spread' : ''}${place};`
    case 'superlative': return `${piece.direction}${piece.rank}${piece.aggregate ?? ''}${piece.counted}${piece.often}${piece.adjective === null}${piece.of === null}${piece.entity === null}${piece.within === undefined}${piece.grain ?? ''}${place};`
    case 'condition': return `${piece.test.kind}${piece.aggregate ?? ''}${piece.of?.start ?? ''}${piece.adjective === null}${piece.test.kind === 'compare' ? piece.test.operand.kind : ''}${place};`
    case 'group': return `group${piece.grain ?? ''}${piece.fiscal === true ? 'fiscal' : ''}${piece.weak}${piece.of.length}${place};`
    case 'formula': return `formula${piece.operator}${piece.name ?? ''}${piece.left.end}${place};`
    case 'noun': return `noun${piece.full === true ? 'full' : piece.title === true ? 'title' : ''}${piece.count ?? ''}${place};`
    default: return `${piece.kind}${place};`
  }
}

/** "not", "not have" and "do not have" say the same, as do "number" and "number of". */
function cueGist({ cue }: CuePiece, first: number, place: string): string {
  if (small.has(cue.cue)) return ''
  if (cue.cue === 'negation' || cue.cue === 'except') return 'negation;'
  return cue.cue === 'aggregate' ? `${cue.name}${first};` : `${cue.cue}${place};`
}

/** Bare numbers and cues that mean nothing alone are only taken as parts of other pieces. */
function standsAlone(piece: AnyPiece): boolean {
  if (piece.kind === 'cue' && piece.cue.cue === 'arithmetic') return piece.cue.operator !== '*'
  if (piece.kind !== 'cue') return piece.kind !== 'quoted' && piece.kind !== 'number'
  return ['ask', 'distinct', 'negation', 'except', 'both', 'either', 'and', 'star', 'whose', 'times', 'aggregate', 'often', 'each', 'share', 'running', 'versus', 'changed', 'ratio', 'chart'].includes(piece.cue.cue)
}

function skipCost(token: Token): number {
  if (token.kind === 'mark') return 0
  if (token.kind === 'quoted') return 2.5
  if (/^\d/.test(token.lower)) return 1.5
  if (stopWords.has(token.lower)) return 0.03
  return token.capital ? 0.7 : 0.45
}

function unwind(last: Path): Cover {
  const pieces: AnyPiece[] = []
  const skipped: number[] = []
  for (let path: Path | null = last; path?.before != null; path = path.before) {
    if (path.piece === null) skipped.push(path.at - 1)
    else pieces.push(path.piece)
  }
  return { pieces: pieces.reverse(), skipped: skipped.reverse(), score: last.score }
}
