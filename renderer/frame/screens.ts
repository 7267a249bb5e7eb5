import { Book, History, MessageSquareText, Settings, Table2, type LucideIcon } from 'lucide-react'
import type { Screen } from '../state/window.ts'

/** The screens of the window in the order of the rail, which is that of their shortcuts. */
export const screens: readonly { screen: Screen; name: string; Icon: LucideIcon }[] = [
  { screen: 'ask', name: 'Ask', Icon: MessageSquareText },
  { screen: 'catalog', name: 'Catalog', Icon: Table2 },
  { screen: 'history', name: 'History', Icon: History },
  { screen: 'glossary', name: 'Glossary', Icon: Book },
  { screen: 'settings', name: 'Settings', Icon: Settings },
]
