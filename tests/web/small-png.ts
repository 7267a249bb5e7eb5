import { crc32, deflateSync, inflateSync } from 'node:zlib'

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

const most = 256

/** The same picture in its 256 most frequent colours, with a third of the bytes: shades of smoothed letters become their nearest. Takes what Chromium writes, 8 bits for each of RGB or RGBA. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, pixels } = colours(png)
  const frequent = mostFrequent(pixels)
  const places = new Map<number, number>(frequent.map((colour, at) => [colour, at]))
  const rows = Buffer.alloc((width + 1) * height)
  for (const [at, colour] of pixels.entries()) {
    const place = places.get(colour) ?? nearest(colour, frequent)
    places.set(colour, place)
    rows[at + Math.floor(at / width) + 1] = place
  }
  const header = Buffer.from(chunkOf(png, 'IHDR')[0] ?? [])
  header.set([8, 3], 8)
  const palette = Buffer.alloc(frequent.length * 3)
  for (const [at, colour] of frequent.entries()) palette.writeUIntBE(colour, at * 3, 3)
  return Buffer.concat([signature, chunk('IHDR', header), chunk('PLTE', palette), chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))])
}

function mostFrequent(pixels: Uint32Array): number[] {
  const counts = new Map<number, number>()
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  return [...counts].sort(([, one], [, other]) => other - one).slice(0, most).map(([colour]) => colour)
}

function nearest(colour: number, palette: readonly number[]): number {
  const far = (other: number): number => [16, 8, 0].reduce((sum, at) => sum + ((colour >> at & 255) - (other >> at & 255)) ** 2, 0)
  return palette.reduce((best, other, at) => (far(other) < far(palette[best] ?? 0) ? at : best), 0)
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
