import { Book, CornerDownLeft, Columns3, Database, History, Sigma, SquareChevronRight, Table2, type LucideIcon } from 'lucide-react'
import type { Found } from '../../../shared/contract/catalog.ts'
import type { HistoryEntry } from '../../../shared/contract/history.ts'
import type { SavedSource } from '../../../shared/model/saved-source.ts'
import { openSource } from '../../sources/open-source.ts'
import type { Command } from '../../state/commands.ts'
import { askWords } from '../../state/thread.ts'
import { draft, showScreen, showTable } from '../../state/window.ts'
import { runCommand } from '../shortcuts.ts'
import type { Entry } from './group-entries.ts'

const foundIcons: Record<Found['kind'], LucideIcon> = { table: Table2, column: Columns3, metric: Sigma, term: Book }

export const commandEntry = (command: Command): Entry => ({
  id: `command:${command.id}`, group: command.group === 'Go to' ? 'Go to' : 'Commands', label: command.title, words: command.words, keys: command.keys, Icon: SquareChevronRight, run: () => { runCommand(command) },
})

export const sourceEntry = (source: SavedSource): Entry => ({
  id: `source:${source.id}`, group: 'Databases', label: source.name, words: `source database ${source.lastDatabase ?? ''}`, detail: source.lastDatabase ?? undefined, Icon: Database, run: () => { openSource(source) },
})

export const foundEntry = ({ kind, label, detail, table, column }: Found): Entry => ({
  id: `${kind}:${table ?? ''}.${column ?? ''}:${label}`, group: 'In this database', label, detail, Icon: foundIcons[kind],
  run: () => {
    if (table !== null && (kind === 'table' || kind === 'column')) showTable(table)
    else showScreen('glossary')
  },
})

export const questionEntry = ({ id, question, sourceName, database }: HistoryEntry): Entry => ({
  id: `question:${id}`, group: 'Earlier questions', label: question, detail: `${sourceName} / ${database}`, Icon: History, run: () => { draft(question) },
})

/** Asks what is typed. */
export const askEntry = (text: string): Entry => ({
  id: 'ask', group: 'Ask', label: `Ask “${text}”`, Icon: CornerDownLeft, run: () => {
    showScreen('ask')
    void askWords(text)
  },
})
