import { protocol, type Session } from 'electron'
import { contentPolicy, safetyHeaders } from '../hosting/policy.ts'
import { pageWithNonce, type PageFiles } from '../hosting/page-files.ts'
import { pageOrigin, pageScheme } from './rules.ts'

/** Must run before the app is ready: makes app:// a secure origin of its own, like https. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }])
}

/** Serves the built interface under app://quaestor/. */
export function servePages(session: Session, pages: PageFiles): void {
  session.protocol.handle(pageScheme, (request) => pageResponse(pages, request))
}

/** The page with a nonce of its own, a file that it loads, or 404; the policy is the same as in a browser. */
export function pageResponse(pages: PageFiles, { url, method }: Pick<Request, 'url' | 'method'>): Response {
  const path = url.startsWith(`${pageOrigin}/`) ? (url.slice(pageOrigin.length).split(/[?#]/)[0] ?? '') : ''
  if (method !== 'GET') return new Response(null, { status: 405, headers: safetyHeaders })
  if (path === '/') {
    const { nonce, html } = pageWithNonce(pages)
    return new Response(html, { headers: { ...safetyHeaders, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentPolicy(nonce), 'cache-control': 'no-store' } })
  }
  const file = pages.files.get(path)
  if (file === undefined) return new Response(null, { status: 404, headers: safetyHeaders })
  return new Response(new Uint8Array(file.bytes), { headers: { ...safetyHeaders, 'content-type': file.type, 'content-security-policy': "default-src 'none'" } })
}
