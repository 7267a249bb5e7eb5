import type { SavedSource, SourceDraft } from '../../shared/model/saved-source.ts'
import type { SourceSpec } from '../../shared/model/source.ts'

type Mysql = Extract<SourceSpec, { kind: 'mysql' }>

/** The fields of the form as they are typed. */
export type MysqlFields = {
  name: string; host: string; port: number | string; user: string; password: string; database: string; tls: Mysql['tls']; ca: string; pool: number | string
}

export const emptyFields: MysqlFields = { name: '', host: '', port: 3306, user: '', password: '', database: '', tls: 'verify', ca: '', pool: 4 }

export function fieldsOf(source: SavedSource): MysqlFields {
  if (source.spec.kind !== 'mysql') return emptyFields
  const { host, port, user, database = '', tls, ca = '', pool } = source.spec
  return { name: source.name, host, port, user, password: '', database, tls, ca, pool }
}

export type FieldFaults = Partial<Record<keyof MysqlFields, string>>

/** What is wrong with the fields, each fault at its field; nothing when they can be sent. */
export function faultsOf(fields: MysqlFields): FieldFaults {
  const faults: FieldFaults = {}
  if (fields.host.trim() === '') faults.host = 'Enter the address of the server.'
  else if (/[\s/@]/.test(fields.host.trim())) faults.host = 'Only the name or address, such as db.example.com.'
  const port = Number(fields.port)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) faults.port = '1 to 65535'
  if (fields.user.trim() === '') faults.user = 'Enter the user.'
  const pool = Number(fields.pool)
  if (!Number.isInteger(pool) || pool < 1 || pool > 20) faults.pool = '1 to 20'
  if (fields.ca.trim() !== '' && !fields.ca.includes('-----BEGIN CERTIFICATE-----')) faults.ca = 'Paste the certificate with its BEGIN and END lines.'
  return faults
}

/** The draft to test or save. An untouched password field of a saved source keeps the password it has. */
export function draftOf(fields: MysqlFields, saved: SavedSource | null): SourceDraft {
  const host = fields.host.trim()
  const database = fields.database.trim()
  const keeps = saved?.hasPassword === true && fields.password === ''
  return {
    ...(saved === null ? {} : { id: saved.id }),
    name: fields.name.trim() === '' ? (database === '' ? host : `${host} / ${database}`) : fields.name.trim(),
    spec: {
      kind: 'mysql', host, port: Number(fields.port), user: fields.user.trim(), tls: fields.tls, pool: Number(fields.pool),
      ...(database === '' ? {} : { database }), ...(fields.ca.trim() === '' ? {} : { ca: fields.ca }),
    },
    ...(keeps ? {} : { password: fields.password }),
  }
}

/** Fills the form from an address such as mysql://reader@db.example:3307/ledger; null when it is none. A password in it is taken over. */
export function fieldsFromAddress(text: string): Partial<MysqlFields> | null {
  if (!/^(mysql|mariadb|tidb):\/\//i.test(text.trim()) || !URL.canParse(text.trim())) return null
  const url = new URL(text.trim())
  try {
    return {
      host: url.hostname, port: url.port === '' ? 3306 : Number(url.port), user: decodeURIComponent(url.username), password: decodeURIComponent(url.password), database: decodeURIComponent(url.pathname.slice(1)),
    }
  } catch {
    return null
  }
}
