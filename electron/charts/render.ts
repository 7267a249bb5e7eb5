import { fileURLToPath } from 'node:url'
import { Resvg } from '@resvg/resvg-js'
import * as vega from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import { compile } from 'vega-lite'
import type { TopLevelSpec } from 'vega-lite'
import dark from '../../resources/themes/chart-dark.json' with { type: 'json' }
import light from '../../resources/themes/chart-light.json' with { type: 'json' }
import { Failure } from '../../shared/model/failure.ts'
import { measureWithInter } from './text-width.ts'
import { validateSpec } from './validate.ts'

/** Size in CSS pixels, and how many picture pixels stand for one of them. Sideways bars may need more height than asked for. */
export type RenderOptions = { width: number; height: number; theme: 'light' | 'dark'; scale: number }

const themes = { light: { config: light, background: '#FFFFFF' }, dark: { config: dark, background: '#1B1C1A' } }
const inter = (name: string): string => fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${name}.ttf`))
const [regular, medium, bold] = [inter('400Regular/Inter_400Regular'), inter('500Medium/Inter_500Medium'), inter('600SemiBold/Inter_600SemiBold')]
const fontFiles = [regular, medium, bold]

/** Nothing is ever fetched: a chart's data is in its spec. */
const noLoader: vega.Loader = {
  load: (uri) => Promise.reject(refused(uri)),
  sanitize: (uri) => Promise.reject(refused(uri)),
  http: (uri) => Promise.reject(refused(uri)),
  file: (uri) => Promise.reject(refused(uri)),
}
const refused = (uri: string): Failure => new Failure('BAD_REQUEST', 'A chart may not fetch anything.', { hint: 'Put the data into the chart itself.', detail: { uri: uri.slice(0, 200) } })

/**
 * Draws a Vega-Lite spec without a browser: as SVG text, and as a PNG with the bundled Inter. Fails with BAD_REQUEST for a spec that
 * validateSpec refuses, with NOT_SUPPORTED for one at which Vega stumbles. Expressions are interpreted, never compiled to code.
 */
export async function renderChart(spec: Record<string, unknown>, options: RenderOptions): Promise<{ svg: string; png: Uint8Array }> {
  measureWithInter([regular, bold])
  const { config, background } = themes[options.theme]
  const safe = validateSpec(spec)
  const sideways = typeof safe.height === 'object'
  const svg = await drawSvg({ ...safe, width: options.width, ...(!sideways && { height: options.height }), background, padding: 16 }, config)
  const png = new Resvg(svg, { fitTo: { mode: 'zoom', value: options.scale }, font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Inter' } }).render().asPng()
  return { svg, png }
}

async function drawSvg(spec: object, config: object): Promise<string> {
  const errors: unknown[] = []
  const logger = errorLogger(errors)
  try {
    const compiled = compile(spec as TopLevelSpec, { config, logger })
    const view = new vega.View(vega.parse(compiled.spec, undefined, { ast: true }), { renderer: 'none', loader: noLoader, expr: expressionInterpreter, logger })
    const svg = await view.toSVG()
    view.finalize()
    if (errors.length > 0) throw undrawable(errors[0])
    return svg
  } catch (cause) {
    throw cause instanceof Failure ? cause : undrawable(cause)
  }
}

const undrawable = (cause: unknown): Failure => new Failure('NOT_SUPPORTED', 'This chart cannot be drawn.', { hint: 'Show the answer as a table, or choose another chart.', cause })

/** Vega warns about every unusual choice, and goes on with half a picture after an error: warnings are dropped, errors kept. */
function errorLogger(errors: unknown[]): vega.LoggerInterface {
  const keep = (...told: unknown[]): vega.LoggerInterface => {
    errors.push(...told)
    return logger
  }
  const logger: vega.LoggerInterface = { level: (): never => logger as never, error: keep, warn: () => logger, info: () => logger, debug: () => logger }
  return logger
}
