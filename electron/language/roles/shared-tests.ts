import type { LanguageIndex } from '../index/language-index.ts'
import type { FrameCondition } from '../meaning/frame.ts'
import type { Item } from '../meaning/items.ts'

/** "source and destination airports in the United States": a test after two roles of one table is one of both. */
export function shareTests(items: readonly Item[], index: LanguageIndex): Item[] {
  const roleOf = (item: Item | undefined) => (item?.kind === 'table' ? index.tables[item.table]!.role : undefined)
  return items.flatMap((item, at): Item[] => {
    const [first, second] = [items[at - 2], items[at - 1]]
    const [one, other] = [roleOf(first), roleOf(second)]
    if (item.kind !== 'where' || one === undefined || other === undefined || second?.kind !== 'table' || first?.kind !== 'table' || item.table !== second.table || one.to !== other.to || index.columns[one.key]!.table !== index.columns[other.key]!.table) return [item]
    const moved = onRole(item.condition, first.table, index)
    return moved === null ? [item] : [{ ...item, condition: moved, table: first.table }, { ...item, or: false }]
  })
}

/** The same test of another role of the table. */
function onRole(condition: FrameCondition, role: number, index: LanguageIndex): FrameCondition | null {
  const { columns } = index.tables[role]!
  const place = (column: number) => columns[index.tables[index.columns[column]!.table]!.columns.indexOf(column)]!
  switch (condition.kind) {
    case 'compare': case 'values': case 'text': case 'between': case 'within': case 'missing': return { ...condition, column: place(condition.column) }
    case 'not': {
      const inner = onRole(condition.of, role, index)
      return inner === null ? null : { kind: 'not', of: inner }
    }
    default: return null
  }
}
