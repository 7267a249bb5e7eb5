import { crc32, createDeflateRaw, inflateRawSync, type DeflateRaw } from 'node:zlib'
import { Failure } from '../../../shared/model/failure.ts'
import type { AsideFile } from './aside-file.ts'

/*
 * Zip archives as Excel files need them: deflated, below 4 GB, names in UTF-8. write-excel-file holds a whole sheet in memory, 1 GB for
 * 200,000 rows of 10 columns; with these two the rows go straight to the disk. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */

const localHeader = 0x04034b50
const dataDescriptor = 0x08074b50
const centralHeader = 0x02014b50
const endOfDirectory = 0x06054b50
const deflated = 8
const version = 20
/** Bit 3: sizes follow the data. Bit 11: the name is UTF-8. */
const flags = 0x0808
/** 1 January 1980, the earliest there is: the same answer makes the same file. */
const date = 0x0021
const largest = 0xffffffff

type Entry = { name: Buffer; offset: number; crc: number; size: number; packed: number }

/** Writes an archive, one part after the other. */
export class ZipWriter {
  readonly #file: AsideFile
  readonly #entries: Entry[] = []
  #offset = 0

  constructor(file: AsideFile) {
    this.#file = file
  }

  /** Adds a part from text that comes in pieces; yields what the pieces yield as it goes. */
  async* add<Progress>(name: string, pieces: AsyncIterable<{ text: string; progress: Progress }>): AsyncGenerator<Progress> {
    const entry: Entry = { name: Buffer.from(name), offset: this.#offset, crc: 0, size: 0, packed: 0 }
    await this.#put(numbers([4, localHeader], [2, version], [2, flags], [2, deflated], [2, 0], [2, date], [4, 0], [4, 0], [4, 0], [2, entry.name.length], [2, 0]), entry.name)
    const begins = this.#offset
    const deflate = createDeflateRaw({ level: 3 })
    const ready: Buffer[] = []
    deflate.on('data', (piece: Buffer) => ready.push(piece))
    try {
      for await (const { text, progress } of pieces) {
        const bytes = Buffer.from(text)
        entry.crc = crc32(bytes, entry.crc)
        entry.size += bytes.length
        await written(deflate, bytes)
        await this.#put(...ready.splice(0))
        yield progress
      }
      await ended(deflate)
      await this.#put(...ready)
    } finally {
      deflate.destroy()
    }
    entry.packed = this.#offset - begins
    if (entry.size > largest) throw tooLarge()
    await this.#put(numbers([4, dataDescriptor], [4, entry.crc], [4, entry.packed], [4, entry.size]))
    this.#entries.push(entry)
  }

  /** Writes the directory, without which the archive is none. */
  async end(): Promise<void> {
    const begins = this.#offset
    for (const { name, offset, crc, size, packed } of this.#entries) {
      await this.#put(numbers(
        [4, centralHeader], [2, version], [2, version], [2, flags], [2, deflated], [2, 0], [2, date], [4, crc], [4, packed], [4, size],
        [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset],
      ), name)
    }
    const count = this.#entries.length
    await this.#put(numbers([4, endOfDirectory], [2, 0], [2, 0], [2, count], [2, count], [4, this.#offset - begins], [4, begins], [2, 0]))
  }

  async #put(...pieces: Buffer[]): Promise<void> {
    const bytes = Buffer.concat(pieces)
    if (bytes.length === 0) return
    this.#offset += bytes.length
    if (this.#offset > largest) throw tooLarge()
    await this.#file.write(bytes)
  }
}

/** The parts of an archive by name, in its order. For archives that the product itself made. */
export function readZip(archive: Buffer): Map<string, string> {
  const parts = new Map<string, string>()
  const end = archive.lastIndexOf(numbers([4, endOfDirectory]))
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [packed, nameLength, extra, comment, offset] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30), archive.readUInt16LE(at + 32), archive.readUInt32LE(at + 42)]
    const begins = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28)
    const bytes = archive.subarray(begins, begins + packed)
    parts.set(archive.toString('utf8', at + 46, at + 46 + nameLength), (archive.readUInt16LE(at + 10) === deflated ? inflateRawSync(bytes) : bytes).toString('utf8'))
    at += 46 + nameLength + extra + comment
  }
  return parts
}

/** Little-endian numbers of 2 or 4 bytes. */
function numbers(...fields: [bytes: 2 | 4, value: number][]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0))
  let at = 0
  for (const [bytes, value] of fields) at = buffer.writeUIntLE(value, at, bytes)
  return buffer
}

function written(deflate: DeflateRaw, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    deflate.write(bytes, (error) => { if (error == null) resolve(); else reject(error) })
  })
}

function ended(deflate: DeflateRaw): Promise<void> {
  return new Promise((resolve, reject) => {
    deflate.once('end', resolve).once('error', reject).end()
  })
}

const tooLarge = (): Failure => new Failure('TOO_LARGE', 'These rows are more than an Excel file can hold: it would be larger than 4 GB.', { hint: 'Export as CSV, which has no limit, or narrow the question.' })
