import type { Dialect } from '../../../shared/model/value.ts'
import { quoteName, quoteText } from './quote.ts'

/** All that a reader needs. Whatever else an account may do is named to the user, new kinds of privilege included. */
const harmless = new Set(['USAGE', 'SELECT', 'SHOW VIEW', 'SHOW DATABASES'])
const quoted = /`(?:[^`]|``)*`|'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*"/g

type Command = (sql: string) => Promise<unknown[][]>

/** The privileges of an account that a reader should not have, its roles included, without repetition: "INSERT", "GRANT OPTION". */
export async function excessPrivileges(command: Command, dialect: Dialect): Promise<string[]> {
  const lines = await linesOf(command, 'SHOW GRANTS FOR CURRENT_USER()')
  const roles = lines.flatMap(rolesIn)
  const inherited = dialect === 'mariadb' ? await linesOfRoles(command, roles) : await linesOfRolesUsed(command, roles)
  const privileges = [...lines, ...inherited].flatMap(privilegesIn)
  return [...new Set(privileges)].filter((privilege) => !harmless.has(privilege))
}

/** MariaDB shows the grants of a role, and of the roles within it, to whoever has put it on. The role worn before is put on again. */
async function linesOfRoles(command: Command, roles: string[]): Promise<string[]> {
  if (roles.length === 0) return []
  const [[worn] = []] = await command('SELECT CURRENT_ROLE()')
  const lines: string[] = []
  for (const role of roles) {
    await command(`SET ROLE ${role}`)
    lines.push(...await linesOf(command, 'SHOW GRANTS FOR CURRENT_ROLE()'))
  }
  await command(`SET ROLE ${typeof worn === 'string' ? quoteName(worn) : 'NONE'}`)
  return lines
}

async function linesOfRolesUsed(command: Command, roles: string[]): Promise<string[]> {
  return roles.length === 0 ? [] : linesOf(command, `SHOW GRANTS FOR CURRENT_USER() USING ${roles.join(', ')}`)
}

async function linesOf(command: Command, sql: string): Promise<string[]> {
  return (await command(sql)).map(([line]) => String(line))
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
