import type { LucideIcon } from 'lucide-react'
import { ranked, score, type Ranked } from './rank.ts'

/** A line of the palette. */
export type Entry = Ranked & { id: string; group: string; detail?: string; keys?: string; Icon: LucideIcon; run: () => void }
type EntryGroup = { name: string; entries: Entry[] }

/** Entries of one group: while something is typed, and before. */
const most = 6
const mostUnasked = 8

/** What the engine `found` stays in its order, what is `known` here is ranked. The group with the best entry comes first; `last` ends the list when something is typed. */
export function grouped(query: string, known: readonly Entry[], found: readonly Entry[], last: (text: string) => Entry): EntryGroup[] {
  const text = query.trim()
  const offered = [...ranked(text, known), ...found]
  const groups = Object.entries(Object.groupBy(offered, ({ group }) => group)).map(([name, entries = []]) => ({ name, entries: distinct(entries).slice(0, text === '' ? mostUnasked : most) }))
  if (text === '') return groups
  const best = ({ entries }: EntryGroup): number => Math.max(...entries.map((entry) => score(text, entry)))
  return [...groups.sort((a, b) => best(b) - best(a)), { name: 'Ask', entries: [last(text)] }]
}

function distinct(entries: readonly Entry[]): Entry[] {
  const seen = new Set<string>()
  return entries.filter(({ group, label, detail }) => {
    const key = `${group}\n${label}\n${detail ?? ''}`
    return seen.has(key) ? false : Boolean(seen.add(key))
  })
}
