import type { LanguageIndex } from '../index/language-index.ts'
import type { IndexedTable, Posting } from '../index/entries.ts'
import type { Noun, Target } from '../grammar/piece.ts'
import { abbreviations, compoundsOf, cuesByFirstWord, relatedTo, relatingVerbs, rephrased, stopWords, synonymsOf, weightOf } from '../lexicon.ts'
import type { Token } from '../tokens/tokens.ts'

const longestSpan = 6
const leastCoverage = 0.34
const mostTargets = 14
const relatedWorth = 0.9
/** Most of a compound's name has to be there: "account" alone is no bank account. */
const leastCompound = 0.7

/** A word of the question seen as a word of a name. */
type Match = Posting & { quality: number; related?: true }
type Found = { kind: 'table' | 'column'; at: number; words: Map<number, number>; extra: number; related?: true }

/** Every span of up to six words as the tables and columns it may name, best links first. */
export function nounsIn(tokens: readonly Token[], index: LanguageIndex): Noun[] {
  const matches = tokens.map((token, at) => (token.kind === 'word' ? [...matchesOf(token, index, pronouns.has(tokens[at - 1]?.lower ?? '')), ...numbersAsIds(tokens, at, index)] : []))
  const second = addPairs(tokens, matches, index)
  const nouns: Noun[] = []
  for (let start = 0; start < tokens.length; start++) {
    if (matches[start]!.length === 0 || onlyJoins(tokens[start]!, matches[start]!, index)) continue
    let found = seed(matches[start]!, index)
    let content = 1
    for (let end = start + 1; ; end++) {
      const targets = content > 0 ? targetsOf(found, index) : []
      if (targets.length > 0 && (matches[end - 1]!.length > 0 || second.has(end - 1)) && !second.has(end) && !onlyJoins(tokens[end - 1]!, matches[end - 1]!, index)) nouns.push({ kind: 'noun', start, end, targets, score: worth(targets, content, tokens, start, end) })
      const next = tokens[end]
      if (next === undefined || end - start >= longestSpan || next.kind !== 'word') break
      if (second.has(end)) continue
      if (matches[end]!.length === 0) {
        if (!stopWords.has(next.lower) || next.lower === 'and' || next.lower === 'or') break
        continue
      }
      const grown = extend(found, matches[end]!, index)
      if (grown.size === 0) break
      found = grown
      content += 1
    }
  }
  return [...nouns, ...coordinated(tokens, matches, nouns, index), ...fullNames(tokens, index), ...writtenApart(tokens, index), ...renamed(tokens, index), ...compounded(tokens, index)]
}

/** Pairs of words that stand for one: the first takes its matches, the second is said with it. Returns the second ones. */
function addPairs(tokens: readonly Token[], matches: Match[][], index: LanguageIndex): Set<number> {
  const second = new Set<number>()
  tokens.forEach((token, at) => {
    const next = tokens[at + 1]
    if (next === undefined || matches[at]!.length > 0) return
    const found = (rephrased.get(`${token.lemma} ${next.lemma}`) ?? []).flatMap((word) => (index.lemmas.get(word) ?? []).map((posting) => ({ ...posting, quality: 0.75 })))
    if (found.length === 0) return
    matches[at]!.push(...found)
    second.add(at + 1)
  })
  return second
}

/** A word for a name of two: "forename" → first name. */
function renamed(tokens: readonly Token[], index: LanguageIndex): Noun[] {
  return tokens.flatMap((token, at): Noun[] => {
    const names = (rephrased.get(token.lemma) ?? []).filter((phrase) => phrase.includes(' ')).map((phrase) => phrase.split(' '))
    return names.flatMap(([first, second]): Noun[] => {
      const of = (word: string | undefined) => (index.lemmas.get(word ?? '') ?? []).map((posting) => ({ ...posting, quality: 0.9 }))
      const targets = targetsOf(extend(seed(of(first), index), of(second), index), index)
      return targets.length === 0 ? [] : [{ kind: 'noun', start: at, end: at + 1, targets, score: worth(targets, 1, tokens, at, at + 1) }]
    })
  })
}

const compoundWorth = 0.8

/** One or two words for a name that says the same, where one of the two has two words: "movie theaters" → cinema, "surname" → last name. */
function compounded(tokens: readonly Token[], index: LanguageIndex): Noun[] {
  const of = (word: string) => (index.lemmas.get(word) ?? []).map((posting) => ({ ...posting, quality: compoundWorth, related: true as const }))
  return tokens.flatMap((_, at) => [1, 2].flatMap((length): Noun[] => {
    const span = tokens.slice(at, at + length)
    if (span.length < length || span.some(({ kind }) => kind !== 'word')) return []
    const found = compoundsOf(span.map(({ lemma }) => lemma).join(' ')).map((name) => name.split(' ')).flatMap(([first, second]) => {
      const begun = seed(of(first!), index)
      return targetsOf(second === undefined ? begun : extend(begun, of(second), index), index)
    }).filter((target) => target.score >= leastCompound)
    const targets = [...new Map(found.map((target) => [`${target.kind}${target.at}`, target])).values()].sort((left, right) => right.score - left.score)
    return targets.length === 0 ? [] : [{ kind: 'noun', start: at, end: at + length, targets, score: worth(targets, length, tokens, at, at + length) }]
  }))
}

/** "zip code" for a column "zipcode", "logged in" for "login". */
function writtenApart(tokens: readonly Token[], index: LanguageIndex): Noun[] {
  return tokens.flatMap((token, at): Noun[] => {
    const next = tokens[at + 1]
    if (next === undefined || token.kind !== 'word' || next.kind !== 'word' || token.lower.length < 2 || next.lower.length < 2) return []
    const postings = index.lemmas.get(token.lower + next.lemma) ?? index.lemmas.get(token.stem + next.lower) ?? []
    const targets = targetsOf(seed(postings.map((posting) => ({ ...posting, quality: 1 })), index), index)
    return targets.length === 0 ? [] : [{ kind: 'noun', start: at, end: at + 2, targets, score: worth(targets, 2, tokens, at, at + 2) }]
  })
}

/** "full names", and plain "names" of what only has a first and a last one: the first part stands for both. "Names" of what has a title, or is called by the table's own word. */
function fullNames(tokens: readonly Token[], index: LanguageIndex): Noun[] {
  const targets = index.tables.flatMap(({ display }): Target[] => (display.length === 2 ? [{ kind: 'column', at: display[0]!, score: 0.97 }] : []))
  const titles = index.tables.flatMap(({ display: [first, ...others] }): Target[] => (first === undefined || others.length > 0 || index.columns[first]!.words.includes('name') || index.columns[first]!.words.includes('description') ? [] : [{ kind: 'column', at: first, score: 0.9 }]))
  if (targets.length + titles.length === 0) return []
  return tokens.flatMap((token, at): Noun[] => {
    if (token.lemma !== 'name' || ['first', 'last', 'family', 'given', 'middle', 'second'].includes(tokens[at - 1]?.lemma ?? '')) return []
    const said = tokens[at - 1]?.lower === 'full'
    return [
      ...(targets.length === 0 ? [] : [{ kind: 'noun' as const, start: said ? at - 1 : at, end: at + 1, targets, full: true, score: said ? 2 : 0.9 }]),
      ...(titles.length === 0 ? [] : [{ kind: 'noun' as const, start: at, end: at + 1, targets: titles, title: true, score: 0.9 }]),
    ]
  })
}

/** "first and last names": the head word of the second noun completes the first. */
function coordinated(tokens: readonly Token[], matches: readonly Match[][], nouns: readonly Noun[], index: LanguageIndex): Noun[] {
  const found: Noun[] = []
  for (const noun of nouns) {
    const head = noun.end - 1
    if (noun.end - noun.start < 2) continue
    let at = noun.start - 1
    for (let steps = 0; steps < 3 && at >= 1; steps++) {
      while (at >= 1 && /^(?:,|and|or|the)$/.test(tokens[at]!.lower)) at -= 1
      if (at === noun.start - 1 || tokens[at]!.kind !== 'word' || matches[at]!.length === 0) break
      const targets = targetsOf(extend(seed(matches[at]!, index), matches[head]!, index), index)
      if (targets.length > 0 && targets[0]!.score >= 0.7) found.push({ kind: 'noun', start: at, end: at + 1, targets, score: targets[0]!.score * 1.3 })
      const before = at - 1
      if (before < 1 || !/^(?:,|and)$/.test(tokens[before]!.lower)) break
      at = before
    }
  }
  return found
}

/** Whether a word only joins others: it is no table's or column's whole name, as "a" may be. */
const onlyJoins = (token: Token, matches: readonly Match[], index: LanguageIndex): boolean =>
  joining.has(token.lower) && !matches.some(({ kind, at }) => (kind === 'table' ? index.tables : index.columns)[at]!.words.length === 1)

/** Who does something: the word after is what they do. */
export const pronouns = new Set(['we', 'they', 'you', 'i', 'he', 'she'])

/** Words inside names ("authors and tutors", "date of birth") that no name begins or ends with. */
const joining = new Set(['and', 'or', 'of', 'the', 'a', 'an', 'for', 'with', 'as', 'than'])

/** `done` when the word says what somebody did: "did we pay" is not about pay. */
function matchesOf(token: Token, index: LanguageIndex, done: boolean): Match[] {
  const verb = relatingVerbs.has(token.lower)
  if (stopWords.has(token.lower) && !verb && !index.lemmas.has(token.lemma)) return []
  const best = new Map<string, Match>()
  const take = (postings: readonly Posting[] | undefined, quality: number, related?: true) => {
    for (const posting of postings ?? []) {
      const key = `${posting.kind}${posting.at}.${posting.word}`
      if ((best.get(key)?.quality ?? 0) < quality) best.set(key, { ...posting, quality, ...(related && { related }) })
    }
  }
  take(index.lemmas.get(token.lemma), 1)
  if (stopWords.has(token.lower)) {
    if (verb) take(index.stems.get(token.stem)?.filter((posting) => posting.kind === 'table'), 0.7)
    return [...best.values()]
  }
  if (token.lower !== token.lemma) take(index.lemmas.get(token.lower), 1)
  take(index.wholes.get(token.lemma), 1)
  take(index.stems.get(token.stem), 0.85)
  take(index.implied.get(token.lemma), 0.65)
  for (const word of abbreviations.get(token.lower) ?? []) take(index.lemmas.get(word), 0.9)
  for (const word of done ? [] : synonymsOf(token.lemma, token.stem)) take(index.lemmas.get(word), 0.7)
  for (const word of rephrased.get(token.lemma) ?? []) take(index.lemmas.get(word), 0.7)
  // Words near in meaning, for a word that names nothing by itself and is no name.
  if (best.size === 0 && !done && !cuesByFirstWord.has(token.lower) && (!token.capital || token.start === 0)) for (const { word, near } of relatedTo(token.lemma)) take(index.lemmas.get(word), near * relatedWorth, true)
  return [...best.values()]
}

/** "Employee number" may be the employee id; "number of employees" is none. */
function numbersAsIds(tokens: readonly Token[], at: number, index: LanguageIndex): Match[] {
  const [before, token, after] = [tokens[at - 1], tokens[at]!, tokens[at + 1]]
  if (token.lemma !== 'number' || before?.kind !== 'word' || stopWords.has(before.lower) || after?.lower === 'of') return []
  return (index.lemmas.get('id') ?? []).map((posting) => ({ ...posting, quality: 0.75 }))
}

/** The positions of a name that a match speaks of. */
function said(match: Match, index: LanguageIndex): Map<number, number> {
  if (match.word >= 0) return new Map([[match.word, match.quality]])
  const { words } = match.kind === 'table' ? index.tables[match.at]! : index.columns[match.at]!
  return new Map(words.map((_, at) => [at, match.quality]))
}

function seed(matches: readonly Match[], index: LanguageIndex): Map<string, Found> {
  const found = new Map<string, Found>()
  for (const match of matches) {
    const key = `${match.kind}${match.at}`
    const known = found.get(key)
    if (known === undefined) found.set(key, { kind: match.kind, at: match.at, words: said(match, index), extra: 0, ...(match.related && { related: true }) })
    else if (Math.max(...known.words.values()) < match.quality || match.word < 0) known.words = said(match, index)
  }
  return found
}

/** Adds a word to every name that has it; a column also takes a word of its table ("customer name"). */
function extend(found: Map<string, Found>, matches: readonly Match[], index: LanguageIndex): Map<string, Found> {
  const grown = new Map<string, Found>()
  const byName = Map.groupBy(matches, (match) => `${match.kind}${match.at}`)
  for (const [key, item] of found) {
    const fresh = (byName.get(key) ?? []).filter((match) => match.word >= 0 && !item.words.has(match.word)).sort((left, right) => right.quality - left.quality)[0]
    if (fresh !== undefined) grown.set(key, { ...item, words: new Map(item.words).set(fresh.word, fresh.quality), ...(fresh.related && { related: true }) })
    // "founding year": a second word for the same word of the name adds nothing and takes nothing away.
    else if (item.kind === 'column' && (byName.get(key) ?? []).some((match) => match.quality < 0.7)) grown.set(key, item)
  }
  const addTable = (column: number, item: Found | undefined, match: Match) => {
    const key = `column${column}`
    const known = grown.get(key)
    if (item !== undefined && (known === undefined || known.extra < 1)) {
      if (known === undefined) grown.set(key, { ...item, extra: item.extra + match.quality, ...(match.related && { related: true }) })
    }
  }
  for (const match of matches) {
    if (match.kind !== 'table' || !namesRole(index.tables[match.at]!, [match.word])) continue
    for (const column of index.tables[match.at]!.columns) addTable(column, found.get(`column${column}`), match)
  }
  for (const match of matches) {
    if (match.kind !== 'column') continue
    const table = found.get(`table${index.columns[match.at]!.table}`)
    const key = `column${match.at}`
    if (table === undefined || grown.has(key) || !namesRole(index.tables[table.at]!, table.words.keys())) continue
    grown.set(key, { kind: 'column', at: match.at, words: said(match, index), extra: [...table.words.values()].reduce((sum, quality) => sum + quality, 0), ...((match.related ?? table.related) && { related: true }) })
  }
  return grown
}

function targetsOf(found: Map<string, Found>, index: LanguageIndex): Target[] {
  const targets: Target[] = []
  for (const item of found.values()) {
    const words = item.kind === 'table' ? index.tables[item.at]!.words : index.columns[item.at]!.words
    const bare = item.kind === 'table' ? (index.tables[item.at]!.role?.bare ?? words) : index.columns[item.at]!.bare
    if (item.kind === 'table' && !namesRole(index.tables[item.at]!, item.words.keys())) continue
    const score = coverage(item, words, bare)
    if (score >= leastCoverage) targets.push({ kind: item.kind, at: item.at, score, ...(item.related && { related: true }) })
  }
  targets.sort((left, right) => right.score - left.score || (left.kind === right.kind ? left.at - right.at : left.kind === 'table' ? -1 : 1))
  const best = targets[0]?.score ?? 0
  return targets.filter((target) => target.score >= best - 0.45).slice(0, mostTargets)
}

/** Whether these words of a role's table are not merely those of the table whose rows play it: "manager", not "employee". */
const namesRole = ({ role }: IndexedTable, words: Iterable<number>): boolean => role === undefined || [...words].some((word) => word < role.bare.length)

/** The share of a name's words that were said, weighted; words of the table may be left out at little cost. */
function coverage(item: Found, words: readonly string[], bare: readonly string[]): number {
  let said = 0
  let saidBare = 0
  let own = 0
  let ownBare = 0
  words.forEach((word, position) => {
    const weight = weightOf(word)
    const quality = item.words.get(position) ?? 0
    own += weight
    said += weight * quality
    if (bare.includes(word)) {
      ownBare += weight
      saidBare += weight * quality
    }
  })
  const whole = own === 0 ? 0 : said / own
  if (saidBare === 0 && bare.length < words.length) return whole * 0.75
  const short = ownBare === 0 ? 0 : saidBare / ownBare
  return Math.max(whole, Math.min(0.97, short * 0.95 + (item.extra > 0 ? 0.04 : 0)))
}

function worth(targets: readonly Target[], content: number, tokens: readonly Token[], start: number, end: number): number {
  const best = targets[0]!.score
  const stops = tokens.slice(start, end).filter((token) => stopWords.has(token.lower)).length
  return best * content - (best < 0.6 ? 0.25 : 0) - 0.02 * stops
}
