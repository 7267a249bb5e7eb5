import type { LanguageIndex } from '../index/language-index.ts'
import type { Frame } from '../meaning/frame.ts'
import type { ChartWords } from './chart-words.ts'

/** What it costs, in the ranker's points, to lack something that the chart was said to show. */
const lacking = 1.5
const alone = new Set(['table', 'number', 'histogram'])

/** How much less likely a frame is to be meant when a chart is asked for: charts need two things to draw, and a figure that was spoken of. Never positive. */
export function fitOf(frame: Frame, { kind, figure }: ChartWords, index: LanguageIndex): number {
  const columns = frame.show.flatMap((item) => (item.kind === 'column' ? [item.column] : []))
  const drawn = frame.by.length + frame.measures.length + columns.length
  const points = kind === 'scatter' || kind === 'grouped scatter'
  const counted = !points && ((columns.length === 1 && !index.columns[columns[0]!]!.numeric) || frame.measures.some((measure) => measure.column !== null))
  let fit = 0
  if (frame.split !== null) fit -= lacking
  if (figure && frame.measures.length === 0) fit -= lacking
  if (drawn < 2 && !counted && (kind === null || !alone.has(kind))) fit -= lacking
  return fit
}
