import type { Command } from '../state/commands.ts'

type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean }

/** Whether an event is these keys. Signs such as "?" count however a keyboard makes them. */
export function isPressed(keys: string, event: Pressed): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const mod = parts.includes('Mod')
  if (mod !== (event.ctrlKey || event.metaKey) || event.altKey) return false
  if (key.toLowerCase() !== event.key.toLowerCase()) return false
  return mod || key.length > 1 ? event.shiftKey === parts.includes('Shift') : true
}

/** The command that these keys mean now. Without a modifier they mean nothing while someone types. */
export function commandFor(event: Pressed, commands: readonly Command[], typing: boolean): Command | null {
  if (typing && !event.ctrlKey && !event.metaKey) return null
  return commands.find(({ keys, run, ready }) => keys !== undefined && run !== null && isPressed(keys, event) && (ready?.() ?? true)) ?? null
}
