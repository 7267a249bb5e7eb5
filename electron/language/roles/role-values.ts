import type { AnyPiece } from '../grammar/piece.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import type { Token } from '../tokens/tokens.ts'
import { copyOf } from './with-roles.ts'

/** How far before a value the words of its role may stand: "whose destination airport is in Japan". */
const reach = 5
const closer = new Set(['who', 'whose', 'that', 'and', 'or', ',', 'than', 'of', "'s"])

/** Values of a table whose rows play a role are also values of the role that is said right before them; then they are rather those. */
export function withRoleValues(pieces: readonly AnyPiece[], tokens: readonly Token[], index: LanguageIndex): AnyPiece[] {
  const roles = index.tables.filter((table) => table.role !== undefined)
  if (roles.length === 0) return [...pieces]
  return pieces.map((piece): AnyPiece => {
    if (piece.kind !== 'value') return piece
    const said = lastSaid(piece.start)
    const own = roles.filter((table) => table.role!.said.includes(said))
    const moved = own.flatMap((table) => piece.hits.flatMap((hit) => {
      const { role } = table
      if (index.columns[hit.column]!.table !== index.columns[role!.to]!.table) return []
      const also = hit.also === undefined ? {} : { also: { ...hit.also, column: copyOf(hit.also.column, table, index) } }
      return [{ ...hit, ...also, column: copyOf(hit.column, table, index), score: hit.score + nearer }]
    }))
    return moved.length === 0 ? piece : { ...piece, hits: [...moved, ...piece.hits] }
  })

  function lastSaid(start: number): number {
    for (let at = start - 1; at >= Math.max(0, start - reach); at--) {
      if (roles.some((table) => table.role!.said.includes(at))) return at
      if (closer.has(tokens[at]!.lower)) return -1
    }
    return -1
  }
}

const nearer = 0.5
