import type { Grain } from '../../../shared/model/plan.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import { conditionColumns, rowsOf, type Frame, type FrameGroup } from '../meaning/frame.ts'
import type { ChartWords } from './chart-words.ts'
import { columnNamed, isDated, visibleColumns } from './columns.ts'
import type { BinUnit } from './phrases.ts'

/** A frame with what its chart needs, and which groupings and columns take which part in it. */
export type ChartFrame = { frame: Frame; x: number | null; colour: number | null; /** The grouping, by position, whose periods of all years are put together. */ folded: { group: number; part: 'weekday' | 'month' } | null }

const grains: Record<BinUnit, Grain> = { year: 'year', quarter: 'quarter', month: 'month', week: 'week', weekday: 'day', day: 'day' }
const uncounted = new Set(['histogram', 'scatter', 'grouped scatter', 'table', 'number'])

/**
 * Gives a frame what the words ask of its chart: bins, a colour, a column along the axis, and a count where there is no number to draw.
 * `x` and `colour` are columns of the index. The frame given stays as it is.
 */
export function chartFrame(given: Frame, words: ChartWords, index: LanguageIndex): ChartFrame {
  const frame: Frame = { ...given, show: [...given.show], measures: [...given.measures], by: [...given.by], order: [...given.order] }
  if (frame.split !== null) return { frame, x: null, colour: null, folded: null }
  const named = (tokens: ChartWords['x']) => columnNamed(tokens, frame, index)
  const [wantedX, wantedColour, grouped] = [named(words.x), named(words.colour), named(words.group)]
  const bin = words.bin === null ? null : addBin(frame, words.bin, wantedX, index)
  if (bin === null) addCount(frame, words, index)
  const x = bin ?? along(frame, wantedX, wantedColour ?? grouped, words, index)
  if (x !== null && frame.measures.length > 0 && !frame.by.some((group) => group.column === x)) frame.by.unshift({ column: x, key: [] })
  const first = x ?? frame.by[0]?.column ?? null
  const colour = [wantedColour, grouped].find((column) => column !== null && column !== first) ?? null
  if (colour !== null) addColour(frame, colour)
  countEvery(frame)
  if (frame.by.length > 0) regroup(frame, x, colour)
  const place = bin === null ? -1 : frame.by.findIndex((group) => group.column === bin)
  const part = words.bin?.unit
  return { frame, x, colour, folded: place >= 0 && frame.by[place]!.grain !== undefined && (part === 'weekday' || part === 'month') ? { group: place, part } : null }
}

/** Groups by the bins of a date: the one named, else one that is shown, else that of what is counted. Null when there is none. */
function addBin(frame: Frame, { column: words, unit }: NonNullable<ChartWords['bin']>, x: number | null, index: LanguageIndex): number | null {
  const own = index.tables[frame.measures[0]?.table ?? frame.entity ?? -1]?.time ?? null
  const column = [columnNamed(words, frame, index), x, ...visibleColumns(frame), own].find((at) => at !== null && isDated(at, index)) ?? null
  if (column === null) return null
  const dates = (at: number) => at === column || isDated(at, index)
  const named = !frame.notes.some((note) => note.startsWith('display'))
  if (frame.measures.length === 0) countRows(frame, !named ? [] : frame.show.flatMap((item) => (item.kind === 'column' && !dates(item.column) && !index.columns[item.column]!.numeric ? [item.column] : [])), index, column)
  const whole = index.columns[column]!.role === 'year' && index.columns[column]!.kind !== 'date' && index.columns[column]!.kind !== 'timestamp'
  const group: FrameGroup = { column, key: [], ...(!whole && { grain: grains[unit] }) }
  frame.by = [group, ...frame.by.filter((other) => !dates(other.column) && other.grain === undefined)]
  frame.order = frame.order.filter((key) => key.by.kind === 'measure')
  return column
}

/** Where there is no number to draw, the rows behind each name are counted; a single count is taken apart by what it counts. */
function addCount(frame: Frame, words: ChartWords, index: LanguageIndex): void {
  const kind = words.kind ?? 'bar'
  if (frame.measures.length === 0) {
    const shown = frame.show.flatMap((item) => (item.kind === 'column' ? [item.column] : []))
    const [first] = shown
    if (first === undefined || frame.limit !== null) return
    if (words.count || (!uncounted.has(kind) && !shown.some((at) => index.columns[at]!.numeric))) countRows(frame, [first], index, first)
    return
  }
  const [measure] = frame.measures
  if (frame.by.length > 0 || frame.measures.length > 1 || measure === undefined || measure.metric !== undefined || (uncounted.has(kind) && kind !== 'histogram') || words.x.length + words.group.length > 0) return
  if (measure.name !== 'count' && measure.name !== 'countDistinct') return
  const several = frame.where.find((condition) => (condition.kind === 'values' && condition.values.length > 1) || (condition.kind === 'any' && new Set(conditionColumns(condition)).size === 1))
  const column = measure.column ?? (several === undefined ? namesake(measure.table, index) : conditionColumns(several)[0])
  if (column === undefined) return
  frame.measures = [{ ...measure, name: 'count' }]
  frame.by = [{ column, key: [] }]
}

/** The column that is called like its table: the type within "allergy type". */
function namesake(table: number, index: LanguageIndex): number | undefined {
  const { words, columns } = index.tables[table]!
  return columns.find((at) => index.columns[at]!.words.join('') === words.join(''))
}

function countRows(frame: Frame, columns: number[], index: LanguageIndex, of: number): void {
  frame.measures = [rowsOf(frame.entity ?? index.columns[of]!.table, 0, 0)]
  frame.by = columns.map((column) => ({ column, key: [] }))
  frame.distinct = false
}

/** The column along the axis: the one named, when it is not only a colour. */
function along(frame: Frame, wanted: number | null, colour: number | null, words: ChartWords, index: LanguageIndex): number | null {
  if (wanted !== null) {
    const same = (at: number) => at === wanted || (index.columns[at]!.name === index.columns[wanted]!.name && !words.axes)
    const shown = visibleColumns(frame).find(same)
    if (shown !== undefined || frame.measures.length > 0) return shown ?? (frame.by.length > 0 && !words.axes ? null : wanted)
  }
  return frame.by.length === 0 && frame.measures.length > 0 ? colour : null
}

function addColour(frame: Frame, colour: number): void {
  if (visibleColumns(frame).includes(colour)) return
  if (frame.measures.length > 0) frame.by.push({ column: colour, key: [] })
  else frame.show.push({ kind: 'column', column: colour })
}

/** Names counted for each name are not names but rows: those that the question is about. */
function countEvery(frame: Frame): void {
  frame.measures = frame.measures.map((measure) => {
    const own = (measure.name === 'count' || measure.name === 'countDistinct') && frame.by.some((group) => group.column === measure.column)
    if (!own) return measure
    return frame.entity === null || frame.entity === measure.table ? { ...measure, name: 'count' } : { ...measure, name: 'count', column: null, table: frame.entity }
  })
}

/** What runs along the axis first, its colour next, then the figures. */
function regroup(frame: Frame, x: number | null, colour: number | null): void {
  const rank = (group: FrameGroup) => (group.column === x ? 0 : group.column === colour ? 2 : 1)
  frame.by.sort((one, two) => rank(one) - rank(two))
  frame.show = [...frame.by.map((_, group) => ({ kind: 'group' as const, group })), ...frame.measures.map((_, measure) => ({ kind: 'measure' as const, measure }))]
}
