import type { Dialect } from '../../shared/model/value.ts'
import { duckdbFunctions, mariadbFunctions, mysqlFunctions, sqliteFunctions, tableFunctions } from './allowed.ts'
import type { Family } from './family.ts'
import { namesOf } from './grammar/names.ts'
import { refusal, shown } from './refusal.ts'
import type { Token } from './tree.ts'

/** Some letters become ASCII in lower case (the Kelvin sign a `k`), and would pass for another name. */
const plain = /^\w+$/
const allowed: Record<Dialect, ReadonlySet<string>> = { mysql: mysqlFunctions, tidb: mysqlFunctions, mariadb: mariadbFunctions, sqlite: sqliteFunctions, duckdb: duckdbFunctions }

/**
 * Refuses a function that is not on the dialect's list of harmless ones. A dotted or quoted name is a stored function in MySQL and is refused;
 * in DuckDB a dotted one is a value with a function behind it (`name.upper()`).
 */
export function checkCall(dotted: readonly Token[], dialect: Dialect): void {
  const names = namesOf(dotted)
  const called = names.at(-1)
  const written = shown(names.map((token) => token.text).join('.'))
  const listed = called !== undefined && plain.test(called.value) && allowed[dialect].has(called.value.toLowerCase())
  const known = listed && (dialect === 'duckdb' || (names.length === 1 && (dialect === 'sqlite' || called.kind === 'word')))
  if (!known) throw refusal('function', `The function ${written} is not on the list of functions that only compute.`, { word: written, at: dotted[0]?.at ?? 0 })
}

/** Refuses a function in FROM unless it only unfolds a value it is given. */
export function checkTableCall(dotted: readonly Token[], family: Family): void {
  const [called] = dotted
  if (called && plain.test(called.value) && tableFunctions[family].has(called.value.toLowerCase())) return
  throw refusal('table-function', `"${shown(called?.text ?? '')}(…)" in FROM is a function, not a table.`, { word: called?.text ?? '', at: called?.at ?? 0 })
}
