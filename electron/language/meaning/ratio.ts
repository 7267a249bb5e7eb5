import type { LanguageIndex } from '../index/language-index.ts'
import { rowsOf, type Frame, type FrameMeasure } from './frame.ts'
import { ofKind, type Item } from './items.ts'

/** One figure by another: "margin as a percentage of revenue", "which percentage of invoices are overdue", "the share of revenue that comes from APAC". */
export function addRatio(items: readonly Item[], frame: Frame, index: LanguageIndex): void {
  const [ratio] = ofKind(items, 'ratio')
  if (ratio !== undefined) {
    if (frame.measures.length !== 2) frame.notes.push('lostComparison')
    else frame.compare.push({ kind: 'ratio', operator: ratio.operator, percent: ratio.percent, start: ratio.start, end: ratio.end })
    return
  }
  const share = ofKind(items, 'derived').find((item) => item.derived === 'share')
  const whole = share === undefined ? null : wholeOf(frame, share.end, index)
  if (share === undefined || whole === null || (share.from === undefined && ofKind(items, 'group').length > 0)) return
  // "Percent of employees in Marketing" has no verb: all that is said of them, but for the time.
  const part = frame.where.filter((test) => test.place !== undefined && (share.from === undefined ? test.place.start >= share.end && test.kind !== 'within' : test.place.start >= share.from))
  if (part.length === 0) return
  frame.notes.push('portion')
  frame.where = frame.where.filter((test) => !part.includes(test))
  frame.measures = [{ ...whole, where: part, part: true }, whole]
  frame.compare.push({ kind: 'ratio', operator: '/', percent: true, start: share.start, end: share.end })
}

/** What the part is a part of: the figure that was named, else the rows. */
function wholeOf(frame: Frame, end: number, index: LanguageIndex): FrameMeasure | null {
  const [measure, ...more] = frame.measures
  if (measure !== undefined) return more.length > 0 || (measure.metric !== undefined && index.glossary!.metrics[measure.metric]!.balance !== undefined) ? null : measure
  return frame.entity === null || frame.order.length > 0 || frame.having.length > 0 ? null : rowsOf(frame.entity, end, end + 1)
}
