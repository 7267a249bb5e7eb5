import type { LanguageIndex } from '../index/language-index.ts'
import type { ValueHit } from '../index/values.ts'
import type { Quoted, Value } from '../grammar/piece.ts'
import { cueWords, otherNames, stopWords } from '../lexicon.ts'
import { folded, valueWords } from '../tokens/folded.ts'
import type { Token } from '../tokens/tokens.ts'
import { directionBefore, directionOf, type Direction } from './directions.ts'

const longestSpan = 6
const mostHits = 24

/** Every span that is a value of some column, whole or in part; quoted spans also as literal text. */
export function valuesIn(tokens: readonly Token[], index: LanguageIndex): (Value | Quoted)[] {
  const found: (Value | Quoted)[] = []
  for (let start = 0; start < tokens.length; start++) {
    const token = tokens[start]!
    if (token.kind === 'quoted') {
      found.push({ kind: 'quoted', start, end: start + 1, score: 0.6, text: token.text })
      const value = quotedValue(token, start, index)
      if (value !== null) found.push(value)
      continue
    }
    if (token.kind !== 'word') continue
    for (let end = start + 1; end <= Math.min(tokens.length, start + longestSpan); end++) {
      if (tokens[end - 1]!.kind === 'quoted' || (tokens[end - 1]!.kind === 'mark' && !/[.,]/.test(tokens[end - 1]!.text))) break
      if (tokens[end - 1]!.kind === 'mark') continue
      const value = spanValue(tokens, start, end, index)
      if (value !== null) found.push(value)
    }
  }
  return found
}

function quotedValue(token: Token, start: number, index: LanguageIndex): Value | null {
  const words = valueWords(token.text)
  const phrase = words.join(' ')
  const exact = [...(index.values.exact.get(phrase) ?? []), ...(index.values.lemmas.get(phrase) ?? [])]
  const hits = exact.length > 0 ? exact : otherNameHits(phrase, index)
  if (hits.length > 0) return { kind: 'value', start, end: start + 1, text: token.text, whole: true, score: 2.2, hits: scored(hits, token.text, 1) }
  const halves = fullNames(words, index)
  if (halves.length > 0) return { kind: 'value', start, end: start + 1, text: token.text, whole: true, score: 2, hits: halves.map((hit) => ({ ...hit, score: 0.9 })) }
  const partial = partialHits(words, index)
  return partial.length === 0 ? null : { kind: 'value', start, end: start + 1, text: token.text, whole: false, score: 1.4, hits: scored(partial, token.text, 0.6) }
}

function spanValue(tokens: readonly Token[], start: number, end: number, index: LanguageIndex): Value | null {
  const span = tokens.slice(start, end)
  const words = span.filter((token) => token.kind === 'word')
  const phrase = words.flatMap((token) => valueWords(token.lower)).join(' ')
  if (phrase === '') return null
  const text = span.map((token) => token.text).join(' ')
  const capital = words.some((token, at) => token.capital && (start + at > 0 || token.text === token.text.toUpperCase()))
  const exact = index.values.exact.get(phrase)
  if (exact !== undefined) return score({ hits: exact, quality: 1 })
  const base = folded(words.map((token) => token.lemma).join(' '))
  const lemmas = index.values.exact.get(base) ?? index.values.lemmas.get(base)
  if (lemmas !== undefined) return score({ hits: lemmas, quality: 0.9 })
  const halves = capital ? fullNames(phrase.split(' '), index) : []
  if (halves.length > 0) return score({ hits: halves, quality: 0.95 })
  const named = otherNameHits(phrase, index)
  if (named.length > 0) return score({ hits: named, quality: 0.85 })
  if (capital && words.length >= 1 && !words.every((token) => stopWords.has(token.lower)) && words.every((token) => token.capital || stopWords.has(token.lower) || /\d/.test(token.lower)) && phrase.length >= 4) {
    const partial = partialHits(phrase.split(' '), index)
    if (partial.length > 0 && partial.length <= 30) return { kind: 'value', start, end, text, whole: false, score: 0.6 * words.length, hits: scored(partial, text, 0.5) }
  }
  return null

  function score(found: { hits: ValueHit[]; quality: number }): Value | null {
    const common = words.every((token) => stopWords.has(token.lower) || cueWords.has(token.lower))
    const number = words.every((token) => /^\d/.test(token.lower))
    const cased = found.hits.some((hit) => hit.value === text)
    if (common && !(cased && (capital || text.length > 3))) return null
    if (phrase.length <= 2 && !cased && !number && !(capital && text === text.toUpperCase())) return null
    if (/^[a-z]$/.test(text)) return null
    const sure = number ? 0.2 : common ? 0.2 : capital || cased ? 1 : 0.82
    const value = found.quality * sure * words.length + (words.length > 1 ? 0.3 : 0.12)
    return { kind: 'value', start, end, text, whole: true, score: value, hits: atThatEnd(scored(found.hits, text, found.quality), directionBefore(tokens, start), index) }
  }
}

/** "Linda Smith" where one column holds first names and another of the same table last names. */
function fullNames(words: readonly string[], index: LanguageIndex): ValueHit[] {
  if (words.length < 2 || words.length > 4) return []
  return words.slice(1).flatMap((_, at) => {
    const [first, last] = [words.slice(0, at + 1), words.slice(at + 1)].map((part) => index.values.exact.get(part.join(' ')) ?? [])
    return first!.flatMap((hit) => {
      const { table, words: named } = index.columns[hit.column]!
      if (!named.some((word) => firstNames.has(word))) return []
      const also = last!.find((other) => index.columns[other.column]!.table === table && index.columns[other.column]!.words.some((word) => lastNames.has(word)))
      return also === undefined ? [] : [{ ...hit, also }]
    })
  })
}

const firstNames = new Set(['first', 'forename', 'given', 'fore'])
const lastNames = new Set(['last', 'surname', 'family', 'sur'])

function otherNameHits(phrase: string, index: LanguageIndex): ValueHit[] {
  return [...otherNames(phrase)].flatMap((name) => (index.values.exact.get(valueWords(name).join(' ')) ?? []).filter((hit) => name.length > 3 || hit.value === name))
}

function partialHits(words: readonly string[], index: LanguageIndex): ValueHit[] {
  const [first, ...rest] = words
  if (first === undefined || words.every((word) => word.length < 3)) return []
  return (index.values.words.get(first) ?? []).filter((hit) => {
    const held = ` ${valueWords(hit.value).join(' ')} `
    return held.includes(` ${[first, ...rest].join(' ')} `)
  })
}

const otherEnd = 0.04

/** "From Los Angeles" is hardly a destination: columns of the other end count less. */
function atThatEnd(hits: Value['hits'], said: Direction | null, index: LanguageIndex): Value['hits'] {
  if (said === null) return hits
  return hits.map((hit) => ((directionOf(hit.column, index) ?? said) === said ? hit : { ...hit, score: hit.score - otherEnd }))
}

/** One hit per column: the spelling nearest to the words. */
function scored(hits: readonly ValueHit[], text: string, quality: number): Value['hits'] {
  const best = new Map<number, ValueHit & { score: number }>()
  for (const hit of hits) {
    const score = quality * (hit.value === text ? 1 : hit.value.toLowerCase() === text.toLowerCase() ? 0.98 : 0.95)
    if ((best.get(hit.column)?.score ?? 0) < score) best.set(hit.column, { ...hit, score })
  }
  return [...best.values()].slice(0, mostHits)
}
