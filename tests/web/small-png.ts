import { crc32, deflateSync, inflateSync } from 'node:zlib'

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** The same picture with at most 256 colours and a third of the bytes: neighbouring shades of smoothed letters become one. Takes what Chromium writes, 8 bits for each of RGB or RGBA. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, pixels } = colours(png)
  const [shift, palette] = [1, 2, 3, 4].map((bits) => [bits, new Map<number, number>()] as const).find(([bits, found]) => everyColour(pixels, bits, found)) ?? [4, new Map<number, number>()]
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = palette.get(reduced(pixels[y * width + x] ?? 0, shift)) ?? 0
  const header = Buffer.from(chunkOf(png, 'IHDR')[0] ?? [])
  header.set([8, 3], 8)
  const shown = Buffer.alloc(palette.size * 3)
  for (const [colour, at] of palette) shown.writeUIntBE(colour, at * 3, 3)
  return Buffer.concat([signature, chunk('IHDR', header), chunk('PLTE', shown), chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))])
}

/** Drops so many bits of each channel, keeping white white and black black. */
function reduced(colour: number, bits: number): number {
  const most = (1 << (8 - bits)) - 1
  const part = (at: number): number => Math.round((Math.round(((colour >> at & 255) * most) / 255) * 255) / most) << at
  return part(16) | part(8) | part(0)
}

function everyColour(pixels: Uint32Array, bits: number, palette: Map<number, number>): boolean {
  for (const pixel of new Set(pixels)) {
    const colour = reduced(pixel, bits)
    if (!palette.has(colour)) palette.set(colour, palette.size)
  }
  return palette.size <= 256
}

/** The pixels of a PNG as 0xRRGGBB. https://www.w3.org/TR/png-3/#9Filters */
function colours(png: Buffer): { width: number; height: number; pixels: Uint32Array } {
  const header = Buffer.from(chunkOf(png, 'IHDR')[0] ?? [])
  const [width, height, bytes] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 6 ? 4 : 3]
  const data = inflateSync(Buffer.concat(chunkOf(png, 'IDAT')))
  const [line, pixels] = [width * bytes, new Uint32Array(width * height)]
  let above = new Uint8Array(line)
  for (let y = 0; y < height; y++) {
    const [filter, now] = [data[y * (line + 1)] ?? 0, Uint8Array.from(data.subarray(y * (line + 1) + 1, (y + 1) * (line + 1)))]
    for (let at = 0; at < line; at++) {
      const [left, up, corner] = [at < bytes ? 0 : now[at - bytes] ?? 0, above[at] ?? 0, at < bytes ? 0 : above[at - bytes] ?? 0]
      now[at] = (now[at] ?? 0) + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!
    }
    for (let x = 0; x < width; x++) pixels[y * width + x] = (now[x * bytes] ?? 0) << 16 | (now[x * bytes + 1] ?? 0) << 8 | (now[x * bytes + 2] ?? 0)
    above = now
  }
  return { width, height, pixels }
}

function paeth(left: number, up: number, corner: number): number {
  const [toLeft, toUp, toCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
}

function chunkOf(png: Buffer, name: string): Buffer[] {
  const found: Buffer[] = []
  for (let at = signature.length; at < png.length; at += 12 + png.readUInt32BE(at)) if (png.toString('latin1', at + 4, at + 8) === name) found.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  return found
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
