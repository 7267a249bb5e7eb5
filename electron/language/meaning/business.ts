import type { LanguageIndex } from '../index/language-index.ts'
import { addDifference, addEarlier, earlierOf } from './change.ts'
import { onPeriod, timeColumn } from './conditions.ts'
import { conditionColumns, type Frame } from './frame.ts'
import { addGrains } from './grains.ts'
import { ofKind, type Item } from './items.ts'
import { measuresOf, timeOf } from './tables.ts'

/** Filter words of the vocabulary ("unpaid"), for the table of the question they describe. */
export function addFilters(items: readonly Item[], frame: Frame, index: LanguageIndex): void {
  const tables = [...(frame.entity === null ? [] : [frame.entity]), ...measuresOf(frame).map((measure) => measure.table), ...frame.present].map((table) => index.tables[table]!.name)
  for (const item of ofKind(items, 'filter')) {
    const fitting = tables.flatMap((name) => item.terms.filter((term) => of(term) === name))
    const term = fitting[0] ?? item.terms[0]
    if (term === undefined) continue
    if (fitting.length === 0) frame.notes.push('filterElsewhere')
    const place = { start: item.start, end: item.end }
    frame.where.push(item.negated ? { kind: 'not', of: { kind: 'term', term, place }, place } : { kind: 'term', term, place })
  }

  function of(term: number): string | null {
    const target = index.glossary!.terms[term]!.target
    return target.kind === 'filter' ? target.of : null
  }
}

/** Bare periods ("in 2025") and time buckets ("by month"), on the dates of the measures or of the entity. */
export function addTime(items: readonly Item[], frame: Frame, index: LanguageIndex): void {
  const measures = measuresOf(frame)
  const tables = [...(frame.entity === null ? [] : [frame.entity]), ...measures.map((measure) => measure.table), ...frame.present, ...frame.show.flatMap((item) => (item.kind === 'column' ? [index.columns[item.column]!.table] : []))]
  const metricTimes = measures.filter((measure) => measure.metric !== undefined).map((measure) => timeOf(measure, index)).filter((time) => time !== null)
  const periods = ofKind(items, 'period')
  const back = earlierOf(items, frame, index)
  if (back !== null) return addEarlier(back, items, frame, index)
  const [change] = ofKind(items, 'changed')
  const versus = change ?? ofKind(items, 'derived').find((item) => item.derived === 'versus')
  const [first, second] = periods
  if (first !== undefined && second !== undefined && versus !== undefined && frame.measures.length === 1) {
    const [measure] = frame.measures
    // A change is what came later less what came before, whichever is said first.
    const [later, earlier] = (first.period.from ?? '') < (second.period.from ?? '') ? [second, first] : [first, second]
    const placeOf = ({ start, end }: typeof later) => ({ start, end })
    frame.measures = [{ ...measure!, period: later.period, said: placeOf(later) }, { ...measure!, period: earlier.period, said: placeOf(earlier) }]
    frame.compare.push({ kind: 'change', percent: change?.percent ?? false, asked: change !== undefined, reversed: false, start: versus.start, end: versus.end })
  } else {
    for (const { period, negated, start, end } of periods) {
      const place = { start, end }
      if (metricTimes.length > 0) {
        frame.period = { words: period, columns: [...new Set(metricTimes)], said: place }
        continue
      }
      const time = timeColumn([...tables, ...frame.where.flatMap(conditionColumns).map((at) => index.columns[at]!.table).reverse()], index)
      const column = time === null ? undefined : index.columns[time.column]
      const condition = column === undefined ? null : onPeriod(column, '=', period)
      if (column === undefined || condition === null) frame.notes.push('lostPeriod')
      else frame.where.push(negated ? { kind: 'not', of: condition, place } : { ...condition, place })
      if (column !== undefined && !frame.present.includes(column.table) && column.table !== frame.entity) frame.present.push(column.table)
    }
  }
  const time = metricTimes[0] ?? tables.map((table) => index.tables[table]!.time).find((column) => column !== null)
  if (measures.length === 0 && frame.entity !== null && time !== undefined && time !== null && ofKind(items, 'group').some(({ grain }) => grain !== null)) frame.measures.push({ name: 'count', column: null, table: frame.entity, start: 0, end: 0 })
  addGrains(items, frame, time ?? null)
}

/** Shares and running totals of the first measure; the change between the first two. A running total without a step goes by months. */
export function addDerived(items: readonly Item[], frame: Frame, index: LanguageIndex): void {
  if (!frame.compare.some(({ kind }) => kind === 'ratio')) addDifference(items, frame, index)
  if (ofKind(items, 'changed').length + ofKind(items, 'earlier').length > 0 && frame.compare.length === 0) frame.notes.push('lostComparison')
  for (const { derived, start, end } of ofKind(items, 'derived')) {
    if (derived === 'versus' || frame.measures.length === 0 || frame.compare.some(({ kind }) => kind === 'ratio')) continue
    if (derived === 'running' && !frame.by.some((group) => group.grain !== undefined)) {
      const time = frame.period?.columns[0]
      if (time === undefined) {
        frame.notes.push('lostRunning')
        continue
      }
      frame.notes.push('months')
      frame.by.push({ column: time, key: [], grain: 'month' })
    }
    frame.compare.push({ kind: derived, start, end })
  }
}
