import { readFileSync } from 'node:fs'
import { textMetrics } from 'vega'

type TextItem = { fontSize?: number; fontWeight?: string | number }
declare module 'vega' {
  /** Exported by Vega, whose types leave it out; a replaced `width` is what its own command-line tools use too. */
  const textMetrics: { width: (item: TextItem, text: unknown) => number }
}

/**
 * Gives Vega the true widths of Inter. Without a canvas Vega guesses four fifths of the size per character, which cuts labels that would fit.
 * Sets a value of the vega module, once; `fontFiles` are TrueType files of a regular and a bold weight.
 */
export function measureWithInter(fontFiles: readonly string[]): void {
  if (measured) return
  const [regular, semibold] = fontFiles.map((file) => advances(readFileSync(file)))
  if (regular === undefined || semibold === undefined) return
  textMetrics.width = (item, text) => widthOf(String(text), Number(item.fontWeight) >= 600 || item.fontWeight === 'bold' ? semibold : regular) * (item.fontSize ?? 11)
  measured = true
}

let measured = false

/** Width of a text at size 1. */
function widthOf(text: string, advance: (code: number) => number): number {
  let width = 0
  for (const character of text) width += advance(character.codePointAt(0) ?? 0)
  return width
}

/** Reads the advance widths of a TrueType font (tables head, hhea, hmtx and a format 4 or 12 cmap), as parts of the em. */
function advances(font: Buffer): (code: number) => number {
  const table = (name: string): number => {
    for (let at = 12; at < 12 + font.readUInt16BE(4) * 16; at += 16) if (font.toString('latin1', at, at + 4) === name) return font.readUInt32BE(at + 8)
    throw new RangeError(`the font has no table ${name}`)
  }
  const em = font.readUInt16BE(table('head') + 18)
  const wide = font.readUInt16BE(table('hhea') + 34)
  const widths = table('hmtx')
  const glyph = glyphs(font, table('cmap'))
  const known = new Map<number, number>()
  return (code) => {
    const width = known.get(code) ?? font.readUInt16BE(widths + Math.min(glyph(code), wide - 1) * 4) / em
    known.set(code, width)
    return width
  }
}

/** Character to glyph, from the first format 4 subtable; 0 (the missing glyph) for others. */
function glyphs(font: Buffer, cmap: number): (code: number) => number {
  const subtables = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, at) => cmap + font.readUInt32BE(cmap + 8 + at * 8))
  const start = subtables.find((at) => font.readUInt16BE(at) === 4)
  if (start === undefined) return () => 0
  const segments = font.readUInt16BE(start + 6) / 2
  const word = (list: number, segment: number): number => font.readUInt16BE(start + 14 + list * segments * 2 + (list > 0 ? 2 : 0) + segment * 2)
  return (code) => {
    for (let segment = 0; segment < segments; segment++) {
      if (word(0, segment) < code) continue
      const first = word(1, segment)
      if (first > code) return 0
      const offset = word(3, segment)
      if (offset === 0) return (code + word(2, segment)) & 0xffff
      const at = start + 14 + 3 * segments * 2 + 2 + segment * 2 + offset + (code - first) * 2
      const found = font.readUInt16BE(at)
      return found === 0 ? 0 : (found + word(2, segment)) & 0xffff
    }
    return 0
  }
}
