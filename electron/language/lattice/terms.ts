import type { LanguageIndex } from '../index/language-index.ts'
import { relatingVerbs } from '../lexicon.ts'
import { pronouns } from './nouns.ts'
import type { AnyPiece, Target } from '../grammar/piece.ts'
import type { Token } from '../tokens/tokens.ts'

const longestSpan = 6

/** Phrases of the vocabulary by their lemmas and stems, and what each stands for. */
export function termsIn(tokens: readonly Token[], index: LanguageIndex): AnyPiece[] {
  if (index.terms.size === 0) return []
  const found: AnyPiece[] = []
  for (let start = 0; start < tokens.length; start++) {
    for (let end = start + 1; end <= Math.min(tokens.length, start + longestSpan); end++) {
      const span = tokens.slice(start, end)
      if (span.some((token) => token.kind !== 'word')) break
      const exact = index.terms.get(span.map((token) => token.lemma).join(' '))
      const entries = exact ?? index.terms.get(span.map((token) => token.stem).join(' ')) ?? []
      // "Did we pay" is not about pay.
      const done = span.length === 1 && relatingVerbs.has(span[0]!.lower) && pronouns.has(tokens[start - 1]?.lower ?? '')
      const quality = exact === undefined ? 0.85 : 1.06
      const targets: Target[] = []
      const filters: number[] = []
      for (const entry of entries) {
        if (entry.kind === 'metric') targets.push({ kind: 'metric', at: entry.metric, score: quality })
        else if (entry.kind === 'table') targets.push({ kind: 'table', at: entry.table, score: quality })
        else if (entry.kind === 'column' && !done) targets.push({ kind: 'column', at: entry.column, score: quality + 0.1 })
        else if (entry.kind === 'filter') filters.push(entry.term)
        else if (entry.kind === 'value') found.push({ kind: 'value', start, end, text: span.map((token) => token.text).join(' '), whole: true, score: 1.3 * span.length, hits: [{ column: entry.column, value: entry.value, score: 1.1 }] })
      }
      const score = quality * span.length + 0.3 + 0.6 * (span.length - 1)
      if (targets.length > 0) found.push({ kind: 'noun', start, end, targets, score })
      if (filters.length > 0) found.push({ kind: 'filter', start, end, terms: filters, score })
    }
  }
  return [...found, ...secondHalves(tokens, index)]
}

const comparing = new Set(['vs', 'vs.', 'versus', 'against'])
const compared = new Set(['compared', 'compare', 'comparing', 'comparison'])
const halving = new Set(['to', 'with', 'and'])
const longestHalf = 3

/**
 * A metric that is named in two halves: in "revenue by month against budget" the last word means "revenue budget", where there is such a metric.
 * It fits better than a metric that is called by the half alone.
 */
function secondHalves(tokens: readonly Token[], index: LanguageIndex): AnyPiece[] {
  const found: AnyPiece[] = []
  const metricsOf = (words: readonly Token[]): number[] => (index.terms.get(words.map(({ lemma }) => lemma).join(' ')) ?? []).flatMap((entry) => (entry.kind === 'metric' ? [entry.metric] : []))
  const firsts = tokens.flatMap((_, from) => Array.from({ length: longestHalf }, (_none, more) => tokens.slice(from, from + more + 1)).filter((words) => metricsOf(words).length > 0).map((words) => ({ until: from + words.length, words })))
  const asksToCompare = tokens.findIndex(({ lower }) => compared.has(lower))
  for (let start = 1; start < tokens.length; start++) {
    const cue = tokens[start - 1]!.lower
    if (!comparing.has(cue) && !(halving.has(cue) && asksToCompare >= 0 && asksToCompare < start - 1)) continue
    for (let end = start + 1; end <= Math.min(tokens.length, start + longestHalf); end++) {
      for (const { words } of firsts.filter(({ until }) => until < start)) {
        const whole = [...words, ...tokens.slice(start, end)]
        const targets = metricsOf(whole).map((at): Target => ({ kind: 'metric', at, score: 1.06 }))
        if (targets.length > 0) found.push({ kind: 'noun', start, end, targets, score: 1.06 * whole.length + 0.3 + 0.6 * (whole.length - 1) })
      }
    }
  }
  return found
}
