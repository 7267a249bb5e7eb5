import fc from 'fast-check'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fittingBounds, readWindowState, smallest, writeWindowState } from '../../../electron/shell/window-state.ts'

const laptop = { x: 0, y: 25, width: 1_440, height: 875 }
const left = { x: -1_920, y: 0, width: 1_920, height: 1_080 }

describe('where a window opens', () => {
  it('is where it was left, also on another display', () => {
    expect(fittingBounds({ x: 100, y: 80, width: 1_000, height: 700 }, [laptop])).toEqual({ x: 100, y: 80, width: 1_000, height: 700 })
    expect(fittingBounds({ x: -1_800, y: 50, width: 1_200, height: 900 }, [laptop, left])).toEqual({ x: -1_800, y: 50, width: 1_200, height: 900 })
  })

  it('is the middle of the first display when that display is gone, or the window was never opened', () => {
    expect(fittingBounds({ x: -1_800, y: 50, width: 1_200, height: 800 }, [laptop])).toEqual({ x: 120, y: 63, width: 1_200, height: 800 })
    expect(fittingBounds(null, [laptop])).toEqual({ x: 60, y: 33, width: 1_320, height: 860 })
  })

  it('is always a place where it can be taken hold of, in a size that can be used', () => {
    const side = fc.integer({ min: 200, max: 6_000 })
    const at = fc.integer({ min: -9_000, max: 9_000 })
    const bounds = fc.record({ x: at, y: at, width: side, height: side })
    fc.assert(fc.property(bounds, fc.array(bounds, { minLength: 1, maxLength: 4 }), (saved, displays) => {
      const { x, y, width, height } = fittingBounds(saved, displays)
      const held = displays.some((display) => Math.min(x + width, display.x + display.width) - Math.max(x, display.x) >= 120 && Math.min(y + height, display.y + display.height) - Math.max(y, display.y) >= 60 && y >= display.y)
      expect(held).toBe(true)
      expect(width >= Math.min(smallest.width, ...displays.map((display) => display.width))).toBe(true)
      expect(height >= Math.min(smallest.height, ...displays.map((display) => display.height))).toBe(true)
    }))
  })
})

describe('the file of a window', () => {
  let folder: string
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'quaestor-window-')) })
  afterEach(() => { rmSync(folder, { recursive: true }) })

  it('is read as it was written, and leaves nothing else behind', () => {
    const state = { bounds: laptop, maximized: true }
    writeWindowState(join(folder, 'deep', 'window.json'), state)
    expect(readWindowState(join(folder, 'deep', 'window.json'))).toEqual(state)
    expect(readdirSync(join(folder, 'deep'))).toEqual(['window.json'])
  })

  it.each(['', '{', 'null', '[]', '{"bounds":{"x":0,"y":0,"width":0,"height":9},"maximized":false}', '{"bounds":{"x":"0","y":0,"width":9,"height":9},"maximized":false}', '{"bounds":{"x":1e400,"y":0,"width":9,"height":9},"maximized":false}'])('is nothing when it is spoilt: %s', (text) => {
    writeFileSync(join(folder, 'window.json'), text)
    expect(readWindowState(join(folder, 'window.json'))).toBeNull()
  })

  it('is nothing when there is none', () => { expect(readWindowState(join(folder, 'none.json'))).toBeNull() })
})
