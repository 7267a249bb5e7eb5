import { Failure } from '../../shared/model/failure.ts'
import { SourceSpec } from '../../shared/model/source.ts'
import { identifyPath } from '../sources/identify.ts'

const serverSchemes = new Set(['mysql:', 'mariadb:', 'tidb:'])

/**
 * What `--source` means: "sample", a path, or mysql://user@host:port/database?tls=verify|encrypt|off&ca=FILE. A password in the address is
 * refused, because a command line is readable by every user of the machine.
 */
export async function sourceFromArgument(text: string, readCa: (path: string) => string): Promise<SourceSpec> {
  if (text === 'sample') return { kind: 'sample' }
  if (/^[a-z][a-z0-9+]*:\/\//i.test(text)) return serverFromUrl(text, readCa)
  return (await identifyPath(text)).spec
}

function serverFromUrl(text: string, readCa: (path: string) => string): SourceSpec {
  const url = URL.canParse(text) && decodes(text) ? new URL(text) : null
  if (url === null || !serverSchemes.has(url.protocol)) {
    throw new Failure('SOURCE_UNSUPPORTED', `“${text.split('@').at(-1) ?? ''}” is not an address Quaestor can open.`, { hint: 'Write mysql://user@host:3306/database, or the path of a file.' })
  }
  if (url.password !== '') {
    throw new Failure('BAD_REQUEST', 'A password on the command line can be read by other users of this machine.', { hint: 'Leave it out of the address: you will be asked for it, or set QUAESTOR_PASSWORD.' })
  }
  const ca = url.searchParams.get('ca')
  const checked = SourceSpec.safeParse({
    kind: 'mysql', host: url.hostname, user: decodeURIComponent(url.username),
    port: url.port === '' ? undefined : Number(url.port),
    database: url.pathname.length > 1 ? decodeURIComponent(url.pathname.slice(1)) : undefined,
    tls: url.searchParams.get('tls') ?? undefined,
    ca: ca === null ? undefined : certificate(ca, readCa),
  })
  if (checked.success) return checked.data
  throw new Failure('BAD_REQUEST', `The address of the server is not complete: ${checked.error.issues[0]?.path.join('.') ?? ''}.`, { hint: 'Write mysql://user@host:3306/database?tls=verify (or encrypt, or off).' })
}

/** Whether every %xx of the address stands for a character. */
function decodes(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

function certificate(path: string, readCa: (path: string) => string): string {
  try {
    return readCa(path)
  } catch (cause) {
    throw new Failure('FILE_MISSING', `The certificate ${path} cannot be read.`, { hint: 'Check the path after ca=.', detail: { path }, cause })
  }
}
