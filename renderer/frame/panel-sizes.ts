import * as z from 'zod'

const key = 'quaestor.panels'
const Remembered = z.object({ side: z.number(), inspector: z.number(), showSide: z.boolean(), showInspector: z.boolean() })
type Remembered = z.infer<typeof Remembered>
type Kept = { getItem: (key: string) => string | null; setItem: (key: string, value: string) => void }

export const panelLimits = { side: { least: 200, usual: 264, most: 460 }, inspector: { least: 240, usual: 300, most: 520 }, main: 380 } as const
const usual: Remembered = { side: panelLimits.side.usual, inspector: panelLimits.inspector.usual, showSide: true, showInspector: true }

/** Widths in pixels, and which panels are wanted, as they were left. */
export function rememberedPanels(storage: Pick<Kept, 'getItem'>): Remembered {
  try {
    const { side, inspector, ...shown } = Remembered.parse(JSON.parse(storage.getItem(key) ?? ''))
    const within = (panel: 'side' | 'inspector', width: number): number => Math.min(panelLimits[panel].most, Math.max(panelLimits[panel].least, Math.round(width)))
    return { ...shown, side: within('side', side), inspector: within('inspector', inspector) }
  } catch {
    return usual
  }
}

export function rememberPanels(storage: Kept, change: Partial<Remembered>): void {
  storage.setItem(key, JSON.stringify({ ...rememberedPanels(storage), ...change }))
}
