import signatureFile from '../../../resources/language/signature.json' with { type: 'json' }
import type { Token } from '../tokens/tokens.ts'
import { shapeNames, type ShapeName } from './shape.ts'

/** A linear model per clause over word n-grams, with names and values masked. Weights are whole twentieths, one for each of `clauses`. */
export type Signature = { words: string[]; clauses: string[]; bias: number[]; ngrams: Record<string, number[]> }

/** A signature ready for use: weights by n-gram, in the order of `shapeNames`. */
export type ClauseModel = { known: ReadonlySet<string>; bias: readonly number[]; ngrams: ReadonlyMap<string, readonly number[]> }

const unit = 20

/** Prepares a signature. */
export function clauseModel({ words, clauses, bias, ngrams }: Signature): ClauseModel {
  const ordered = (weights: readonly number[]) => shapeNames.map((name) => (weights[clauses.indexOf(name)] ?? 0) / unit)
  return { known: new Set(words), bias: ordered(bias), ngrams: new Map(Object.entries(ngrams).map(([ngram, weights]) => [ngram, ordered(weights)])) }
}

/** A weight as a signature keeps it. */
export const inUnits = (weight: number): number => Math.round(weight * unit)

/** The signature that ships. */
export const shippedModel: ClauseModel = clauseModel(signatureFile)

/** The question as the model sees it: known words, "#" for numbers, '"' for quotes, "x" for runs of anything else. */
export function maskedWords(tokens: readonly Token[], known: ReadonlySet<string>): string[] {
  const masked: string[] = ['^']
  for (const token of tokens) {
    const word = token.kind === 'quoted' ? '"' : /^[$€£]?\d/.test(token.lower) ? '#' : known.has(token.lower) ? token.lower : token.capital && masked.length > 1 ? 'X' : 'x'
    if (token.kind === 'mark' && token.text !== ',') continue
    if ((word === 'x' || word === 'X') && masked.at(-1) === word) continue
    masked.push(word)
  }
  masked.push('$')
  return masked
}

/** All n-grams of one to three masked words, each once. */
export function ngramsOf(masked: readonly string[]): string[] {
  const found = new Set<string>()
  for (let at = 0; at < masked.length; at++) {
    for (let size = 1; size <= 3 && at + size <= masked.length; size++) found.add(masked.slice(at, at + size).join(' '))
  }
  return [...found]
}

/** How likely each clause is, as log odds, from the words alone. */
export function clauseOdds(tokens: readonly Token[], model: ClauseModel): Map<ShapeName, number> {
  const ngrams = ngramsOf(maskedWords(tokens, model.known))
  const odds = [...model.bias]
  for (const ngram of ngrams) model.ngrams.get(ngram)?.forEach((weight, at) => (odds[at]! += weight))
  return new Map(shapeNames.map((name, at) => [name, odds[at]!]))
}

/** The log of the probability that a clause is there, or is not. */
export const logProbability = (odds: number, there: boolean): number => -Math.log1p(Math.exp(Math.max(-30, Math.min(30, there ? -odds : odds))))
