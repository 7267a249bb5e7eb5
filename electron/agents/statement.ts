import { tableNamed } from '../catalog/lookup.ts'
import type { DatabaseContext } from '../context/database-context.ts'
import { guard } from '../guard/guard.ts'
import type { GuardedSql } from '../guard/guarded.ts'
import { parse } from '../guard/grammar/parse.ts'
import { namesOf } from '../guard/grammar/names.ts'
import { familyOf } from '../guard/family.ts'
import { nodesOf, type Token } from '../guard/tree.ts'
import { compile } from '../plan/compile.ts'
import type { CompiledColumn } from '../plan/compiled.ts'
import type { Dialect } from '../../shared/model/value.ts'
import type { Meaning } from './meaning.ts'
import type { Knowledge } from './question.ts'

/** A statement before it is checked. `columns` is empty when only the database knows them. */
export type Statement = { sql: string; parameters: GuardedSql['parameters']; columns: CompiledColumn[]; tables: string[] }

/** The statement for a meaning. Fails as compiling fails, and with REFUSED_BY_GUARD for SQL that is not one reading statement. */
export function statementOf(meaning: Exclude<Meaning, { kind: 'clarify' }>, { context }: Knowledge): Statement {
  if (meaning.kind === 'plan') return compile(meaning.plan, context.catalog, context.source.dialect)
  return { sql: meaning.sql.trim(), parameters: [], columns: [], tables: tablesNamed(meaning.sql, context) }
}

/** The tables that a statement names, in its order and as the catalog spells them; those that it makes itself (WITH) left out. */
function tablesNamed(sql: string, { catalog, source: { dialect } }: DatabaseContext): string[] {
  const nodes = [...nodesOf(parse(sql, familyOf(dialect)))]
  const named = (kind: 'relation' | 'cte'): Token[] => nodes.flatMap((node) => (node.kind === kind ? namesOf(node.path ?? []).slice(-1) : []))
  const made = new Set(named('cte').map(({ value }) => value.toLowerCase()))
  const read = named('relation').filter(({ value }) => !made.has(value.toLowerCase())).sort((left, right) => left.at - right.at)
  return [...new Set(read.map(({ value, text }) => tableNamed(catalog, value)?.name ?? text))]
}

/** Lets a statement through the guard. */
export const guarded = ({ sql, parameters }: Statement, dialect: Dialect): GuardedSql => guard(sql, dialect, { parameters })

