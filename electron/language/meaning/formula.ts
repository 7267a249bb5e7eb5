import type { FormulaPiece } from '../grammar/piece.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import type { FrameMeasure } from './frame.ts'
import { chosen, type Choice } from './slots.ts'

/** A number worked out of two columns of the same rows; null where they are of different tables, or no numbers. Days are averaged, other numbers added up, unless the words say otherwise. */
export function formulaOf(piece: FormulaPiece, choice: Choice, index: LanguageIndex): FrameMeasure | null {
  const [left, right] = [chosen(choice, piece.left), chosen(choice, piece.right)]
  if (left?.kind !== 'column' || right?.kind !== 'column' || left.at === right.at) return null
  const [first, second] = [index.columns[left.at]!, index.columns[right.at]!]
  const days = piece.operator === 'days'
  if (first.table !== second.table || (days ? first.role !== 'date' || second.role !== 'date' : !first.numeric || !second.numeric)) return null
  return { name: piece.name ?? (days ? 'avg' : 'sum'), column: first.at, table: first.table, formula: { operator: piece.operator, other: second.at }, start: piece.start, end: piece.end }
}
