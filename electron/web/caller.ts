import type { IncomingHttpHeaders } from 'node:http'

/** Why a request is not answered, in words for the page that says so. */
export type Refusal = { status: 400 | 401 | 403 | 404 | 405 | 411 | 413 | 500; title: string; hint: string }

/** What a request is for: the page itself may be opened from anywhere, calls and sockets come from the own page only. */
export type Purpose = 'page' | 'file' | 'call' | 'socket'

const foreignHost: Refusal = { status: 403, title: 'This address is not Quaestor’s.', hint: 'Open the link that Quaestor printed when it started.' }
const foreignPage: Refusal = { status: 403, title: 'Another site asked for this, and it was refused.', hint: 'Open the link that Quaestor printed when it started.' }

/**
 * Refuses what another site, or a name that was made to point at this computer, asks of the host on `port`. Browsers say truly where a request comes
 * from; a program without a browser may leave it out, except for sockets, which other sites could open otherwise.
 */
export function refusedCaller(headers: IncomingHttpHeaders, port: number, purpose: Purpose): Refusal | null {
  const { host, origin } = headers
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return foreignHost
  if (origin === undefined ? purpose === 'socket' : origin !== `http://${host}`) return foreignPage
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return null
  // A link may be followed from anywhere, into a tab of its own.
  return purpose === 'page' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document' ? null : foreignPage
}
