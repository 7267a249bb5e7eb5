import { pushGroup, type Frame } from './frame.ts'
import { ofKind, type Item } from './items.ts'

/** Time buckets on a date. */
export function addGrains(items: readonly Item[], frame: Frame, time: number | null): void {
  for (const { grain, fiscal, start, end } of ofKind(items, 'group')) {
    if (grain === null) continue
    if (time === null) frame.notes.push('lostGrain')
    else pushGroup(frame, { column: time, key: [], grain, place: { start, end }, ...(fiscal === true ? { fiscal } : {}) })
  }
}
