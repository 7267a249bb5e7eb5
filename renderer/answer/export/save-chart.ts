import type { Answer } from '../../../shared/model/answer.ts'
import type { ChartSpec } from '../../../shared/model/chart.ts'
import { download, fileName } from '../../api/download.ts'
import type { Scheme } from '../chart/chart-themes.ts'
import { tell, tellFailure } from '../notify.ts'

export type PictureFormat = 'png' | 'svg' | 'json'
const width = 760

/** Saves the chart of an answer: as a picture with its title, or as the Vega-Lite spec that it is made from. */
export async function saveChart(answer: Answer, { spec }: ChartSpec, format: PictureFormat, scheme: Scheme): Promise<void> {
  if (spec === null) return
  try {
    const { chartPng, chartSvg } = await import('../chart/chart-picture.ts')
    const file = format === 'png' ? await chartPng(spec, { width, scheme })
      : format === 'svg' ? new Blob([await chartSvg(spec, { width, scheme })], { type: 'image/svg+xml' }) : new Blob([JSON.stringify(spec, null, 2)], { type: 'application/json' })
    download(file, fileName(answer.title, format === 'json' ? 'vl.json' : format))
  } catch (error) {
    tellFailure(error, 'The picture could not be made')
  }
}

/** Puts the chart on the clipboard as a PNG. */
export async function copyChart({ spec }: ChartSpec, scheme: Scheme): Promise<void> {
  if (spec === null) return
  try {
    const { chartPng } = await import('../chart/chart-picture.ts')
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': chartPng(spec, { width, scheme }) })])
    tell('Chart copied')
  } catch (error) {
    tellFailure(error, 'The chart was not copied')
  }
}
