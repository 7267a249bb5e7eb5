/** One lexeme. `text` is how it is printed, `value` what it means: upper case for words, decoded for names and strings. */
export type Token = {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'placeholder' | 'symbol' | 'end'
  readonly text: string
  readonly value: string
  /** Offset in the text it came from, in UTF-16 units. */
  readonly at: number
  /** Printed right behind the token before it: the bracket of a call, a number behind its sign. */
  readonly tight?: boolean
}

/** What a node of the tree is. Whatever the grammar cannot express as one of these does not pass. */
export type NodeKind =
  | 'query' | 'cte' | 'select' | 'values' | 'item' | 'relation' | 'table-call' | 'derived' | 'join' | 'order' | 'limit'
  | 'operation' | 'column' | 'call' | 'case' | 'cast' | 'window' | 'interval' | 'list' | 'subquery' | 'type'

/** A node keeps its tokens and children in the order in which they print. */
export type Node = { readonly kind: NodeKind; readonly parts: readonly Part[]; /** The dotted name of a call, relation or column. */ readonly path?: readonly Token[] }
export type Part = Node | Token

/** Whether a part of a node is a lexeme rather than a node. */
export const isToken = (part: Part): part is Token => 'text' in part

/** Every node of the tree, parents first. */
export function* nodesOf(root: Node): Generator<Node> {
  const waiting = [root]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node
    for (const part of node.parts) if (!isToken(part)) waiting.push(part)
  }
}

/** Every lexeme of the tree in printing order. */
export function* tokensOf(root: Node): Generator<Token> {
  const waiting: Part[] = [root]
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    if (isToken(part)) yield part
    else waiting.push(...part.parts.toReversed())
  }
}
