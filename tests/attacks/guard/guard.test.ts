import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Failure } from '../../../shared/model/failure.ts'
import { Dialect } from '../../../shared/model/value.ts'
import { guard } from '../../../electron/guard/guard.ts'

/** A text that must not run, and where: on every dialect or on those named. */
type Attack = { on: 'all' | Dialect[]; sql: string }

const lists = ['files', 'comments', 'statements', 'locks-and-variables', 'functions', 'system-tables', 'characters', 'hostile-names', 'from-models', 'sizes']
const read = (list: string): Attack[] => JSON.parse(readFileSync(new URL(`${list}.json`, import.meta.url), 'utf8')) as Attack[]
const perDialect = (attacks: Attack[]): { dialect: Dialect; sql: string }[] =>
  attacks.flatMap(({ on, sql }) => (on === 'all' ? Dialect.options : on).map((dialect) => ({ dialect, sql })))

/** The rule by which the guard refuses, or the text that it would let run. */
function verdict(sql: string, dialect: Dialect): { rule: unknown } | { runs: string } {
  try {
    return { runs: guard(sql, dialect).text }
  } catch (failure) {
    if (!(failure instanceof Failure) || failure.code !== 'REFUSED_BY_GUARD') throw failure
    expect(failure.hint).not.toBe('')
    return { rule: failure.detail?.rule }
  }
}

describe.each(lists)('the guard alone refuses: %s', (list) => {
  test.each(perDialect(read(list)))('$dialect: $sql', ({ sql, dialect }) => {
    expect(verdict(sql, dialect)).toEqual({ rule: expect.any(String) as string })
  })
})

test('at least 400 attacks on a dialect', () => expect(lists.flatMap((list) => perDialect(read(list))).length).toBeGreaterThan(400))

describe('work without end is legal SQL; the deadline, the row limit and the memory limit stop it (layers 3 and 5)', () => {
  test.each(perDialect(read('left-to-the-watchdog')))('$dialect: $sql', ({ sql, dialect }) => {
    expect(verdict(sql, dialect)).toEqual({ runs: expect.any(String) as string })
  })
})
