import type { IsoDate } from '../../shared/model/value.ts'
import { candidatesOf } from './candidates.ts'
import { featuresOf } from './ranking/features.ts'
import type { LanguageIndex } from './index/language-index.ts'
import { planOf } from './meaning/plan.ts'
import { scoreOf } from './ranking/rank.ts'
import { clauseOdds, shippedModel } from './ranking/signature.ts'
import { stopWords } from './lexicon.ts'
import { tokenize } from './tokens/tokens.ts'
import type { Reading, Understanding } from './understanding.ts'

const planned = 60

/**
 * Understands a question about one database: ranked plans, one clarifying question, or a refusal that names the words it does not know.
 * Pure and deterministic; no network, no model, milliseconds. Relative periods count from `asOf`.
 */
export function understand(question: string, index: LanguageIndex, options: { asOf: IsoDate; calendar?: 'calendar' | 'fiscal'; top?: number }): Understanding {
  const tokens = tokenize(question)
  const odds = clauseOdds(tokens, shippedModel)
  const ranked = candidatesOf(tokens, index, { asOf: options.asOf, fiscalYearStart: index.catalog.fiscalYearStart, calendar: options.calendar ?? 'calendar' })
    .map((candidate) => ({ candidate, features: featuresOf(candidate, tokens, odds, index) }))
    .map((item) => ({ ...item, score: scoreOf(item.features) }))
    .sort((left, right) => right.score - left.score)
    .slice(0, planned)
  const readings: Reading[] = []
  const seen = new Set<string>()
  for (const { candidate, features, score } of ranked) {
    const plan = planOf(candidate.frame, index, options.asOf)
    if (plan === null) continue
    const key = JSON.stringify(plan)
    if (seen.has(key)) continue
    seen.add(key)
    const ignoredWords = candidate.cover.skipped.map((at) => tokens[at]!).filter((token) => token.kind !== 'mark' && !stopWords.has(token.lower)).map(({ text, start, end }) => ({ text, start, end }))
    const trace = candidate.cover.pieces.map((piece) => ({ text: question.slice(tokens[piece.start]!.start, tokens[piece.end - 1]!.end), start: tokens[piece.start]!.start, end: tokens[piece.end - 1]!.end, means: piece.kind }))
    readings.push({ plan, confidence: 0, score, ignoredWords, assumed: candidate.frame.notes, trace, features })
  }
  readings.sort((left, right) => right.score - left.score)
  const best = readings.slice(0, options.top ?? 3)
  if (best.length === 0) return { outcome: 'refused', readings: [], unknownWords: [] }
  return { outcome: 'answered', readings: best, unknownWords: [] }
}
