import type { ChartSpec } from '../../../shared/model/chart.ts'

type Json = Record<string, unknown>
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const within = (json: Json, name: string): Json => (isJson(json[name]) ? json[name] : {})

const heights: Partial<Record<ChartSpec['kind'], number>> = { pie: 250, scatter: 320, 'grouped scatter': 320 }
const usualHeight = 248
/** Room beside the bars for the labels of the value axis. */
const axisRoom = 72
/** A few bars over a wide place would be blocks: a name with its bars needs no more than this. */
const mostPerName = 170
const leastWidth = 420
const mostPieWidth = 620

/** What stands above a chart: its title, unless the document has it already, and the line below it with unit, period and what is missing. */
export function captionOf({ spec }: ChartSpec, documentTitle: string): string {
  const { text, subtitle } = isJson(spec) ? within(spec, 'title') : {}
  const plain = (part: string): string => part.toLowerCase().replaceAll(/\W/g, '')
  const title = typeof text === 'string' && !plain(documentTitle).startsWith(plain(text)) ? text : ''
  return [title, typeof subtitle === 'string' ? subtitle : ''].filter((part) => part !== '').join(' · ')
}

/**
 * A spec of this product laid out for a place of so many pixels: the title is left to the page, labels keep the room they have, and a line can be
 * pointed at anywhere near its points. `openable` shows by the pointer that a mark opens the rows behind it. The spec itself stays as it is.
 */
export function fitChart(chart: ChartSpec, { width, openable }: { width: number; openable: boolean }): Json {
  const { title: _, ...spec } = structuredClone(chart.spec ?? {})
  const encoding = within(spec, 'encoding')
  const taken = Math.min(width, chart.kind === 'pie' ? mostPieWidth : mostBarWidth(encoding))
  fitLabels(encoding, taken)
  if (width < 460) for (const channel of Object.values(encoding)) if (isJson(channel) && isJson(channel.legend) && channel.legend.columns === 4) channel.legend.columns = 2
  const sized = { ...spec, width: taken, ...(isJson(spec.height) ? {} : chart.kind === 'heatmap' ? heatmapHeight(spec) : { height: heights[chart.kind] ?? usualHeight }) }
  const type = isJson(spec.mark) ? spec.mark.type : spec.mark
  if (type === 'line' || type === 'area') return pointable(sized, openable)
  return openable ? pointing(sized) : sized
}

/** How wide upright bars may be all together. */
function mostBarWidth(encoding: Json): number {
  const x = within(encoding, 'x')
  const names = within(x, 'scale').domain
  if (x.type !== 'nominal' || !Array.isArray(names)) return Infinity
  const bars = within(within(encoding, 'xOffset'), 'scale').domain
  return Math.max(leastWidth, axisRoom + names.length * (Array.isArray(bars) && bars.length > 2 ? bars.length * 80 : mostPerName))
}

/** Names below upright bars share the width; names beside lying bars take at most a third of it. */
function fitLabels(encoding: Json, width: number): void {
  const [x, y] = [within(encoding, 'x'), within(encoding, 'y')]
  const [below, beside] = [within(x, 'axis'), within(y, 'axis')]
  const names = within(x, 'scale').domain
  if (x.type === 'nominal' && Array.isArray(names) && names.length > 0) below.labelLimit = Math.max(28, Math.floor((width - axisRoom) / names.length) - 8)
  if (y.type === 'nominal') beside.labelLimit = Math.min(240, Math.floor(width / 3))
}

function heatmapHeight(spec: Json): Json {
  const { values } = within(spec, 'data')
  const rows = new Set(Array.isArray(values) ? (values as Json[]).map((mark) => mark.f2) : []).size
  return { height: { step: rows > 20 ? 18 : 26 }, autosize: { type: 'fit-x', contains: 'padding' } }
}

/** Every mark with the pointer that says it can be clicked. */
function pointing(spec: Json): Json {
  const clickable = (mark: unknown): unknown => (isJson(mark) ? { ...mark, ...(mark.type === 'rule' || mark.type === 'text' ? {} : { cursor: 'pointer' }) } : mark)
  if (Array.isArray(spec.layer)) return { ...spec, layer: (spec.layer as Json[]).map((layer) => ({ ...layer, mark: clickable(layer.mark) })) }
  return { ...spec, mark: clickable(spec.mark) }
}

/** A line with a layer of points above it, which appear when the pointer is nearest to them: the exact values of a long line can be read too. */
function pointable(spec: Json, openable: boolean): Json {
  const { mark, encoding, ...rest } = spec
  const shown = isJson(mark) && mark.point === true
  const { point: _, ...line } = isJson(mark) ? mark : { type: mark }
  const { tooltip, ...placed } = isJson(encoding) ? encoding : {}
  return {
    ...rest,
    encoding: placed,
    layer: [
      { mark: { ...line, point: false } },
      {
        mark: { type: 'point', filled: true, ...(openable && { cursor: 'pointer' }) },
        params: [{ name: 'near', select: { type: 'point', on: 'pointerover', nearest: true, clear: 'pointerout' } }],
        encoding: { tooltip, opacity: { condition: { param: 'near', empty: false, value: 1 }, value: shown ? 1 : 0 }, size: { condition: { param: 'near', empty: false, value: 64 }, value: 36 } },
      },
    ],
  }
}
