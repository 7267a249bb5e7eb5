import type { Plan } from '../../shared/model/plan.ts'
import { tableNamed } from '../catalog/lookup.ts'
import type { DatabaseContext } from '../context/database-context.ts'
import { guard } from '../guard/guard.ts'
import type { GuardedSql } from '../guard/guarded.ts'
import { parse } from '../guard/grammar/parse.ts'
import { namesOf } from '../guard/grammar/names.ts'
import { familyOf } from '../guard/family.ts'
import { nodesOf, type Token } from '../guard/tree.ts'
import type { Reading } from '../language/understanding.ts'
import { compile } from '../plan/compile.ts'
import type { CompiledColumn } from '../plan/compiled.ts'
import { inReadableOrder } from '../plan/defaults.ts'
import type { Dialect } from '../../shared/model/value.ts'
import { understandFollowUp } from './follow-up.ts'
import type { Knowledge, Outcome, Question } from './question.ts'
import { understandQuestion } from './understand.ts'

/** What a question means: a plan, or SQL that the user wrote. `reading` is null when nothing had to be understood. */
export type Meaning = { kind: 'plan'; plan: Plan; reading: Reading | null; readings: Reading[]; refines?: string | undefined } | { kind: 'sql'; sql: string } | Extract<Outcome, { kind: 'clarify' }>

/** A statement before it is checked. `columns` is empty when only the database knows them. */
export type Statement = { sql: string; parameters: GuardedSql['parameters']; columns: CompiledColumn[]; tables: string[] }

/** Fails as understanding fails. */
export function meaningOf(question: Question, knowledge: Knowledge): Meaning {
  const { asked } = question
  switch (asked.kind) {
    case 'sql': return { kind: 'sql', sql: asked.sql }
    case 'plan': return { kind: 'plan', plan: asked.plan, reading: null, readings: [] }
    case 'words': {
      const followed = understandFollowUp(question, asked.text, knowledge)
      const understood = followed ?? understandQuestion(question, asked.text, knowledge)
      if (understood.kind === 'clarify') return understood
      return { kind: 'plan', plan: inReadableOrder(understood.chosen.plan), reading: understood.chosen, readings: understood.readings, ...(followed === null ? {} : { refines: question.previous?.title }) }
    }
  }
}

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

