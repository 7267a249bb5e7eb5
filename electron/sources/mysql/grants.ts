import type { Dialect } from '../../../shared/model/value.ts'
import { quoteName, quoteText } from './quote.ts'

/** All that a reader needs. Whatever else an account may do is named to the user, new kinds of privilege included. */
const harmless = new Set(['USAGE', 'SELECT', 'SHOW VIEW', 'SHOW DATABASES'])
/** Roles may hold roles; no sane account holds more. */
const mostRoles = 50

const quoted = /`(?:[^`]|``)*`|'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*"/g

/** The privileges of an account that a reader should not have, its roles included, without repetition: "INSERT", "GRANT OPTION". */
export async function excessPrivileges(command: (sql: string) => Promise<unknown[][]>, dialect: Dialect): Promise<string[]> {
  const excess = new Set<string>()
  const roles = new Set<string>()
  const read = async (sql: string): Promise<void> => {
    for (const [line] of await command(sql)) {
      for (const privilege of privilegesIn(String(line))) if (!harmless.has(privilege)) excess.add(privilege)
      for (const role of rolesIn(String(line))) roles.add(role)
    }
  }
  await read('SHOW GRANTS FOR CURRENT_USER()')
  // A set yields what is added to it on the way, so that roles of roles are read too.
  for (const role of roles) {
    if (roles.size > mostRoles) break
    await read(dialect === 'mariadb' ? `SHOW GRANTS FOR ${role}` : `SHOW GRANTS FOR CURRENT_USER() USING ${role}`)
  }
  return [...excess]
}

/** "GRANT SELECT (`a`), INSERT ON `d`.* TO … WITH GRANT OPTION" → SELECT, INSERT, GRANT OPTION. */
export function privilegesIn(line: string): string[] {
  const bare = line.replaceAll(quoted, '?').replaceAll(/\([^()]*\)/g, '').toUpperCase()
  const granted = /^GRANT\s+(.+?)\s+ON\s/.exec(bare)?.[1]
  if (granted === undefined) return []
  const privileges = granted.split(',').map((privilege) => privilege.trim().replaceAll(/\s+/g, ' ').slice(0, 60))
  return /\sWITH\s.*\bGRANT OPTION\b/.test(bare) ? [...privileges, 'GRANT OPTION'] : privileges
}

/** "GRANT `reader`@`%`,`other`@`%` TO …" → the roles as they are quoted; none for a grant of privileges. */
export function rolesIn(line: string): string[] {
  const bare = line.replaceAll(quoted, (name) => '?'.repeat(name.length))
  if (!/^GRANT\s/i.test(bare) || /\sON\s/i.test(bare)) return []
  const to = bare.search(/\sTO\s/i)
  if (to < 0) return []
  const names = line.slice('GRANT '.length, to)
  return names.match(/(?:`(?:[^`]|``)*`|'(?:[^'\\]|''|\\.)*'|[\w$]+)(?:@(?:`(?:[^`]|``)*`|'(?:[^'\\]|''|\\.)*'|[\w$.%]+))?/g) ?? []
}

/**
 * The statements that make an account which can only read, for an administrator to run. The password is a placeholder.
 * `databases` empty means all of them. `_` and `%` in the database of a GRANT stand for any letters, in quotes too.
 */
export function leastPrivilegeScript({ user, host = '%', databases, encrypted = true }: { user: string; host?: string; databases: string[]; encrypted?: boolean }): string {
  const account = `${quoteText(user)}@${quoteText(host)}`
  const places = databases.length === 0 ? ['*.*'] : databases.map((database) => `${quoteName(database.replaceAll(/[\\_%]/g, '\\$&'))}.*`)
  return [
    `CREATE USER ${account} IDENTIFIED BY 'choose-a-long-password'${encrypted ? ' REQUIRE SSL' : ''};`,
    ...places.map((place) => `GRANT SELECT, SHOW VIEW ON ${place} TO ${account};`),
    '',
  ].join('\n')
}
