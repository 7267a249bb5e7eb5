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
  const at = saved === null ? undefined : displays.find((display) => overlap(saved, display, 'x', 'width') >= grip.width && overlap(saved, display, 'y', 'height') >= grip.height && saved.y >= display.y)
  const { width: wide, height: high } = at ?? home
  const width = Math.min(Math.max(saved?.width ?? usual.width, smallest.width), wide)
  const height = Math.min(Math.max(saved?.height ?? usual.height, smallest.height), high)
  if (saved !== null && at !== undefined) return { x: saved.x, y: saved.y, width, height }
  return { x: home.x + Math.round((home.width - width) / 2), y: home.y + Math.round((home.height - height) / 2), width, height }
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
