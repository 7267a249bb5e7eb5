import type { Cell } from '../../../../shared/model/value.ts'
import { guard } from '../../../../electron/guard/guard.ts'
import type { GuardedSql, Parameter } from '../../../../electron/guard/guarded.ts'
import { openMysql } from '../../../../electron/sources/mysql/open.ts'
import type { MysqlSpec, Patience } from '../../../../electron/sources/mysql/wire.ts'
import type { Limits, Source, StreamColumn } from '../../../../electron/sources/source.ts'
import type { Maria } from '../../../fixtures/maria.ts'

/** A source over a private server, as its administrator and in plain text unless told otherwise. */
export function sourceOf(maria: Pick<Maria, 'host' | 'port'>, spec: Partial<MysqlSpec> = {}, password = '', patience?: Patience): Source {
  return openMysql({ kind: 'mysql', host: maria.host, port: maria.port, user: 'root', tls: 'off', pool: 4, ...spec }, { password }, patience)
}

/** A statement that passed the guard. */
export function passed(text: string, parameters: Parameter[] = []): GuardedSql {
  return guard(text, 'mariadb', { parameters })
}

/** A statement as if it had passed the guard: the source is tested with what the guard would refuse, too. */
export function pastGuard(text: string, parameters: Parameter[] = []): GuardedSql {
  return { text, parameters, dialect: 'mariadb' } as unknown as GuardedSql
}

export const limits: Limits = { rows: 1_000, milliseconds: 10_000, bytes: 64 * 1024 * 1024 }

export type Answer = { columns: StreamColumn[]; rows: Cell[][]; truncated: boolean }

/** Everything a stream yields. */
export async function readAll(source: Source, database: string, sql: GuardedSql, more: Partial<Limits> = {}, signal?: AbortSignal): Promise<Answer> {
  const answer: Answer = { columns: [], rows: [], truncated: false }
  for await (const event of source.stream(database, sql, { limits: { ...limits, ...more }, signal })) {
    if (event.kind === 'columns') answer.columns = event.columns
    else if (event.kind === 'rows') answer.rows.push(...event.rows)
    else answer.truncated = event.truncated
  }
  return answer
}

/** Statements that other sessions run at this moment. */
export async function running(maria: Maria): Promise<string[]> {
  const rows = await maria.rows("SELECT info FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND command NOT IN ('Sleep', 'Daemon') AND info IS NOT NULL")
  return rows.map(([info]) => String(info))
}
