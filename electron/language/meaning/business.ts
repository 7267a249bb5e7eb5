import type { LanguageIndex } from '../index/language-index.ts'
import { onPeriod, timeColumn } from './conditions.ts'
import { conditionColumns, pushGroup, type Frame } from './frame.ts'
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
    frame.where.push(item.negated ? { kind: 'not', of: { kind: 'term', term } } : { kind: 'term', term })
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
  const versus = ofKind(items, 'derived').some((item) => item.derived === 'versus')
  const [first, second] = periods
  if (first !== undefined && second !== undefined && versus && frame.measures.length === 1) {
    const [measure] = frame.measures
    // A change is what came later less what came before, whichever is said first.
    const [later, earlier] = (first.period.from ?? '') < (second.period.from ?? '') ? [second, first] : [first, second]
    frame.measures = [{ ...measure!, period: later.period }, { ...measure!, period: earlier.period }]
    frame.compare.push({ kind: 'change' })
  } else {
    for (const { period, negated } of periods) {
      if (metricTimes.length > 0) {
        frame.period = { words: period, columns: [...new Set(metricTimes)] }
        continue
      }
      const time = timeColumn([...tables, ...frame.where.flatMap(conditionColumns).map((at) => index.columns[at]!.table).reverse()], index)
      const column = time === null ? undefined : index.columns[time.column]
      const condition = column === undefined ? null : onPeriod(column, '=', period)
      if (column === undefined || condition === null) frame.notes.push('lostPeriod')
      else frame.where.push(negated ? { kind: 'not', of: condition } : condition)
      if (column !== undefined && !frame.present.includes(column.table) && column.table !== frame.entity) frame.present.push(column.table)
    }
  }
  for (const { grain } of ofKind(items, 'group')) {
    if (grain === null) continue
    const time = metricTimes[0] ?? tables.map((table) => index.tables[table]!.time).find((column) => column !== null)
    if (time === undefined || time === null) frame.notes.push('lostGrain')
    else {
      if (measures.length === 0 && frame.entity !== null) frame.measures.push({ name: 'count', column: null, table: frame.entity, start: 0, end: 0 })
      pushGroup(frame, { column: time, key: [], grain })
    }
  }
}

/** Shares and running totals of the first measure. A running total without a step goes by months. */
export function addDerived(items: readonly Item[], frame: Frame): void {
  for (const { derived } of ofKind(items, 'derived')) {
    if (derived === 'versus' || frame.measures.length === 0) continue
    if (derived === 'running' && !frame.by.some((group) => group.grain !== undefined)) {
      const time = frame.period?.columns[0]
      if (time === undefined) {
        frame.notes.push('lostRunning')
        continue
      }
      frame.notes.push('months')
      frame.by.push({ column: time, key: [], grain: 'month' })
    }
    frame.compare.push({ kind: derived })
  }
}
