import type { LanguageIndex } from '../index/language-index.ts'
import type { Token } from '../tokens/tokens.ts'

export type Direction = 'from' | 'to'

/** Words of the question that say which end of a way is meant; small ones only right before what they govern. */
const said: Readonly<Record<string, Direction>> = {
  from: 'from', leaving: 'from', leave: 'from', departing: 'from', depart: 'from', departed: 'from', departure: 'from', originating: 'from', originate: 'from', starting: 'from', start: 'from', started: 'from', begin: 'from', beginning: 'from',
  to: 'to', into: 'to', toward: 'to', towards: 'to', arriving: 'to', arrive: 'to', arrived: 'to', arrival: 'to', landing: 'to', land: 'to', landed: 'to', ending: 'to', end: 'to', ended: 'to', destined: 'to', reaching: 'to', reach: 'to', reached: 'to',
}
const small = new Set(['from', 'to', 'into', 'toward', 'towards'])
const named: Readonly<Record<string, Direction>> = {
  origin: 'from', source: 'from', src: 'from', from: 'from', departure: 'from', departing: 'from', depart: 'from', start: 'from', starting: 'from', begin: 'from', sender: 'from',
  destination: 'to', dest: 'to', dst: 'to', to: 'to', arrival: 'to', arriving: 'to', arrive: 'to', end: 'to', ending: 'to', target: 'to', receiver: 'to', recipient: 'to',
}

const reach = 3

/** Which end a span is said to be: "from Los Angeles", "arriving in the city of Aberdeen". The nearest word before it decides. */
export function directionBefore(tokens: readonly Token[], start: number): Direction | null {
  for (let at = start - 1; at >= 0 && start - at <= reach; at--) {
    const { lower, kind } = tokens[at]!
    if (kind === 'mark') return null
    const direction = Object.hasOwn(said, lower) ? said[lower]! : null
    // "Leaving from" and "flying to" agree with the verb; "from" some words away governs something else.
    if (direction !== null && (!small.has(lower) || start - at <= 2)) return direction
  }
  return null
}

/** Which end of a way a column holds, by the words of its name; null when it says neither or both. */
export function directionOf(column: number, index: LanguageIndex): Direction | null {
  const ends = new Set(index.columns[column]!.words.flatMap((word) => (Object.hasOwn(named, word) ? [named[word]!] : [])))
  return ends.size === 1 ? [...ends][0]! : null
}
