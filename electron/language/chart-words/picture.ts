import type { Display, Plan } from '../../../shared/model/plan.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import type { Frame, FrameShown } from '../meaning/frame.ts'
import type { Token } from '../tokens/tokens.ts'
import { chartFrame, type ChartFrame } from './chart-frame.ts'
import { measures, type ChartWords } from './chart-words.ts'
import { columnNamed } from './columns.ts'

/** Which of the things shown, by position, stand on which axis. */
type Axes = { x: number | null; y: number | null; colour: number | null }

/** A frame made fit for the chart that the words ask for, and how its plan is to be displayed. */
export type Picture = ChartFrame & { axes: Axes; display: Omit<Display, 'x' | 'y' | 'color'> }

/** What a frame looks like as the chart asked for: with its bins, colour and count, its axes chosen, its order as said. */
export function pictureOf(given: Frame, words: ChartWords, index: LanguageIndex): Picture {
  const made = chartFrame(given, words, index)
  const { frame } = made
  const axes = axesOf(made, words, index)
  const sort = words.sort === null ? null : sortOf(words.sort, frame, axes, index)
  if (sort !== null) order(frame, sort.by === 'x' ? axes.x : axes.y, sort.direction)
  else if (words.sort !== null && typeof words.sort.by !== 'string') orderBy(frame, words.sort.by, words.sort.direction, index)
  return { ...made, axes, display: { ...(words.kind !== null && { chart: words.kind }), ...(sort !== null && { sort }), ...(words.axes && { upright: true }) } }
}

/** Writes the display into a plan made of the picture's frame. */
export function withPicture(plan: Plan, { axes, display, folded }: Picture): void {
  if (plan.kind === 'set') {
    if (display.chart !== undefined) plan.display = { chart: display.chart }
    return
  }
  const group = folded === null ? undefined : plan.by[folded.group]
  if (folded !== null && group?.value.kind === 'bucket') {
    group.value = { kind: 'part', part: folded.part, of: group.value.of }
    const label = folded.part === 'weekday' ? 'Weekday' : 'Month'
    for (const shown of [...plan.show, ...plan.context]) if (shown.value.kind === 'ref' && shown.value.id === group.id) shown.label = label
    group.label = label
  }
  const id = (at: number | null): string | undefined => (at === null ? undefined : plan.show[at]?.id)
  const [x, y, color] = [id(axes.x), id(axes.y), id(axes.colour)]
  plan.display = { ...display, ...(x !== undefined && { x }), ...(y !== undefined && { y }), ...(color !== undefined && { color }) }
}

function axesOf({ frame, x, colour }: ChartFrame, { kind, y }: ChartWords, index: LanguageIndex): Axes {
  const columnOf = (item: FrameShown): number | null => (item.kind === 'column' ? item.column : item.kind === 'group' ? frame.by[item.group]!.column : null)
  const at = (column: number | null): number | null => {
    const place = column === null ? -1 : frame.show.findIndex((item) => columnOf(item) === column)
    return place < 0 ? null : place
  }
  const places = frame.show.map((_, place) => place)
  const figures = places.filter((place) => frame.show[place]!.kind === 'measure')
  const others = places.filter((place) => !figures.includes(place) && place !== at(colour))
  const numeric = (place: number) => index.columns[columnOf(frame.show[place]!) ?? -1]?.numeric === true
  const points = kind === 'scatter' || kind === 'grouped scatter'
  if (figures.length > 0) {
    if (points && figures.length > 1) return { x: figures[0]!, y: figures[1]!, colour: null }
    const across = at(x) ?? (points ? others.find(numeric) : undefined) ?? others[0] ?? null
    const split = at(colour) ?? (points ? undefined : others.find((place) => place !== across && !sameRows(columnOf(frame.show[place]!), columnOf(frame.show[across ?? place]!), index))) ?? null
    return { x: across, y: figures[0]!, colour: split }
  }
  const across = at(x) ?? (points ? (others.length === 2 ? undefined : others.find(numeric)) : others.find((place) => !numeric(place))) ?? others[0] ?? null
  const asked = at(columnNamed(y, frame, index))
  const upward = asked !== null && asked !== across && numeric(asked) ? asked : others.find((place) => place !== across && numeric(place)) ?? (others.length === 2 ? others.find((place) => place !== across) : undefined) ?? null
  return { x: across, y: upward, colour: at(colour) }
}

/** Whether two columns only tell the same rows apart: a name and its key, a first and a last name. */
function sameRows(one: number | null, two: number | null, index: LanguageIndex): boolean {
  const [first, second] = [index.columns[one ?? -1], index.columns[two ?? -1]]
  if (first === undefined || first.table !== second?.table) return false
  const { key, display } = index.tables[first.table]!
  return key.includes(first.at) || key.includes(second.at) || (display.includes(first.at) && display.includes(second.at))
}

/** Which axis the words of a sort mean: named outright, by what stands on it, or by being a figure. Null when neither. */
function sortOf({ by, direction }: NonNullable<ChartWords['sort']>, frame: Frame, { x, y }: Axes, index: LanguageIndex): NonNullable<Display['sort']> | null {
  if (typeof by === 'string') return { by, direction }
  const column = (place: number | null): number | null => {
    const item = place === null ? undefined : frame.show[place]
    return item?.kind === 'column' ? item.column : item?.kind === 'group' ? frame.by[item.group]!.column : item?.kind === 'measure' ? frame.measures[item.measure]!.column : null
  }
  const figure = y !== null && frame.show[y]?.kind === 'measure'
  if (measures(by)) return { by: 'y', direction }
  const named = columnNamed(by, frame, index)
  const fits = (place: number | null): boolean => {
    const at = column(place)
    if (at === null || named === null) return false
    return at === named || index.columns[at]!.words.join(' ') === index.columns[named]!.words.join(' ')
  }
  return fits(x) ? { by: 'x', direction } : fits(y) || (figure && column(y) === null && named === null) ? { by: 'y', direction } : null
}

function order(frame: Frame, place: number | null, direction: 'asc' | 'desc'): void {
  const item = place === null ? undefined : frame.show[place]
  if (item === undefined || frame.limit !== null) return
  frame.order = [{ by: item.kind === 'measure' ? { kind: 'measure', measure: frame.measures[item.measure]! } : { kind: 'column', column: item.kind === 'group' ? frame.by[item.group]!.column : item.column }, direction }]
}

/** An order by something that is not drawn; left out where rows are grouped, as it has no single value there. */
function orderBy(frame: Frame, words: readonly Token[], direction: 'asc' | 'desc', index: LanguageIndex): void {
  const column = columnNamed(words, frame, index)
  if (column !== null && frame.limit === null && frame.measures.length === 0) frame.order = [{ by: { kind: 'column', column }, direction }]
}
