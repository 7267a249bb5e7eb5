import type { PeriodPiece } from '../grammar/piece.ts'
import { readPeriod, type Clock } from '../periods/read-period.ts'
import type { Token } from '../tokens/tokens.ts'

const longest = 8

/** Every period of time the words name, the longest reading at each token. A month's name in lower case ("may") counts only before a year. */
export function periodsIn(tokens: readonly Token[], clock: Clock): PeriodPiece[] {
  const found: PeriodPiece[] = []
  for (const [start, token] of tokens.entries()) {
    if (token.kind === 'mark') continue
    const words = tokens.slice(start, start + longest).map((other) => other.lower)
    const read = readPeriod(words, clock)
    if (read === null || (token.kind === 'quoted' && read.words > 1)) continue
    if (token.lower === 'may' && read.words === 1 && !token.capital) continue
    const bare = read.words === 1 && read.period.year !== null
    found.push({ kind: 'period', start, end: start + read.words, period: read.period, score: (bare ? 0.7 : 1.1) + 0.6 * (read.words - 1) })
  }
  return found
}
