import type { LanguageIndex } from '../index/language-index.ts'
import type { Frame } from '../meaning/frame.ts'
import { stopWords } from '../lexicon.ts'
import type { Token } from '../tokens/tokens.ts'
import type { Named } from './said.ts'
import type { Add, Use } from './use.ts'

const passed = new Set('the a an all each every their its his her different distinct unique these those any both such other corresponding various some'.split(' '))
const linking = new Set('of for in from at on by with to who whose that which where when having has have had do does is are was were than per without not as belonging sorted ordered ascending descending used using located named called under over above below'.split(' '))
const before: readonly [string, string][] = [
  ['list', ', and or also'], ['of', 'of'], ['for', 'for'], ['in', 'in from at on'], ['with', 'with by to'], ['relative', 'whose that who which where what'], ['ask', 'list show find return give me display'], ['count', 'many number'],
]
const kinds: ReadonlyMap<string, string> = new Map(before.flatMap(([kind, words]) => words.split(' ').map((word): [string, string] => [word, kind])))

/** Where the words stand that are shown, that are not, and that were left over: "the name of the dorm", "names, dates and places". Adds features that begin with "place". */
export function placeFeatures(frame: Frame, named: readonly Named[], skipped: readonly number[], use: Use, tokens: readonly Token[], index: LanguageIndex, add: Add): void {
  const found = tokens.findIndex((token, at) => at > 2 && linking.has(token.lower))
  const words: Words = { tokens, named: [...named].sort((left, right) => left.slot.start - right.slot.start || left.slot.end - right.slot.end), shown: new Set(use.shown), head: found < 0 ? tokens.length : found, frame, index }
  words.named.forEach((item, at) => {
    if (item.slot.role === 'show' && item.target.kind !== 'metric') shownPlace(item, words.named[at - 1], words, add)
  })
  for (const at of skipped) leftPlace(at, words, use, add)
}

type Words = { tokens: readonly Token[]; named: readonly Named[]; shown: ReadonlySet<number>; head: number; frame: Frame; index: LanguageIndex }

function shownPlace({ slot, target }: Named, last: Named | undefined, words: Words, add: Add): void {
  const { tokens, shown, head } = words
  const kind = kindBefore(slot.start, tokens)
  const as = target.kind === 'table' ? 'table' : shown.has(target.at) ? 'shown' : 'unshown'
  add(`place.${as}.after.${kind}`)
  if (target.kind === 'table') return
  add(`place.${as}.${slot.start < head ? 'head' : 'tail'}`)
  if (!shown.has(target.at)) return
  const { table } = words.index.columns[target.at]!
  ownerPlace(slot.start, slot.end, table, words, add)
  if (kind === 'list' && last?.slot.role === 'show' && last.target.kind === 'column' && shown.has(last.target.at)) add(`place.list.${words.index.columns[last.target.at]!.table === table ? 'same' : 'other'}`)
  const end = tokens[slot.end - 1]!
  add(`place.${isPlural(end) ? 'plural' : 'singular'}.${rowsOf(words.frame)}`)
  if (tokens.slice(Math.max(0, slot.start - 3), slot.start).some(({ lower }) => lower === 'each' || lower === 'every')) add(words.frame.by.length > 0 ? 'place.each.grouped' : 'place.each')
  nameWords(slot.start, slot.end, target.at, words, add)
}

/** Whether a column belongs to the thing whose it is said to be: "names of dorms", "dorm names". */
function ownerPlace(start: number, end: number, table: number, { tokens, named, index }: Words, add: Add): void {
  const tableOf = ({ target }: Named) => (target.kind === 'table' ? target.at : target.kind === 'column' ? index.columns[target.at]!.table : null)
  const beside = named.find(({ slot }) => slot.end === start && slot.role === 'show')
  if (beside !== undefined && beside.target.kind !== 'metric') add(`place.beside.${beside.target.kind}.${tableOf(beside) === table ? 'same' : 'other'}`)
  if (!['of', 'for', 'from'].includes(tokens[end]?.lower ?? '')) return
  let at = end + 1
  while (at < tokens.length && passed.has(tokens[at]!.lower)) at += 1
  const owner = named.find(({ slot }) => slot.start <= at && slot.end > at)
  if (owner === undefined) add('place.of.none')
  else if (owner.target.kind !== 'metric') add(`place.of.${owner.target.kind}.${tableOf(owner) === table ? 'same' : 'other'}`)
}

/** Words of a column's name that were not said, and words that were said and are not in it. */
function nameWords(start: number, end: number, at: number, { tokens, index }: Words, add: Add): void {
  const column = index.columns[at]!
  const said = tokens.slice(start, end)
  const missing = column.words.filter((word) => !said.some((token) => token.lemma === word) && !index.tables[column.table]!.words.includes(word)).length
  add('place.nameMissing', missing / Math.max(1, column.words.length))
  add('place.nameExtra', said.filter((token) => token.kind === 'word' && !column.words.includes(token.lemma) && !isSmall(token)).length)
}

/** A word left over: one of a list, one before "of", or one that the name of a column has which could have been meant. */
function leftPlace(at: number, { tokens, head, shown, frame, index }: Words, use: Use, add: Add): void {
  const token = tokens[at]!
  if (token.kind !== 'word' || isSmall(token)) return
  if (!stopWords.has(token.lower)) {
    add(`place.left.${kindBefore(at, tokens)}`)
    const next = tokens[at + 1]?.lower
    if (next === 'and' || next === ',') add('place.left.beforeList')
    if (next === 'of') add('place.left.beforeOf')
    if (at < head) add('place.left.head')
  }
  if (token.lemma.length < 3) return
  const near = new Set([...use.shown.map((column) => index.columns[column]!.table), ...(frame.entity === null ? [] : [frame.entity])])
  const called = [...near].flatMap((table) => index.tables[table]!.columns).filter((column) => index.columns[column]!.words.includes(token.lemma))
  if (called.length > 0) add(called.some((column) => shown.has(column)) ? 'place.left.ofShown' : 'place.left.ofColumn')
}

const isSmall = ({ lower }: Token): boolean => passed.has(lower) || linking.has(lower) || lower === 'and'
const isPlural = ({ lower, lemma }: Token): boolean => lower !== lemma && lower.endsWith('s')

function kindBefore(start: number, tokens: readonly Token[]): string {
  let at = start - 1
  while (at >= 0 && passed.has(tokens[at]!.lower)) at -= 1
  return at < 0 ? 'start' : (kinds.get(tokens[at]!.lower) ?? 'word')
}

/** Which rows a frame gives, roughly. */
function rowsOf(frame: Frame): string {
  if (frame.by.length > 0) return 'groups'
  if (frame.limit !== null) return frame.limit === 1 ? 'first' : 'some'
  return frame.distinct ? 'distinct' : frame.notes.includes('eachRow') ? 'each' : 'list'
}
