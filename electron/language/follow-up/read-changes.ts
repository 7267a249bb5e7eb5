import type { Chart } from '../grammar/chart.ts'
import type { Change, ChangesRead, Mood } from './change.ts'
import { beyond, closersAt, isFiller, openersAt } from './phrases.ts'
import { chartsAt, comparisonsAt, limitsAt, ordersAt, removalChangesAt, reservedAt } from './standing.ts'
import { filtersAt, groupsAt, measuresAt, periodsAt } from './moody.ts'

type Path = { missed: number[]; changes: Change[]; worth: number; marked: boolean }

const skipCost = 0.05
/** Beside this a word that is taken up always counts for more. */
const perChange = 0.2

/** Reads a text as changes, one after another; the best way leaves the fewest words out. Words that carry nothing may stand between. */
export function readChanges(chart: Chart): ChangesRead {
  const { tokens } = chart
  const best: (Path | undefined)[] = [{ missed: [], changes: [], worth: 0, marked: false }]
  const offer = (at: number, path: Path): void => {
    const known = best[at]
    if (known === undefined || path.missed.length < known.missed.length || (path.missed.length === known.missed.length && path.worth > known.worth)) best[at] = path
  }
  for (let at = 0; at < tokens.length; at++) {
    const path = best[at]!
    const filler = isFiller(tokens[at]!)
    offer(at + 1, { ...path, missed: filler ? path.missed : [...path.missed, at], worth: path.worth - skipCost })
    for (const { change, marked } of changesAt(chart, at)) offer(change.end, { missed: path.missed, changes: [...path.changes, change], worth: path.worth + change.worth - perChange, marked: path.changes.length === 0 ? marked : path.marked })
  }
  const { missed, changes, marked } = best[tokens.length]!
  return { changes, missed, marked }
}

/** Every change that begins at a token: its opening words, what it is about, its closing words. */
function changesAt(chart: Chart, at: number): { change: Change; marked: boolean }[] {
  const { tokens } = chart
  const standing = [...limitsAt(chart, at), ...ordersAt(chart, at), ...chartsAt(chart, at), ...comparisonsAt(chart, at), ...removalChangesAt(chart, at), ...reservedAt(chart, at)].map((change) => ({ change, marked: !(change.kind === 'removeNamed' && change.all) }))
  const openings: { end: number; means: Mood; marked: boolean }[] = [{ end: at, means: 'plain', marked: false }, ...openersAt(tokens, at).map((opener) => ({ ...opener, marked: true }))]
  const moody = openings.flatMap(({ end, means, marked }) => beyond(tokens, end, means === 'plain' ? 0 : 3).flatMap((from) => {
    const cores = (mood: Mood) => [...filtersAt(chart, from, mood), ...groupsAt(chart, from, mood), ...periodsAt(chart, from, mood), ...measuresAt(chart, from, mood)]
    const open = cores(means).map((change) => ({ change: { ...change, start: at, worth: change.worth + (end - at) * 0.1 }, marked }))
    const closed = (['instead', 'also', 'only', 'about'] as const).flatMap((mood) => cores(mood).flatMap((change) => closersAt(tokens, change.end).filter((closer) => closer.means === mood)
      .map((closer) => ({ change: { ...change, start: at, end: closer.end, worth: change.worth + 0.3 }, marked: true }))))
    return [...open, ...closed]
  }))
  return [...standing, ...moody]
}
