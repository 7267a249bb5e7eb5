import type { LanguageIndex } from '../index/language-index.ts'
import type { Frame, FrameCondition, FrameMeasure } from '../meaning/frame.ts'
import type { Slot } from '../meaning/slots.ts'
import type { Target } from '../grammar/piece.ts'
import { measuresOf } from '../meaning/tables.ts'
import { addBases, type Add, type Use } from './use.ts'

/** What the words name, each with where it stands. */
export type Named = { slot: Slot; target: Target }

/** How far a frame uses what the words name, and names what it uses. Adds features that begin with "said", "unsaid" and "idle". */
export function saidFeatures(frame: Frame, named: readonly Named[], use: Use, index: LanguageIndex, add: Add): void {
  const columns = new Set(named.flatMap(({ target }) => (target.kind === 'column' ? [target.at] : [])))
  const tables = new Set(named.flatMap(({ target }) => (target.kind === 'table' ? [target.at] : [])))
  // A metric of the vocabulary brings its own table.
  for (const { metric, table } of frame.measures) if (metric !== undefined) tables.add(table)
  addBases(tables, index)
  idleNames(named, use, index, add)
  if (frame.entity !== null) add(tables.has(frame.entity) ? 'said.entity' : 'unsaid.entity')
  for (const table of use.tables) if (!tables.has(table) && !index.tables[table]!.columns.some((at) => columns.has(at))) add('unsaid.table')
  shownNames(frame, named, { columns, tables }, use, index, add)
  for (const measure of frame.measures) figureNames(measure, { columns, tables }, add)
  for (const key of frame.order) {
    if (key.by.kind === 'measure') add(`order.${key.by.measure.name}.${key.by.measure.table === frame.entity ? 'own' : 'other'}`)
    else add(`order.${columns.has(key.by.column) ? 'said' : 'unsaid'}.${index.columns[key.by.column]!.table === frame.entity ? 'own' : 'other'}`)
  }
  for (const { column, grain } of frame.by) {
    // "By month" names its group without naming a column.
    if (grain === undefined && !columns.has(column)) add(tables.has(index.columns[column]!.table) ? 'unsaid.groupColumn' : 'unsaid.group')
  }
  for (const test of use.tests) testNames(test, frame, { columns, tables }, index, add)
}

type NamedAt = { columns: ReadonlySet<number>; tables: ReadonlySet<number> }

/** Columns and tables that were named and play no part. */
function idleNames(named: readonly Named[], use: Use, index: LanguageIndex, add: Add): void {
  for (const { slot, target } of named) {
    if (target.kind === 'table' && !use.tables.has(target.at)) {
      add('idle.table')
      add(`idle.table.${slot.role}`)
    }
    if (target.kind !== 'column') continue
    if (use.columns.has(target.at)) {
      if (slot.role === 'show' && !use.shown.includes(target.at)) add('idle.unshown')
      continue
    }
    add('idle.column')
    add(`idle.column.${slot.role}`)
    if (!use.tables.has(index.columns[target.at]!.table)) add('idle.columnAndTable')
  }
}

/** Shown columns that nobody named, that are one of several called the same, or that a test has already settled. */
function shownNames(frame: Frame, named: readonly Named[], { columns, tables }: NamedAt, use: Use, index: LanguageIndex, add: Add): void {
  const settled = new Set(frame.where.flatMap((test) => ((test.kind === 'compare' && test.operator === '=') || (test.kind === 'values' && test.values.length === 1) ? [test.column] : [])))
  const everything = frame.notes.includes('star')
  const timed = new Set(frame.by.flatMap(({ column, grain }) => (grain === undefined ? [] : [column])))
  for (const at of use.shown) {
    const { name, table } = index.columns[at]!
    if (settled.has(at)) add('shown.settled')
    if (!everything && !columns.has(at) && !timed.has(at)) add('unsaid.shown')
    if (index.tables[table]!.role === undefined && (namesCounted(index).get(name.toLowerCase()) ?? 0) > 1) {
      add('shown.namesake')
      if (table === frame.entity) add('shown.namesake.own')
      if (tables.has(table)) add('shown.namesake.saidTable')
      if (!index.tables[table]!.key.includes(at)) add('shown.namesake.noKey')
    }
    if (frame.entity !== null && table !== frame.entity && frame.by.length === 0) add(`shown.elsewhere.${index.single[frame.entity]![table] === 1 ? 'single' : 'many'}`)
  }
  const names = new Set(use.shown.map((at) => index.columns[at]!.name.toLowerCase()))
  if (names.size < use.shown.length) add('shown.twins', use.shown.length - names.size)
  for (const { column } of frame.by) if (settled.has(column)) add('grouping.settled')
  if (everything) return
  const wanted = named.filter(({ slot, target }) => slot.role === 'show' && target.kind === 'column').length + timed.size
  add('shown.asNamed', Math.abs(use.shown.length - wanted))
  if (frame.show.length > wanted + frame.measures.length) add('shown.moreThanNamed')
}

const counted = new WeakMap<LanguageIndex, ReadonlyMap<string, number>>()

/** How many columns have a name; copies of tables that play a role do not count. */
function namesCounted(index: LanguageIndex): ReadonlyMap<string, number> {
  let counts = counted.get(index)
  if (counts === undefined) {
    const found = new Map<string, number>()
    for (const { name, table } of index.columns) if (index.tables[table]!.role === undefined) found.set(name.toLowerCase(), (found.get(name.toLowerCase()) ?? 0) + 1)
    counted.set(index, (counts = found))
  }
  return counts
}

function figureNames(measure: FrameMeasure, { columns, tables }: NamedAt, add: Add): void {
  if (measure.metric !== undefined) return
  if (measure.column === null) add(tables.has(measure.table) ? 'said.count' : 'unsaid.count')
  else if ((measure.name === 'sum' || measure.name === 'avg') && !columns.has(measure.column)) add('unsaid.figure')
}

function testNames(test: FrameCondition, frame: Frame, { columns, tables }: NamedAt, index: LanguageIndex, add: Add): void {
  if (test.kind !== 'compare' && test.kind !== 'values' && test.kind !== 'between' && test.kind !== 'text') return
  const { table, role } = index.columns[test.column]!
  add(`test.${columns.has(test.column) ? 'said' : 'unsaid'}`)
  add(`test.${table === frame.entity ? 'own' : tables.has(table) ? 'saidTable' : 'otherTable'}`)
  if (test.kind !== 'compare') return
  add(`test.${test.operator}`)
  if (typeof test.value === 'number' && (role === 'id' || role === 'foreign')) add(`test.number.${role}${test.operator}`)
}

/** Things that make little sense whatever was said: the same order or figure twice, groups of one row, equal rows dropped where there are none. */
export function dataFeatures(frame: Frame, use: Use, index: LanguageIndex, add: Add): void {
  const orders = frame.order.map(({ by }) => (by.kind === 'column' ? String(by.column) : `${by.measure.name} ${by.measure.column} ${by.measure.table}`))
  if (orders.length > 1) add('order.more', orders.length - 1)
  if (new Set(orders).size < orders.length) add('order.twice')
  const figures = frame.measures.map((measure) => `${measure.name} ${measure.column} ${measure.table} ${measure.metric}`)
  if (new Set(figures).size < figures.length) add('figure.twice')
  const [first] = measuresOf(frame)
  const grouped = new Set(frame.by.map((group) => group.column))
  for (const measure of frame.measures) {
    if (measure.column === null) continue
    const { distinct, rows } = index.columns[measure.column]!
    if (grouped.has(measure.column)) add('figure.ofGroup')
    if (measure.name === 'countDistinct' && rows !== null && rows > 0) add(distinct === rows ? 'figure.countsUnique' : 'figure.countsRepeats')
  }
  for (const { by } of frame.order) if (by.kind === 'measure' && by.measure.column !== null && grouped.has(by.measure.column)) add('order.ofGroup')
  if (frame.by.length > 1) add('grouping.more', frame.by.length - 1)
  for (const { column, key } of frame.by) {
    const { table, distinct, rows } = index.columns[column]!
    if (rows !== null && rows > 1 && distinct === rows) add('grouping.unique')
    if (rows !== null && distinct !== null && distinct <= 1) add('grouping.one')
    if (key.length > 0 && distinct !== null && rows !== null && distinct < rows) add('grouping.keySplits')
    if (first !== undefined) add(first.table === table ? 'grouping.sameTable' : index.single[first.table]![table] === 1 ? 'grouping.above' : 'grouping.below')
  }
  const tested = use.tests.flatMap((test) => ('column' in test ? [test.column] : []))
  if (new Set(tested).size < tested.length) add('test.twice')
  if (frame.by.length > 0) return
  const { entity } = frame
  if (entity !== null && [...use.tables].some((table) => index.single[entity]![table] !== 1)) add('manyPerRow')
  const [column] = use.shown.length === 1 && frame.show.length === 1 ? use.shown : []
  if (column === undefined) return
  const { distinct, rows } = index.columns[column]!
  const part = distinct === null || rows === null || rows === 0 ? 1 : distinct / rows
  if (part > 0.99) add(frame.distinct ? 'distinct.unique' : 'plain.unique')
  if (part < 0.3) add(frame.distinct ? 'distinct.few' : 'plain.few')
}
