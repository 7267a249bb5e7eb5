import { writeFile } from 'node:fs/promises'
import type { ChartSpec } from '../../shared/model/chart.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { AskOptions } from './options.ts'

type ChartFile = NonNullable<AskOptions['chart']>

/**
 * Writes the chart of an answer as SVG, PNG or its Vega-Lite spec. Returns why nothing was written, or null when it was. Fails with BAD_REQUEST
 * when the file cannot be written there, with DISK_FULL, or as `renderChart` fails.
 */
export async function writeChart(chart: ChartSpec | null, file: ChartFile): Promise<string | null> {
  if (chart?.spec == null) return `No chart was written: ${chart?.reason ?? 'this answer is not one for a chart.'}`
  const content = await drawn(chart.spec, file.format)
  try {
    await writeFile(file.path, content)
  } catch (cause) {
    throw unwritable(file.path, cause)
  }
  return null
}

/** The drawing libraries take a third of a second to load, so that only those who want a picture wait for them. */
async function drawn(spec: Record<string, unknown>, format: ChartFile['format']): Promise<string | Uint8Array> {
  if (format === 'json') return `${JSON.stringify(spec, null, 2)}\n`
  const { renderChart } = await import('../charts/render.ts')
  const { svg, png } = await renderChart(spec, { width: 720, height: 400, theme: 'light', scale: 2 })
  return format === 'svg' ? svg : png
}

function unwritable(path: string, cause: unknown): Failure {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Failure('DISK_FULL', `The disk is full; the chart could not be written to ${path}.`, { hint: 'Free some space, then ask again.', retry: true, detail: { path }, cause })
  return new Failure('BAD_REQUEST', `The chart could not be written to ${path}.`, { hint: 'Choose a folder that is there and that you may write to.', detail: { path }, cause })
}
