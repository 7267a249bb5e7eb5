import { parse, View } from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import { compile, type TopLevelSpec } from 'vega-lite'
import { chartThemes, type Scheme } from './chart-themes.ts'
import { errorsInto, noLoader } from './draw-chart.ts'

/** Picture pixels for each pixel of the page. */
const sharpness = 2
const margin = 16

type Size = { width: number; scheme: Scheme }

/** The whole chart with its title on opaque paper, as SVG text. Throws when Vega cannot draw it. */
export const chartSvg = (spec: Record<string, unknown>, size: Size): Promise<string> => drawn(spec, size, (view) => view.toSVG())

/** The same as a PNG of twice the size. */
export function chartPng(spec: Record<string, unknown>, size: Size): Promise<Blob> {
  return drawn(spec, size, async (view) => {
    const canvas = await view.toCanvas(sharpness)
    return new Promise<Blob>((resolve, reject) => {
      canvas.toBlob((blob) => { if (blob === null) reject(new Error('The picture is too large.')); else resolve(blob) }, 'image/png')
    })
  })
}

async function drawn<Picture>(spec: Record<string, unknown>, { width, scheme }: Size, take: (view: View) => Promise<Picture>): Promise<Picture> {
  const { config, paper } = chartThemes[scheme]
  const errors: unknown[] = []
  const logger = errorsInto(errors)
  const sized = { ...spec, width: Math.max(480, width), ...(typeof spec.height === 'object' ? {} : { height: 360 }), background: paper, padding: margin }
  const compiled = compile(sized as unknown as TopLevelSpec, { config, logger })
  const view = new View(parse(compiled.spec, undefined, { ast: true }), { renderer: 'none', loader: noLoader, expr: expressionInterpreter, logger })
  try {
    const picture = await take(view)
    if (errors.length > 0) throw errors[0] instanceof Error ? errors[0] : new Error(String(errors[0]))
    return picture
  } finally {
    view.finalize()
  }
}
