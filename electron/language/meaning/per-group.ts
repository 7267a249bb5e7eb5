import type { LanguageIndex } from '../index/language-index.ts'
import { pushGroup, type Frame } from './frame.ts'
import { ofKind, type Item, type ItemOf } from './items.ts'

/**
 * "top 3 customers per region", "for each reviewer the worst movie": the limit holds within each of what was grouped by, which is shown first. "By region" says so
 * only after what ranks ("top 3 customers by revenue by region").
 */
export function limitPerGroup(items: readonly Item[], frame: Frame, index: LanguageIndex): void {
  const [ranked] = ofKind(items, 'superlative')
  if (ranked === undefined || frame.limit === null || frame.order.length === 0 || frame.split !== null) return
  const groups = ofKind(items, 'group').filter((group) => group.ranked !== true && (!group.weak || (ranked.piece.entity !== null && group.start >= ranked.end)))
  const columns = groups.flatMap((group) => columnsOf(group, frame, index))
  const grouped = frame.by.length > 0
  if (grouped) perGrouping(groups, columns, frame)
  else if (columns.length > 0) perColumn(columns, frame, index)
  if (frame.per !== undefined) frame.notes.push('perGroup')
}

type Column = { column: number; key: number[]; place: { start: number; end: number } }

/** What names the groups: a column, or the names of the rows of a table. */
function columnsOf({ targets, start, end }: ItemOf<'group'>, frame: Frame, index: LanguageIndex): Column[] {
  const place = { start, end }
  return targets.flatMap((target): Column[] => {
    if (target.kind === 'column') return [{ column: target.at, key: [], place }]
    if (target.at === frame.entity) return []
    const { display, key, columns } = index.tables[target.at]!
    return (display.length > 0 ? display : key.length > 0 ? key : columns.slice(0, 1)).map((column) => ({ column, key, place }))
  })
}

function perGrouping(groups: readonly ItemOf<'group'>[], columns: readonly Column[], frame: Frame): void {
  for (const group of columns) pushGroup(frame, group)
  const isPer = (group: Frame['by'][number]) => (group.grain === undefined ? columns.some(({ column }) => column === group.column) : groups.some(({ grain }) => grain === group.grain))
  const per = frame.by.filter(isPer)
  const others = frame.by.filter((group) => !isPer(group))
  if (others.length === 0) frame.show = [...frame.by.map((_, group) => ({ kind: 'group' as const, group })), ...frame.measures.map((_, measure) => ({ kind: 'measure' as const, measure }))]
  if (per.length === 0 || others.length === 0) return
  frame.by = [...per, ...others]
  frame.per = per.map((_, at) => at)
  frame.show = [...frame.by.map((_, group) => ({ kind: 'group' as const, group })), ...frame.measures.map((_, measure) => ({ kind: 'measure' as const, measure }))]
}

/** A list of rows: what names the group stands before what was asked for. */
function perColumn(columns: readonly Column[], frame: Frame, index: LanguageIndex): void {
  const shown = frame.show.filter((item) => item.kind !== 'column' || !columns.some(({ column }) => column === item.column))
  const rows = shown.length === 0 && frame.entity !== null ? index.tables[frame.entity]!.display.map((column) => ({ kind: 'column' as const, column })) : shown
  if (rows.length === 0) return
  frame.show = [...columns.map(({ column }) => ({ kind: 'column' as const, column })), ...rows]
  frame.per = columns.map((_, at) => at)
}
