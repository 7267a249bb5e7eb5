import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(1).max(20_000), height: z.int().min(1).max(20_000) })
export type Bounds = z.infer<typeof Bounds>
const WindowState = z.object({ bounds: Bounds, maximized: z.boolean() })
export type WindowState = z.infer<typeof WindowState>

export const smallest = { width: 880, height: 600 }
const usual = { width: 1_320, height: 860 }
/** So much of a window must be on a display that it can be taken hold of. */
const grip = { width: 120, height: 60 }

/** The bounds for a window: as they were left, if enough of them is on a display that is there now; otherwise the usual ones in the middle of the first. */
export function fittingBounds(saved: Bounds | null, displays: readonly Bounds[]): Bounds {
  const home = displays[0] ?? { x: 0, y: 0, ...usual }
  if (saved !== null) {
    for (const display of displays) {
      const kept = { x: saved.x, y: saved.y, ...sizeOn(display, saved) }
      if (kept.y >= display.y && overlap(kept, display, 'x', 'width') >= grip.width && overlap(kept, display, 'y', 'height') >= grip.height) return kept
    }
  }
  const { width, height } = sizeOn(home, saved ?? usual)
  return { x: home.x + Math.round((home.width - width) / 2), y: home.y + Math.round((home.height - height) / 2), width, height }
}

function sizeOn(display: Bounds, { width, height }: { width: number; height: number }): { width: number; height: number } {
  return { width: Math.min(Math.max(width, smallest.width), display.width), height: Math.min(Math.max(height, smallest.height), display.height) }
}

function overlap(one: Bounds, other: Bounds, start: 'x' | 'y', length: 'width' | 'height'): number {
  return Math.min(one[start] + one[length], other[start] + other[length]) - Math.max(one[start], other[start])
}

/** How the last window was left; null when that is not known. */
export function readWindowState(file: string): WindowState | null {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // A file that is missing or spoilt costs the user a move of the window, and no message.
    return null
  }
}

/** Writes aside and renames, so that a crash leaves the old file or the new one. */
export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
