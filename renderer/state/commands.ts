import { useEffect } from 'react'
import { create } from 'zustand'

/** Something that can be done by name from the palette, and by its keys. */
export type Command = {
  id: string
  /** An order in sentence case: "Export as CSV". */
  title: string
  group: string
  /** "Mod+K", "/", "Escape"; Mod is Ctrl, or ⌘ on a Mac. Keys without a modifier do nothing while someone types. */
  keys?: string
  /** Further words it is found by. */
  words?: string
  /** Where the keys count, when not everywhere. */
  where?: string
  /** Null for keys that are only listed: what the cursor stands in handles them. */
  run: (() => void | Promise<void>) | null
  /** Whether it can be done now; always when absent. */
  ready?: () => boolean
  /** Known by its keys alone; the palette leaves it out. */
  keysOnly?: boolean
}

/** Commands that the parts of the window on show have added. */
export const useCommands = create<{ commands: Command[] }>(() => ({ commands: [] }))

/** Adds commands until the returned function is called. */
export function registerCommands(commands: Command[]): () => void {
  useCommands.setState((state) => ({ commands: [...state.commands, ...commands] }))
  return () => { useCommands.setState((state) => ({ commands: state.commands.filter((command) => !commands.includes(command)) })) }
}

/** Adds commands for as long as the component is shown. Pass a list that is made once (`useMemo`, or outside the component). */
export function useRegisteredCommands(commands: Command[]): void {
  useEffect(() => registerCommands(commands), [commands])
}
