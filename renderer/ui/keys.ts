const apple = /mac|iphone|ipad/i.test(navigator.platform)
const signs: Record<string, string> = apple ? { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '⏎', Escape: 'Esc' } : { Mod: 'Ctrl', Enter: '⏎', Escape: 'Esc' }

/** "Mod+K" as this computer writes it, key by key: Ctrl and K, or ⌘ and K on a Mac. */
export function keyNames(keys: string): string[] {
  return keys.split('+').map((key) => signs[key] ?? key)
}
