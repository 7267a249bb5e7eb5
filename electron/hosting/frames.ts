/** The most bytes of one message or body from a window: an upload comes in pieces of 1 MB. */
export const maxMessageBytes = 8 * 1024 * 1024

/** Where JSON ends and a blob begins in a binary message, as oRPC writes it; the byte occurs in no UTF-8 text. */
const delimiter = 255

/**
 * Whether a message can be one of oRPC's: JSON of an object with an id, a blob behind it or not, of bounded size. What is not would fail inside oRPC's
 * handlers, which over a message port nobody catches.
 */
export function isFrame(data: unknown): data is string | Uint8Array | ArrayBuffer {
  if (typeof data === 'string') return data.length <= maxMessageBytes && isRequest(data)
  const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : data
  if (!(bytes instanceof Uint8Array) || bytes.byteLength > maxMessageBytes) return false
  const end = bytes.indexOf(delimiter)
  return isRequest(new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end)))
}

const request = 1
const event = 3
const abort = 4

function isRequest(json: string): boolean {
  const message = parsed(json)
  if (!isRecord(message) || typeof message.i !== 'string') return false
  const kind = message.t ?? request
  if (kind === abort) return true
  if (!isRecord(message.p)) return false
  if (kind === event) return true
  const { u, h = {}, m = 'POST' } = message.p
  return kind === request && typeof u === 'string' && URL.canParse(u, 'http://orpc') && isRecord(h) && Object.values(h).every((value) => typeof value === 'string') && m === 'POST'
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
