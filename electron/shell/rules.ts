/** The page's own origin: a scheme that only this program answers. */
export const pageScheme = 'app'
export const pageOrigin = 'app://quaestor'
export const pageUrl = `${pageOrigin}/`

/** Whether the window may go to a URL: to its own page and nowhere else. */
export const mayNavigate = (url: string): boolean => originOf(url) === pageOrigin && new URL(url).pathname === '/'

/** A link as it may be handed to the user's browser, once the user agreed; null for everything but https without a password in it. */
export function externalLink(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, username, password, href } = new URL(url)
  return protocol === 'https:' && username === '' && password === '' ? href : null
}

/** Whether a page may have a permission: copying to the clipboard, for the own page. */
export const mayUse = (permission: string, origin: string): boolean => permission === 'clipboard-sanitized-write' && originOf(origin) === pageOrigin

/** Whether a message comes from the window's own page and not from a frame inside it, or from what was there before. */
export const maySend = (frame: { url: string; parent: unknown } | null): boolean => frame?.parent === null && mayNavigate(frame.url)

/** Whether a download may be saved: a file that the own page made. */
export const mayDownload = (url: string): boolean => url.startsWith('blob:') && originOf(url.slice('blob:'.length)) === pageOrigin

/** `URL.origin` is "null" for schemes of one's own. */
function originOf(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, host, username, password } = new URL(url)
  return username === '' && password === '' ? `${protocol}//${host}` : null
}
