import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inlineParameters, literalOf } from '../../../../renderer/answer/sql/inline-parameters.ts'
import { knownParameters } from '../../../../renderer/answer/sql/parameter-kinds.ts'
import type { QueryPlan } from '../../../../shared/model/plan.ts'

const text = (value: string) => ({ value, kind: 'text' as const })

describe('values written into a statement', () => {
  it('leaves question marks in texts, names and comments alone', () => {
    const sql = 'SELECT \'?\', "a?b", `c?` -- really?\n FROM t /* ? */ WHERE x = ? AND y = ?'
    expect(inlineParameters(sql, [text('a'), { value: '12.50', kind: 'decimal' }], 'sqlite')).toBe('SELECT \'?\', "a?b", `c?` -- really?\n FROM t /* ? */ WHERE x = \'a\' AND y = 12.50')
  })
  it('knows that a backslash does not end a text of MySQL early, and that # is a comment there', () => {
    expect(inlineParameters("SELECT 'it\\'s ?' # why?\n, ?", [text('\\')], 'mysql')).toBe("SELECT 'it\\'s ?' # why?\n, '\\\\'")
  })
  it('does not take a backslash for an escape elsewhere', () => {
    expect(inlineParameters("SELECT '\\', ?", [text('\\')], 'duckdb')).toBe("SELECT '\\', '\\'")
  })
  it('never lets a value out of its quotes', () => {
    expect(literalOf(text("x' OR '1'='1"), 'sqlite')).toBe("'x'' OR ''1''=''1'")
    expect(literalOf(text("x\\' OR 1=1 -- "), 'mariadb')).toBe("'x\\\\'' OR 1=1 -- '")
    expect(literalOf({ value: '1; DROP TABLE t', kind: 'integer' }, 'duckdb')).toBe("'1; DROP TABLE t'")
  })
  it('gives SQLite back the very value, whatever it is', () => {
    const database = new DatabaseSync(':memory:')
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom("'", '\\', '"', '?', '-', '\0', '\n', 'a') })), (value) => {
      const row = database.prepare(inlineParameters('SELECT ? AS v', [text(value)], 'sqlite')).get() as { v: string }
      expect(row.v).toBe(value)
    }), { numRuns: 300 })
    database.close()
  })
  it('writes dates so that DuckDB takes them for dates', () => {
    expect(literalOf({ value: '2025-01-01', kind: 'date' }, 'duckdb')).toBe("DATE '2025-01-01'")
    expect(literalOf({ value: '2025-01-01', kind: 'date' }, 'mysql')).toBe("'2025-01-01'")
  })
  it('leaves placeholders that have no value', () => {
    expect(inlineParameters('SELECT ?, ?', [{ value: null, kind: null }], 'sqlite')).toBe('SELECT NULL, ?')
  })
})

describe('what kind a parameter is', () => {
  const literal = (value: string, type: 'integer' | 'text') => ({ kind: 'literal' as const, value, type })
  const plan: QueryPlan = {
    kind: 'query', tables: [], joins: [], show: [], context: [], measures: [], by: [], order: [], distinct: false, compare: [], calendar: 'calendar',
    where: { kind: 'all', of: [
      { kind: 'compare', operator: '=', left: { kind: 'column', table: 't', column: 'code' }, right: literal('1000', 'text') },
      { kind: 'compare', operator: '>', left: { kind: 'column', table: 't', column: 'n' }, right: literal('7', 'integer') },
      { kind: 'in', of: { kind: 'column', table: 't', column: 'x' }, values: ['12.50'], type: 'decimal' },
      { kind: 'compare', operator: '=', left: literal('5', 'integer'), right: literal('5', 'text') },
    ] },
  }
  it('is what the plan says, so that an account code keeps its quotes and a number has none', () => {
    expect(knownParameters(['1000', '7', '12.50'], plan).map((parameter) => literalOf(parameter, 'sqlite'))).toEqual(["'1000'", '7', '12.50'])
  })
  it('is not known where the plan has both or neither', () => {
    expect(knownParameters(['5', '6'], plan).map(({ kind }) => kind)).toEqual([null, null])
    expect(knownParameters(['5'], null)).toEqual([{ value: '5', kind: null }])
  })
})
