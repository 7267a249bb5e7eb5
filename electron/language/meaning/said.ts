import type { Origin, TableUse } from '../../../shared/model/plan.ts'
import type { Cover } from '../grammar/cover.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import type { AskWord } from '../lexicon.ts'
import type { Place } from './frame.ts'
import { slotsOf, type Choice } from './slots.ts'

/** Where the words name tables and columns. */
export type Said = {
  table: (use: TableUse | undefined) => Place | undefined
  column: (use: TableUse | undefined, name: string) => Place | undefined
  /** The word that asks for something it does not name ("when", "where"), or for all there is. */
  asked: () => Origin | undefined
  /** A metric of the vocabulary, as it is called there. */
  metric: (name: string) => Origin
}

const asking = new Set<AskWord>(['when', 'where', 'howOld', 'howLong', 'howMuch', 'howTall', 'howBig'])

/** The nouns of a cover, each where it stands, by what it was taken for. */
export function saidIn(cover: Cover, choice: Choice, index: LanguageIndex): Said {
  const [tables, columns] = [new Map<string, Place>(), new Map<string, Place>()]
  const keyOf = (at: number) => key(index.tables[at]!.name, index.tables[at]!.role?.bare.join(' '))
  for (const { key: noun, role, start, end } of slotsOf(cover)) {
    const target = role === 'value' ? undefined : choice.targets.get(noun)
    const names = target?.kind === 'table' ? tables : target?.kind === 'column' ? columns : undefined
    if (target === undefined || names === undefined) continue
    const name = target.kind === 'table' ? keyOf(target.at) : `${keyOf(index.columns[target.at]!.table)} ${index.columns[target.at]!.name}`
    if (!names.has(name)) names.set(name, { start, end })
  }
  const ask = cover.pieces.find((piece) => piece.kind === 'cue' && (piece.cue.cue === 'star' || (piece.cue.cue === 'ask' && asking.has(piece.cue.ask))))
  const named = (use: TableUse | undefined): string | undefined => (use === undefined || typeof use.table !== 'string' ? undefined : key(use.table, use.role))
  return {
    table: (use) => tables.get(named(use) ?? ''),
    column: (use, name) => columns.get(`${named(use) ?? ''} ${name}`),
    asked: () => (ask === undefined ? undefined : { from: 'words', start: ask.start, end: ask.end }),
    metric: (name) => ({ from: 'term', term: index.glossary?.metrics.find((metric) => metric.name === name)?.label ?? name }),
  }
}

const key = (table: string, role = '') => `${table}|${role}`
