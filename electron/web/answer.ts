import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { contentPolicy, safetyHeaders } from '../hosting/policy.ts'
import { pageWithNonce, type PageFile, type PageFiles } from '../hosting/page-files.ts'
import type { Refusal } from './caller.ts'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)
const smallest = 1_024
type Packed = { br: Promise<Buffer>; gzip: Promise<Buffer> }
const packed = new WeakMap<PageFile, Partial<Packed>>()

/** Puts the headers of every answer onto a response, before anything else is known about it. */
export function makeSafe(response: ServerResponse): void {
  for (const [name, value] of Object.entries(safetyHeaders)) response.setHeader(name, value)
  response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
  response.setHeader('cache-control', 'no-store')
}

/** Sends the page with a nonce of its own; `socket` is the origin of its socket. */
export function sendPage(request: IncomingMessage, response: ServerResponse, pages: PageFiles, socket: string, setCookie: string | null): void {
  const { nonce, html } = pageWithNonce(pages)
  response.setHeader('content-security-policy', contentPolicy(nonce, [socket]))
  if (setCookie !== null) response.setHeader('set-cookie', setCookie)
  end(request, response, 200, 'text/html; charset=utf-8', Buffer.from(html))
}

/** Sends a file of the page, as small as the browser takes it; what was compressed once is kept. */
export async function sendFile(request: IncomingMessage, response: ServerResponse, file: PageFile): Promise<void> {
  const { bytes } = file
  response.setHeader('cache-control', file.unchanging ? 'private, max-age=31536000, immutable' : 'no-cache')
  const encoding = file.text && bytes.length >= smallest ? acceptedEncoding(request) : null
  if (file.text) response.setHeader('vary', 'accept-encoding')
  if (encoding === null) {
    end(request, response, 200, file.type, bytes)
    return
  }
  const known = packed.get(file) ?? {}
  packed.set(file, known)
  const body = await (known[encoding] ??= encoding === 'br' ? brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : zip(bytes))
  response.setHeader('content-encoding', encoding)
  end(request, response, 200, file.type, body)
}

export function sendJson(request: IncomingMessage, response: ServerResponse, status: number, body: unknown): void {
  end(request, response, status, 'application/json', Buffer.from(JSON.stringify(body)))
}

/** Says in plain words why there is nothing here: as a page to whom wants one, else as data. */
export function sendRefusal(request: IncomingMessage, response: ServerResponse, { status, title, hint }: Refusal): void {
  response.setHeader('connection', 'close')
  if (!(request.headers.accept ?? '').includes('text/html')) {
    sendJson(request, response, status, { message: title, hint })
    return
  }
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Quaestor</title></head><body><h1>${title}</h1><p>${hint}</p></body></html>\n`
  end(request, response, status, 'text/html; charset=utf-8', Buffer.from(page))
}

function end(request: IncomingMessage, response: ServerResponse, status: number, type: string, body: Buffer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function acceptedEncoding(request: IncomingMessage): keyof Packed | null {
  const accepted = String(request.headers['accept-encoding'] ?? '').split(',').map((part) => part.trim().toLowerCase()).filter((part) => !/;\s*q=0(\.0*)?$/.test(part)).map((part) => part.split(';')[0])
  return accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : null
}
