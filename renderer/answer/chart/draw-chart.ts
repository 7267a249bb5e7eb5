import type { Item, Loader, LoggerInterface } from 'vega'
import embed from 'vega-embed'
import { expressionInterpreter } from 'vega-interpreter'
import { chartThemes, type Scheme } from './chart-themes.ts'
import { ChartTooltip } from './chart-tooltip.ts'

/** Nothing is ever fetched: a chart's data is in its spec. */
const refuse = (): Promise<never> => Promise.reject(new Error('A chart may not fetch anything.'))
export const noLoader: Loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse }

/** The place of a mark in the result. */
export type MarkPlace = { row: number; column: number }

type Drawing = { scheme: Scheme; onMark?: ((place: MarkPlace) => void) | undefined; onDrawn?: (() => void) | undefined }

/**
 * Draws a Vega-Lite spec into an element, replacing what stood there once the new picture is ready. Expressions are interpreted, never compiled to
 * code. Returns how to take it away again. Throws when Vega cannot draw it.
 */
export async function drawChart(into: HTMLElement, spec: Record<string, unknown>, { scheme, onMark }: Drawing): Promise<() => void> {
  const stage = document.createElement('div')
  const told: unknown[] = []
  const tooltip = new ChartTooltip()
  const { view, finalize } = await embed(stage, spec, {
    mode: 'vega-lite', ast: true, expr: expressionInterpreter, renderer: 'svg', actions: false, defaultStyle: false, loader: noLoader, logger: errorsInto(told),
    config: chartThemes[scheme].config, tooltip: (_handler: unknown, event: MouseEvent, item: Item | null, value: unknown) => { tooltip.show(event, isRun(item) ? null : value) },
  })
  if (told.length > 0) {
    finalize()
    throw told[0] instanceof Error ? told[0] : new Error(String(told[0]))
  }
  if (onMark !== undefined) {
    view.addEventListener('click', (_event, item) => {
      const place = isRun(item) ? null : placeOf(item?.datum)
      if (place !== null) onMark(place)
    })
  }
  // The picture has names of its own for screen readers; the figure around it says what it shows.
  stage.querySelector('svg')?.setAttribute('aria-hidden', 'true')
  into.replaceChildren(stage)
  return () => {
    tooltip.remove()
    finalize()
    stage.remove()
  }
}

/** A line or area is one item for all of its points: what is told of it would be told of the first. */
const isRun = (item: Item | null | undefined): boolean => item?.mark.marktype === 'line' || item?.mark.marktype === 'area'

/** Points under the pointer stand for their nearest mark, whose datum then is one level down. */
function placeOf(datum: unknown): MarkPlace | null {
  if (typeof datum !== 'object' || datum === null) return null
  const { r, c, datum: nearest } = datum as { r?: unknown; c?: unknown; datum?: unknown }
  return typeof r === 'number' && typeof c === 'number' ? { row: r, column: c } : nearest === undefined ? null : placeOf(nearest)
}

/** Vega goes on with half a picture after an error, and warns about every unusual choice: errors are kept, warnings dropped. */
export function errorsInto(errors: unknown[]): LoggerInterface {
  const keep = (...messages: unknown[]): LoggerInterface => {
    errors.push(...messages)
    return logger
  }
  const quiet = (): LoggerInterface => logger
  const logger: LoggerInterface = { level: quiet, error: keep, warn: quiet, info: quiet, debug: quiet }
  return logger
}
