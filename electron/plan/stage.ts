import type { Context } from './context.ts'
import { slug } from './context.ts'
import type { Typed } from './sql/number.ts'
import { column, hasPlaceholder, same, select, type Output, type Select, type Sql } from './sql/tree.ts'

/**
 * A SELECT whose output columns are not chosen yet, and what can be chosen: values by id. `sourceNames` are the column names that its
 * FROM brings, which an output must not take for another meaning.
 */
export type Stage = {
  select: Select
  values: Map<string, Typed>
  labels: ReadonlyMap<string, string>
  sourceNames: string[]
  /** True while the values are groups and aggregates of the SELECT itself; `groups` are the ids of the groups. */
  grouped: boolean
  groups: ReadonlySet<string>
  /** What tells groups of equal names apart, where something does. */
  key?: Typed
  /** True while some values are window functions, which look at the very rows that the SELECT leaves. */
  windowed: boolean
}

/** The same stage one query deeper: the values become plain columns of a derived table. */
export function wrap(stage: Stage, alias: string, context: Context, ids: Iterable<string> = stage.values.keys()): Stage {
  const name = context.names.take(alias)
  const outputs = new OutputNames(stage.sourceNames)
  const columns: Output[] = []
  const values = new Map<string, Typed>()
  for (const id of ids) {
    const label = stage.labels.get(id) ?? id
    const put = (value: Sql, wanted: string): Sql => {
      const as = outputs.take(wanted, value)
      columns.push({ value, as })
      return column(name, as)
    }
    const held = stage.values.get(id)!
    const parts = context.numbers.wholeParts(held)
    const value = parts === null ? context.numbers.leaving(held) : null
    // A long quotient is divided outside, where its parts have names.
    values.set(id, value === null ? parts!.quotient(put(parts!.dividend, 'dividend'), put(parts!.divisor, 'divisor')) : { ...value, sql: put(value.sql, label) })
  }
  const groupBy = stage.select.groupBy.map((each) => {
    const output = columns.find(({ value }) => same(value, each))
    return output === undefined ? each : groupTerm({ sql: each }, output.as)
  })
  const inner: Select = { ...stage.select, columns, groupBy }
  return { select: select([], { from: inner, alias: name }), values, labels: stage.labels, sourceNames: columns.map((each) => each.as), grouped: false, groups: stage.groups, windowed: false }
}

/**
 * Hands out names for output columns, each once. One that GROUP BY will name (groupTerm) is never that of a source column, which would
 * come first there.
 */
export class OutputNames {
  readonly #taken = new Set<string>()
  readonly #sources: ReadonlySet<string>

  constructor(sourceNames: Iterable<string>) {
    this.#sources = new Set([...sourceNames].map((name) => name.toLowerCase()))
  }

  take(label: string, value: Sql): string {
    const own = value.node === 'column' ? value.name : null
    const plain = slug(label)
    const free = (name: string) => !this.#taken.has(name.toLowerCase()) && !(hasPlaceholder(value) && this.#sources.has(name.toLowerCase()))
    const wanted = own !== null && (plain === slug(own) || plain.startsWith('value')) ? own : plain
    let name = wanted
    for (let number = 2; !free(name); number++) name = `${wanted}_${number}`
    this.#taken.add(name.toLowerCase())
    return name
  }
}


/** What GROUP BY names: two placeholders are two values to MySQL, so a value that has one is named by its output. */
export function groupTerm(value: { sql: Sql }, as: string): Sql {
  return hasPlaceholder(value.sql) ? { node: 'output', name: as } : value.sql
}

/** The output that shows this very value, if there is one. */
export function outputOf(columns: Output[], value: Typed): Output | undefined {
  return columns.find((each) => same(each.value, value.sql))
}
