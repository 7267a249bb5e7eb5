import { tokensOf } from './tree.ts'
import type { Node } from './tree.ts'

const noSpaceBefore = new Set([',', ')', ']', '.', '::', ':', '}'])
const noSpaceBehind = new Set(['(', '[', '.', '::', '{'])

/** The tree as one line of SQL: every lexeme in its own spelling, one space between them, no comments. */
export function print(tree: Node): string {
  const pieces: string[] = []
  let glued = true
  for (const token of tokensOf(tree)) {
    const symbol = token.kind === 'symbol'
    if (!glued && !token.tight && !(symbol && noSpaceBefore.has(token.value))) pieces.push(' ')
    pieces.push(token.text)
    glued = symbol && noSpaceBehind.has(token.value)
  }
  return pieces.join('')
}
