import * as z from 'zod'

/** A chart the product drew itself: a Vega-Lite spec with its data inline, never a link. */
export const ChartSpec = z.object({
  kind: z.enum(['number', 'table', 'bar', 'stacked bar', 'grouped bar', 'line', 'grouped line', 'area', 'pie', 'scatter', 'grouped scatter', 'heatmap', 'histogram']),
  /** Why this chart, in one sentence. */
  reason: z.string(),
  /** Vega-Lite 6, `data.values` inline; null for `number` and `table`. */
  spec: z.record(z.string(), z.unknown()).nullable(),
})
export type ChartSpec = z.infer<typeof ChartSpec>
