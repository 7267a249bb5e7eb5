/** Seals texts under a name and opens them again. The vault is one; `open` fails for what was changed, moved or sealed with another key. */
export type Sealer = { seal(name: string, text: string): Uint8Array; open(name: string, sealed: Uint8Array): string }
