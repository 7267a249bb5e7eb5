import type { LanguageIndex } from '../index/language-index.ts'
import { columnFor, ownAmount } from './conditions.ts'
import { groupKey, pushGroup, rowsOf, type Decisions, type Frame, type FrameMeasure } from './frame.ts'
import type { Item } from './items.ts'
import { mainMetric, metricMeasure } from './tables.ts'

type Superlative = Extract<Item, { kind: 'superlative' }>

/** Adds a superlative to a frame: order and limit by a column, by a count or by an aggregate; or, asked alone, a maximum. */
export function applySuperlative(item: Superlative, items: readonly Item[], frame: Frame, decisions: Decisions, index: LanguageIndex): void {
  const { piece } = item
  let target = item.target
  let inverse = false
  if (piece.grain !== undefined) return bestStretch(item, frame, index)
  if (piece.adjective !== null && (target === null || target.kind === 'table')) {
    if (target !== null) adopt(frame, target.at)
    const tables = [...(target === null ? [] : [target.at]), ...(frame.entity === null ? [] : [frame.entity]), ...frame.present, ...shownTables(frame, index)]
    const found = columnFor(piece.adjective, tables, index)
    if (found === null) {
      const figure = figureOf(target?.at ?? tables[0], item, frame, index)
      if (figure === null) frame.notes.push('lostSuperlative')
      else counted(figure, item, items, frame, piece.direction === 'max' ? 'desc' : 'asc', decisions, index)
      return
    }
    target = { kind: 'column', at: found.column }
    inverse = found.inverse
  }
  const direction = (piece.direction === 'max') !== inverse ? 'desc' : 'asc'
  if (decisions.extreme === 'rows' && (piece.often || target?.kind === 'table')) return void among(item, items, frame, direction, index)
  if (piece.often) return often(item, frame, direction, index)
  if (target === null) {
    const figure = figureOf(frame.entity ?? undefined, item, frame, index)
    if (figure === null) frame.notes.push('lostSuperlative')
    else counted(figure, item, items, frame, direction, decisions, index)
    return
  }
  if (target.kind === 'metric') return counted(metricMeasure(target.at, index, item.start, item.end), item, items, frame, direction, decisions, index)
  const bare = target.kind === 'table' && piece.ranks === true && frame.show.length === 0 && !piece.counted && (frame.entity === null || frame.entity === target.at) && !items.some((other) => other.kind === 'table' && other.start < item.start) ? target.at : null
  const own = bare === null || index.glossary === null || frame.measures.length > 0 ? null : ownAmount(bare, index)
  if (own !== null) target = { kind: 'column', at: own }
  const main = bare === null || own !== null ? null : figureOf(bare, item, frame, index)
  if (main !== null && target.kind === 'table') {
    adopt(frame, target.at)
    return counted(main, item, items, frame, direction, decisions, index)
  }
  if (target.kind === 'table') return counted(rowsOf(target.at, item.start, item.end), item, items, frame, direction, decisions, index)
  const column = index.columns[target.at]!
  const distinctCount = piece.aggregate === 'countDistinct' || (!column.numeric && column.role !== 'date' && column.role !== 'year' && piece.adjective === null && !/^\d/.test(String(column.min ?? '')))
  if (piece.aggregate === 'sum' || piece.aggregate === 'avg' || (piece.counted && !column.numeric && piece.adjective === null) || distinctCount) {
    if (distinctCount && !piece.counted && frame.show.length === 0 && frame.entity === null) return often(item, frame, direction, index)
    const name = piece.aggregate === 'sum' || piece.aggregate === 'avg' ? piece.aggregate : 'countDistinct'
    return counted({ name, column: column.at, table: column.table, start: item.start, end: item.end }, item, items, frame, direction, decisions, index)
  }
  // "top 5 vendors by bill amount": what their rows in another table come to.
  if (decisions.extreme === 'measure' && piece.entity !== null && column.role === 'measure' && frame.entity !== null && frame.entity !== column.table && !index.single[frame.entity]![column.table]!) {
    frame.notes.push('summedRows')
    return counted({ name: 'sum', column: column.at, table: column.table, start: item.start, end: item.end }, item, items, frame, direction, decisions, index)
  }
  // "the location with the most counties", where counties are known by a key.
  if ((column.role === 'id' || column.role === 'foreign') && piece.adjective === null && frame.show.length > 0) return counted(rowsOf(column.table, item.start, item.end), item, items, frame, direction, decisions, index)
  const grouped = piece.rank === 1 && !item.clause && items.some((other) => other.kind === 'group' && !other.weak)
  const alone = grouped || (item.target?.kind === 'column' && frame.show.length === 0 && frame.measures.length === 0 && piece.rank === 1 && !items.some((other) => other.kind === 'table' && other.start < item.start) && piece.of !== null && !item.clause)
  if (alone && decisions.extreme === 'measure') {
    frame.notes.push('extreme')
    if (grouped && (item.target?.kind === 'table' || items.some((other) => other.kind === 'table' && other.table === column.table))) frame.notes.push('extremeOfRows')
    frame.measures.push({ name: piece.direction, column: column.at, table: column.table, start: item.start, end: item.end })
    return
  }
  const elsewhere = decisions.extreme === 'rows' && frame.entity !== null && frame.entity !== column.table && index.single[frame.entity]![column.table]!
  if (piece.rank === 1 && (elsewhere || (frame.measures.length > 0 && !items.some((other) => other.kind === 'group')))) {
    // "the average rating of the oldest movie", "cities in the largest county": all rows that have the extreme.
    frame.notes.push('extremeRows')
    frame.where.push({ kind: 'average', column: column.at, operator: '=', name: direction === 'desc' ? 'max' : 'min', of: column.at, where: [] })
    return
  }
  if (decisions.extreme === 'rows') return void frame.notes.push('lostSuperlative')
  if (frame.measures.length > 0 && !items.some((other) => other.kind === 'group')) {
    frame.notes.push('lostSuperlative')
    return
  }
  if (frame.entity === null) frame.entity = column.table
  frame.order.push({ by: { kind: 'column', column: column.at }, direction })
  frame.limit = item.plural && piece.rank === 1 && piece.adjective !== null ? 10 : piece.rank
}

/** "Best month for revenue", "which quarter was the worst": by the figure that was named, or asked for, else the main one of the vocabulary. */
function bestStretch({ piece, target, start, end }: Superlative, frame: Frame, index: LanguageIndex): void {
  const said = frame.measures[0]
  const main = index.glossary?.metrics.findIndex((metric) => metric.good === 'up' && metric.balance === undefined && metric.time !== undefined) ?? -1
  const measure = target?.kind === 'metric' ? metricMeasure(target.at, index, start, end)
    : target?.kind === 'table' ? rowsOf(target.at, start, end)
    : target?.kind === 'column' ? { name: 'sum' as const, column: target.at, table: index.columns[target.at]!.table, start, end }
    : said ?? (main < 0 ? null : metricMeasure(main, index, start, end))
  if (measure === null || frame.limit !== null) return void frame.notes.push('lostSuperlative')
  if (target === null && said === undefined) frame.notes.push('byMainMetric')
  const isBad = piece.judges === true && measure.metric !== undefined && index.glossary!.metrics[measure.metric]!.good === 'down'
  frame.notes.push('bestStretch')
  if (said === undefined) frame.measures.push(measure)
  frame.order.push({ by: { kind: 'measure', measure }, direction: (piece.direction === 'max') !== isBad ? 'desc' : 'asc' })
  frame.limit = piece.rank
}

/** What rows of a table are ranked by when the words name no column of theirs: the figure that was asked for, else the main one of the vocabulary. */
function figureOf(table: number | undefined, item: Superlative, frame: Frame, index: LanguageIndex): FrameMeasure | null {
  const [said] = frame.measures
  if (said?.metric !== undefined) {
    if (said.start > item.start) frame.notes.push('saidFigure')
    return said
  }
  if (table === undefined || said !== undefined || index.glossary === null) return null
  const main = mainMetric(table, index)
  const place = { start: item.start, end: item.end }
  frame.notes.push('byMainMetric')
  if (main !== null) return metricMeasure(main, index, item.start, item.end)
  // What is recorded of them: the nearest rows that have an amount.
  const [amount] = index.tables.flatMap(({ at }) => (at === table || !index.single[at]![table]! || index.tables[at]!.time === null ? [] : ownAmount(at, index) ?? []))
    .sort((left, right) => index.distances[index.columns[left]!.table]![table]! - index.distances[index.columns[right]!.table]![table]! || left - right)
  return amount === undefined ? null : { name: 'sum', column: amount, table: index.columns[amount]!.table, ...place }
}

/**
 * "the top 3 departments with the most courses": the second superlative ranks, the first only says how many. "top 3 students sorted by age": the order ranks.
 */
export function rankedLater(items: readonly Item[]): Item[] {
  return items.flatMap((item, at): Item[] => {
    if (item.kind !== 'superlative' || item.piece.rank === 1 || item.target === null || item.target.kind === 'metric' || item.piece.adjective !== null || item.piece.counted || item.piece.often) return [item]
    if (!items.slice(at + 1).some((other) => (other.kind === 'superlative' && other.piece.rank === 1) || other.kind === 'order')) return [item]
    const { start, end, clause, negated, or } = item
    const place = { start, end, clause, negated, or }
    return [{ ...place, kind: 'wanted', count: item.piece.rank }, item.target.kind === 'table' ? { ...place, kind: 'table', table: item.target.at } : { ...place, kind: 'column', column: item.target.at, distinct: false }]
  })
}

function adopt(frame: Frame, table: number): void {
  if (frame.entity === null) frame.entity = table
  else if (frame.entity !== table && !frame.present.includes(table)) frame.present.push(table)
}

function shownTables(frame: Frame, index: LanguageIndex): number[] {
  return frame.show.flatMap((item) => (item.kind === 'column' ? [index.columns[item.column]!.table] : []))
}

/** "the most common nationality", "which dish is ordered most often". */
function often(item: Superlative, frame: Frame, direction: 'asc' | 'desc', index: LanguageIndex): void {
  const { target } = item
  if (target?.kind === 'column') {
    const column = index.columns[target.at]!
    if (frame.show.length === 0) frame.show.push({ kind: 'column', column: column.at })
    pushGroup(frame, { column: column.at, key: [] })
    frame.order.push({ by: { kind: 'measure', measure: rowsOf(frame.entity ?? column.table, item.start, item.end) }, direction })
    if (frame.entity === null) frame.entity = column.table
  } else {
    if (target !== null) adopt(frame, target.at)
    const grouped = frame.entity ?? shownTables(frame, index)[0]
    if (grouped === undefined) return
    const child = frame.present.find((table) => table !== grouped && !index.single[grouped]![table]!) ?? childOf(grouped, index)
    groupByShown(frame, grouped, index, child ?? grouped, true)
    frame.order.push({ by: { kind: 'measure', measure: rowsOf(child ?? grouped, item.start, item.end) }, direction })
  }
  frame.limit = item.piece.rank
}

/** "customers who complained of the product with the most complaints", "phones of customers with the most common policy type": a test of what is asked for, not its order. */
function among(item: Superlative, items: readonly Item[], frame: Frame, direction: 'asc' | 'desc', index: LanguageIndex): void {
  const { target, piece } = item
  const holder = items.findLast((other) => other.kind === 'table' && other.start < item.start && other.table !== frame.entity && other.table !== target?.at)
  const column = piece.often ? (target?.kind === 'column' ? target.at : undefined) : holder?.kind === 'table' ? index.tables[holder.table]!.key[0] : undefined
  const counted = piece.often && column !== undefined ? index.columns[column]!.table : target?.kind === 'table' ? target.at : undefined
  const shown = frame.show.some((shown) => shown.kind === 'column' && shown.column === column)
  const ownRows = !piece.often && column !== undefined && counted !== undefined && index.single[index.columns[column]!.table]![counted]!
  if (column === undefined || counted === undefined || shown || ownRows || (frame.entity === null && frame.show.length === 0)) return void frame.notes.push('lostSuperlative')
  frame.notes.push('amongMost')
  frame.where.push({ kind: 'most', column, measure: rowsOf(counted, item.start, item.end), direction, count: piece.rank })
}

/** The largest table that points to this one. */
function childOf(table: number, index: LanguageIndex): number | undefined {
  return index.tables[table]!.pointing.map((at) => index.columns[at]!.table).filter((child) => child !== table)
    .sort((left, right) => index.tables[right]!.rows - index.tables[left]!.rows)[0]
}

/** "the customer with the most orders", "the department with the highest average salary". */
function counted(measure: FrameMeasure, item: Superlative, items: readonly Item[], frame: Frame, direction: 'asc' | 'desc', decisions: Decisions, index: LanguageIndex): void {
  if (frame.entity === null && frame.show.length === 0 && frame.present.length === 0 && measure.metric !== undefined && items.some((other) => other.kind === 'group' && other.grain !== null)) {
    // "Which month had the highest revenue": the months are what is ranked.
    frame.order.push({ by: { kind: 'measure', measure }, direction })
    frame.limit = item.piece.rank
    return
  }
  const grouped = frame.entity !== null && frame.entity !== measure.table ? frame.entity : (shownTables(frame, index).find((table) => table !== measure.table) ?? frame.present.find((table) => table !== measure.table) ?? frame.entity ?? measure.table)
  groupByShown(frame, grouped, index, measure.table, measure.column === null && measure.metric === undefined, decisions)
  frame.order.push({ by: { kind: 'measure', measure }, direction })
  frame.limit = item.piece.rank
}

function groupByShown(frame: Frame, grouped: number, index: LanguageIndex, counted: number, counts: boolean, decisions?: Decisions): void {
  const shown = frame.show.flatMap((item) => (item.kind === 'column' ? [item.column] : []))
  const { key, display, columns } = index.tables[grouped]!
  if (shown.length > 0) {
    for (const column of shown) pushGroup(frame, { column, key: groupKey(column, counted, frame, index, counts) })
    return
  }
  const visible = decisions?.display !== 'key' && display.length > 0 ? display : key.length > 0 ? key : columns.slice(0, 1)
  for (const column of visible) {
    frame.show.push({ kind: 'column', column })
    pushGroup(frame, { column, key })
  }
}
