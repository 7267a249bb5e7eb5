import type { LanguageIndex } from '../index/language-index.ts'
import { askedAdjectives } from '../lexicon.ts'
import { columnFor, ownAmount } from './conditions.ts'
import { conditionColumns, groupKey, pushGroup, rowsOf, type Decisions, type Frame, type FrameMeasure } from './frame.ts'
import { addDerived, addFilters, addTime } from './business.ts'
import { ofKind, type Item, type ItemOf } from './items.ts'
import { addConditions } from './frame-conditions.ts'
import { countBridges, repeatRows, setApart, tellsRowsApart } from './frame-rows.ts'
import { applyNegation } from './negation.ts'
import { averagePer, timeOfTotal } from './average-per.ts'
import { addRatio } from './ratio.ts'
import { limitPerGroup } from './per-group.ts'
import { applySuperlative, rankedLater } from './superlative.ts'

/** Builds a frame from the items of a cover under the given decisions; null when they make no question. */
export function compose(items: readonly Item[], decisions: Decisions, index: LanguageIndex, keys: readonly number[] = []): Frame | null {
  const { kept, conditions: absent } = applyNegation(rankedLater(items), entityOf(items), index)
  const entity = entityOf(kept) ?? entityOf(items)
  const frame: Frame = { entity, present: [], show: [], measures: [], by: [], where: [...absent], having: [], order: [], limit: null, distinct: false, period: null, compare: [], split: null, keys, notes: [] }
  if (absent.length > 0) frame.notes.push('absent')
  for (const table of ofKind(kept, 'table')) if (table.table !== entity && !frame.present.includes(table.table)) frame.present.push(table.table)

  const columns = ofKind(kept, 'column')
  const shown = columns.filter((column) => !column.clause || decisions.clauseColumns)
  const asked = shown.length > 0 || ofKind(kept, 'measure').length > 0 ? shown : columns.slice(0, 1)
  if (asked.length < columns.length) {
    frame.notes.push('clauseColumn')
    for (const column of columns) if (!asked.includes(column)) frame.present.push(index.columns[column.column]!.table)
  }
  for (const column of asked) {
    if (!frame.show.some((other) => other.kind === 'column' && other.column === column.column)) frame.show.push({ kind: 'column', column: column.column })
    if (column.distinct) frame.distinct = true
  }
  addAsked(kept, frame, entity, index)
  if (ofKind(kept, 'star').length > 0 && entity !== null && frame.show.length === 0) {
    frame.notes.push('star')
    for (const column of index.tables[entity]!.columns) frame.show.push({ kind: 'column', column })
  }

  addConditions(kept, frame, decisions, index)
  for (const { measures, numberOf } of ofKind(kept, 'measure')) {
    for (const measure of measures) {
      // "the number of employees" may be a stored number, to be shown as it is.
      if (numberOf && decisions.numbers === 'show' && measure.column !== null) {
        frame.notes.push('storedNumber')
        frame.show.push({ kind: 'column', column: measure.column })
      } else if (!frame.measures.some((other) => sameMeasure(other, measure))) frame.measures.push({ ...measure })
    }
  }
  const tested = ofKind(kept, 'having')
  for (const { having } of tested) frame.having.push(having)
  if (tested.slice(1).some((item) => item.or)) frame.eitherHaving = true
  for (const superlative of ofKind(kept, 'superlative')) rankBy(superlative, kept, frame, decisions, index)
  addFilters(kept, frame, index)
  addRatio(kept, frame, index)
  const averaged = averagePer(kept, frame, index, decisions.perRow)
  const groups = kept.filter((item) => item !== averaged)
  addTime(groups, frame, index)
  timeOfTotal(frame, index)
  addDerived(kept, frame, index)
  addGroups(groups, frame, decisions, index)
  limitPerGroup(kept, frame, index)
  addDisplay(frame, decisions, index)
  nameRoles(kept, frame, index)
  if (frame.show.length === 0 && frame.measures.length === 0) return null
  addGroupKeys(frame, index)
  addOrder(kept, frame, decisions)
  addWanted(kept, frame)
  if (ofKind(items, 'lost').some((item) => item.whole)) return null
  if (ofKind(items, 'lost').length > 0) frame.notes.push('lost')
  if (decisions.apart && !setApart(frame, absent, index)) return null
  if (decisions.distinct && frame.entity !== null && tellsRowsApart(frame, frame.entity, index)) return null
  if (decisions.distinct && !frame.distinct) {
    frame.notes.push('extraDistinct')
    frame.distinct = true
  }
  if (decisions.bridge) countBridges(frame, index)
  if (decisions.repeat && !repeatRows(frame, index)) return null
  if (frame.measures.length > 0 && (frame.by.length === 0 || frame.show.some((item) => item.kind === 'measure'))) frame.distinct = false
  return frame
}

/** A superlative, whose words the order and the limit that it makes come from. */
function rankBy(superlative: ItemOf<'superlative'>, items: readonly Item[], frame: Frame, decisions: Decisions, index: LanguageIndex): void {
  const [orders, limit] = [frame.order.length, frame.limit]
  applySuperlative(superlative, items, frame, decisions, index)
  const place = { start: superlative.start, end: superlative.end }
  for (const order of frame.order.slice(orders)) order.place = place
  if (frame.limit !== limit) frame.limitPlace = place
}

/** The table whose rows are meant: the first one named outside a relative clause, else where the first column or measure lives. */
export function entityOf(items: readonly Item[]): number | null {
  const outright = items.find((item) => item.kind === 'table' && !item.clause && !item.negated) as ItemOf<'table'> | undefined
  const measure = ofKind(items, 'measure').find((item) => item.measures[0]!.column === null && item.measures[0]!.metric === undefined)
  if (outright !== undefined && (measure === undefined || outright.start < measure.start)) return outright.table
  if (measure !== undefined) return measure.measures[0]!.table
  if (outright !== undefined) return outright.table
  const any = ofKind(items, 'table').find((item) => !item.negated)
  return any?.table ?? null
}

function addAsked(items: readonly Item[], frame: Frame, entity: number | null, index: LanguageIndex): void {
  for (const { ask } of ofKind(items, 'ask')) {
    const tables = [...(entity === null ? [] : [entity]), ...frame.present]
    if (frame.show.length > 0 || ofKind(items, 'measure').length > 0) return
    const adjective = askedAdjectives.get(ask)
    if (adjective !== undefined) {
      const found = columnFor(adjective, tables, index)
      const amount = found === null && ask === 'howMuch' && entity !== null && index.glossary !== null ? ownAmount(entity, index) : null
      if (found !== null) frame.show.push({ kind: 'column', column: found.column })
      else if (amount !== null) frame.measures.push({ name: 'sum', column: amount, table: entity!, start: items[0]!.start, end: items[0]!.end })
      continue
    }
    if (ask !== 'when' && ask !== 'where') continue
    const wanted = ask === 'when' ? ['date', 'time', 'year'] : ['location', 'address', 'city', 'place', 'country', 'venue']
    for (const table of tables) {
      const column = index.tables[table]!.columns.find((at) => wanted.some((word) => index.columns[at]!.words.includes(word)) || (ask === 'when' && index.columns[at]!.role === 'date'))
      if (column === undefined) continue
      frame.show.push({ kind: 'column', column })
      break
    }
  }
}

function addGroups(items: readonly Item[], frame: Frame, decisions: Decisions, index: LanguageIndex): void {
  if (decisions.group === 'none') return
  const groups = ofKind(items, 'group')
  if (groups.some((group) => group.weak) && frame.measures.length === 0 && frame.having.length === 0 && frame.order.length === 0 && frame.entity !== null) {
    frame.notes.push(ofKind(items, 'ask').length === 0 ? 'countedInShort' : 'countedByDefault')
    frame.measures.push(rowsOf(frame.entity, groups[0]!.start, groups[0]!.end))
    frame.show = []
  }
  for (const group of groups) {
    for (const target of group.targets) {
      const place = { start: group.start, end: group.end }
      if (target.kind === 'column') pushGroup(frame, { column: target.at, key: [], place })
      else {
        const { key, display, columns } = index.tables[target.at]!
        const shown = frame.show.flatMap((item) => (item.kind === 'column' && index.columns[item.column]!.table === target.at ? [item.column] : []))
        const others = frame.show.length > shown.length
        if (frame.measures.length === 0 && frame.having.length === 0) {
          if (frame.entity === null) frame.entity = target.at
          else if (!frame.present.includes(target.at)) frame.present.push(target.at)
          continue
        }
        const visible = shown.length > 0 ? shown : others ? [] : display.length > 0 ? display : key.length > 0 ? key : columns.slice(0, 1)
        for (const column of visible) pushGroup(frame, { column, key, place })
        if (visible.length === 0 && key[0] !== undefined) frame.present.push(target.at)
      }
    }
  }
  const ordered = ofKind(items, 'order').flatMap((item) => item.keys).find((key) => key.kind === 'measure')?.measure
  if (frame.measures.length > 0 || frame.having.length > 0 || (ordered !== undefined && frame.limit === null)) {
    const first = frame.measures[0] ?? frame.having[0]?.measure ?? ordered
    const counts = first?.column === null && first.metric === undefined
    for (const item of frame.show) {
      if (item.kind !== 'column') continue
      const key = groupKey(item.column, first?.table, frame, index, counts)
      pushGroup(frame, { column: item.column, key: groups.some((group) => group.targets.some((target) => target.kind === 'column' && target.at === item.column)) ? [] : key })
    }
    if (frame.by.length === 0 && frame.entity !== null && frame.measures.length === 0) {
      const { display, key } = index.tables[frame.entity]!
      for (const column of decisions.display === 'key' || display.length === 0 ? key : display) pushGroup(frame, { column, key })
    }
    if (frame.by.length > 0) regroupShow(frame)
  }
}

/** Once there are groups, what was to be shown are the groups, and the measures that were asked for. */
function regroupShow(frame: Frame): void {
  const show: Frame['show'] = []
  frame.by.forEach((_, group) => show.push({ kind: 'group', group }))
  frame.measures.forEach((_, measure) => show.push({ kind: 'measure', measure }))
  frame.show = show
}

function addDisplay(frame: Frame, decisions: Decisions, index: LanguageIndex): void {
  if (frame.by.length === 0 && frame.measures.length > 0) {
    if (!frame.show.some((item) => item.kind === 'measure')) frame.measures.forEach((_, measure) => frame.show.push({ kind: 'measure', measure }))
    return
  }
  if (frame.show.length > 0 || frame.entity === null) return
  const { display, key, columns } = index.tables[frame.entity]!
  frame.notes.push(decisions.display === 'key' ? 'displayKey' : 'displayName')
  const visible = decisions.display === 'key' || display.length === 0 ? (key.length > 0 ? key : columns.slice(0, 1)) : display
  for (const column of visible) frame.show.push({ kind: 'column', column })
}

/** "How many airports are there per city? Order by the number of airports": said twice, meant once. */
const sameMeasure = (left: FrameMeasure, right: FrameMeasure): boolean => JSON.stringify({ ...left, start: 0, end: 0 }) === JSON.stringify({ ...right, start: 0, end: 0 })

/** "employees and their managers": who plays a role is named beside the row that says so. */
function nameRoles(items: readonly Item[], frame: Frame, index: LanguageIndex): void {
  if (frame.measures.length + frame.by.length > 0) return
  for (const { table, clause, negated } of ofKind(items, 'table')) {
    const tested = frame.where.flatMap(conditionColumns)
    const used = [...tested, ...frame.show.flatMap((item) => (item.kind === 'column' ? [item.column] : []))].some((column) => index.columns[column]!.table === table)
    if (clause || negated || used || table === frame.entity || index.tables[table]!.role === undefined) continue
    frame.notes.push('roleNamed')
    for (const column of index.tables[table]!.display) frame.show.push({ kind: 'column', column })
  }
}

/** Groups shown by several columns of one table are told apart by its key once. */
function addGroupKeys(frame: Frame, index: LanguageIndex): void {
  for (const group of frame.by) if (index.tables[index.columns[group.column]!.table]!.key.length > 1) group.key = []
}

/** "the 3 oldest", "3 students": how many rows are kept. */
function addWanted(items: readonly Item[], frame: Frame): void {
  const [wanted] = ofKind(items, 'wanted')
  if (wanted === undefined) return
  frame.notes.push(frame.limit === null ? 'wanted' : 'wantedRanked')
  if (frame.limit === null || frame.limit === 1) {
    frame.limit = wanted.count
    frame.limitPlace = { start: wanted.start, end: wanted.end }
  }
}

function addOrder(items: readonly Item[], frame: Frame, decisions: Decisions): void {
  const orders = ofKind(items, 'order')
  const keyed = orders.some((item) => item.keys.length > 0)
  const falling = orders.some((item) => item.direction === 'desc' && item.keys.length === 0)
  // "Ordered … from most to least" says the order once, in two places.
  for (const item of keyed ? orders : orders.slice(0, 1)) {
    const direction = falling ? 'desc' : item.direction
    const place = { start: item.start, end: item.end }
    for (const key of item.keys) frame.order.push({ by: key, direction, place })
    if (keyed) continue
    const [figure] = frame.measures
    if (decisions.byFigure && figure !== undefined && frame.by.length > 0) {
      frame.notes.push('byFigure')
      frame.order.push({ by: { kind: 'measure', measure: figure }, direction, place })
      continue
    }
    const first = frame.show.find((shown) => shown.kind !== 'measure')
    if (first?.kind === 'column') frame.order.push({ by: { kind: 'column', column: first.column }, direction, place })
    else if (first?.kind === 'group') frame.order.push({ by: { kind: 'column', column: frame.by[first.group]!.column }, direction, place })
  }
}
