/** The value of a date or time from its bytes in the binary protocol, one character for each byte. */
export type Decode = (bytes: string) => string

const twoDigits = Array.from({ length: 256 }, (_, number) => String(number).padStart(2, '0'))
/** Dates repeat; past this many different ones a column forgets those it has seen. */
const remembered = 4_096

/** DATE: "2026-06-30"; the zero date is "0000-00-00". */
export const decodeDate = (): Decode => remembering((bytes) => day(checked(bytes, 0, 4, 7, 11)))

/** DATETIME and TIMESTAMP: "2026-06-30 14:05:00", and six digits of a second unless they are zero. */
export const decodeTimestamp = (): Decode => remembering((bytes) => {
  const { length } = checked(bytes, 0, 4, 7, 11)
  const clock = length > 4 ? `${two(bytes, 4)}:${two(bytes, 5)}:${two(bytes, 6)}` : '00:00:00'
  return `${day(bytes)} ${clock}${length > 7 ? fraction(bytes, 7) : ''}`
})

/** TIME, which may be negative or longer than a day: "-838:59:59". */
export const decodeTime = (): Decode => remembering((bytes) => {
  const { length } = checked(bytes, 0, 8, 12)
  if (length === 0) return '00:00:00'
  const hours = number(bytes, 1, 4) * 24 + bytes.charCodeAt(5)
  return `${bytes.charCodeAt(0) === 1 ? '-' : ''}${String(hours).padStart(2, '0')}:${two(bytes, 6)}:${two(bytes, 7)}${length > 8 ? fraction(bytes, 8) : ''}`
})

function remembering(decode: Decode): Decode {
  const known = new Map<string, string>()
  return (bytes) => {
    const seen = known.get(bytes)
    if (seen !== undefined) return seen
    const value = decode(bytes)
    if (known.size === remembered) known.clear()
    known.set(bytes, value)
    return value
  }
}

function checked(bytes: string, ...lengths: number[]): string {
  if (!lengths.includes(bytes.length)) throw new Error(`A date or time of ${bytes.length} bytes is not one.`)
  return bytes
}

function day(bytes: string): string {
  return bytes.length === 0 ? '0000-00-00' : `${String(number(bytes, 0, 2)).padStart(4, '0')}-${two(bytes, 2)}-${two(bytes, 3)}`
}

function fraction(bytes: string, at: number): string {
  const microseconds = number(bytes, at, 4)
  return microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`
}

function two(bytes: string, at: number): string {
  return twoDigits[bytes.charCodeAt(at)] ?? '00'
}

/** Little-endian. */
function number(bytes: string, at: number, length: number): number {
  let value = 0
  for (let place = length - 1; place >= 0; place--) value = value * 256 + bytes.charCodeAt(at + place)
  return value
}
