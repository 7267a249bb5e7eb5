import type { CompareOperator } from '../../../shared/model/plan.ts'
import type { ConditionPiece, Operand, Target } from '../grammar/piece.ts'
import type { IndexedColumn } from '../index/entries.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import { copyOf } from '../roles/with-roles.ts'
import { columnFor, flipped, readCondition, valueTest, type ReadCondition } from './conditions.ts'
import { rowsOf } from './frame.ts'
import { chosen, type Choice } from './slots.ts'

/** Reads a condition piece, whatever stands on its right side. */
export function readTest(piece: ConditionPiece, choice: Choice, tables: readonly number[], index: LanguageIndex): ReadCondition {
  const { test } = piece
  if (test.kind === 'compare' && test.operand.kind === 'noun') return readAgainst(piece, test.operator, test.operand, choice, tables, index)
  if (test.kind === 'compare' && test.operand.kind === 'alike') return readAlike(piece, test.operand, choice, index)
  return readCondition(piece, choice, tables, index)
}

/** A comparison of one noun with another: two columns, one column with that of a row it points to, or two counts. */
function readAgainst(piece: ConditionPiece, operator: CompareOperator, operand: Extract<Operand, { kind: 'noun' }>, choice: Choice, tables: readonly number[], index: LanguageIndex): ReadCondition {
  const nothing: ReadCondition = { where: null, having: null, table: null, start: piece.start, end: piece.end }
  const [left, right] = [chosen(choice, piece.of), chosen(choice, operand.of)]
  if (right === null || right.kind === 'metric' || left?.kind === 'metric') return nothing
  if (left?.kind === 'table' && right.kind === 'table') {
    const counts = index.tables[left.at]!.role === undefined && index.tables[right.at]!.role === undefined && left.at !== right.at
    return counts ? { ...nothing, having: { measure: rowsOf(left.at, piece.start, piece.end), operator, other: rowsOf(right.at, piece.start, piece.end) }, table: left.at } : nothing
  }
  const found = left?.kind === 'column' ? { column: left.at, inverse: false } : piece.adjective !== null ? columnFor(piece.adjective, right.kind === 'table' ? [baseOf(right.at, index), ...tables] : tables, index) : null
  if (found === null) return nothing
  const other = otherColumn(found.column, right, index)
  if (other === null || other === found.column || !comparable(index.columns[found.column]!, index.columns[other]!)) return nothing
  return { ...nothing, where: { kind: 'columns', column: found.column, operator: found.inverse ? flipped[operator] : operator, other }, table: index.columns[found.column]!.table }
}

/** "the same city as Bob": the tests that say whose. */
function readAlike(piece: ConditionPiece, operand: Extract<Operand, { kind: 'alike' }>, choice: Choice, index: LanguageIndex): ReadCondition {
  const [target, value] = [chosen(choice, piece.of), chosen(choice, operand.value)]
  const column = target?.kind === 'column' ? target.at : target?.kind === 'table' ? (index.tables[target.at]!.role?.key ?? index.tables[target.at]!.key[0]) : undefined
  const test = value?.kind === 'column' ? valueTest(operand.value, value.at, '=') : null
  const place = { start: piece.start, end: piece.end, having: null }
  return column === undefined || test === null ? { ...place, where: null, table: null } : { ...place, where: { kind: 'alike', column, where: [test] }, table: index.columns[column]!.table }
}

const isKey = ({ role }: IndexedColumn) => role === 'id' || role === 'foreign'
const comparable = (left: IndexedColumn, right: IndexedColumn) => left.numeric === right.numeric && isKey(left) === isKey(right)

const baseOf = (table: number, index: LanguageIndex): number => {
  const { role } = index.tables[table]!
  return role === undefined ? table : index.columns[role.to]!.table
}

function otherColumn(column: number, right: Exclude<Target, { kind: 'metric' }>, index: LanguageIndex): number | null {
  if (right.kind === 'column') return right.at
  const role = index.tables[right.at]!
  return role.role !== undefined && index.columns[column]!.table === baseOf(right.at, index) ? copyOf(column, role, index) : null
}
