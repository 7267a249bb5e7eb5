/** Something the palette can offer. `words` are further words it is found by. */
export type Ranked = { label: string; words?: string }

const starts = /[\s._\-/(“"]+/

/** How well one word of a query suits a text, 0 (not at all) to 100 (is it). Both in lower case. */
function suits(word: string, text: string): number {
  if (text === word) return 100
  if (text.startsWith(word)) return 90
  const parts = text.split(starts).filter((part) => part !== '')
  if (parts.includes(word)) return 85
  if (parts.some((part) => part.startsWith(word))) return 75
  if (parts.map((part) => part.charAt(0)).join('').startsWith(word) && word.length > 1) return 60
  if (text.includes(word)) return 50
  return word.length > 2 ? scattered(word, text) : 0
}

/** Letters in their order with gaps between: closer together is better, 40 at most. */
function scattered(word: string, text: string): number {
  let at = text.indexOf(word.charAt(0))
  const first = at
  for (let letter = 1; letter < word.length && at >= 0; letter++) at = text.indexOf(word.charAt(letter), at + 1)
  if (at < 0 || first < 0) return 0
  const compact = word.length / (at - first + 1)
  return compact < 0.5 ? 0 : Math.round(40 * compact)
}

/** How well an entry suits a query; every word of it must suit. 0 leaves the entry out. */
export function score(query: string, { label, words = '' }: Ranked): number {
  const asked = query.toLowerCase().split(/\s+/).filter((word) => word !== '')
  const name = label.toLowerCase()
  if (asked.length === 0) return 1
  if (asked.length > 1 && name.startsWith(asked.join(' '))) return 95
  const scores = asked.map((word) => Math.max(suits(word, name), 0.6 * Math.min(85, suits(word, words.toLowerCase()))))
  return scores.some((value) => value === 0) ? 0 : scores.reduce((sum, value) => sum + value, 0) / scores.length
}

/** The entries that suit a query, best first; equals stay in their order. */
export function ranked<Entry extends Ranked>(query: string, entries: readonly Entry[]): Entry[] {
  return entries.map((entry) => ({ entry, value: score(query, entry) })).filter(({ value }) => value > 0).sort((a, b) => b.value - a.value).map(({ entry }) => entry)
}
