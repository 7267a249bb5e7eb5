import type { Catalog, Table } from '../../shared/model/catalog.ts'

/**
 * The same function of a catalog, its table and perhaps one thing in it, worked out once for each: a catalog is never changed once it is read.
 * What is remembered goes when the catalog does.
 */
export function remembered<Thing extends object, Answer>(work: (catalog: Catalog, table: Table, thing: Thing) => Answer): (catalog: Catalog, table: Table, thing: Thing) => Answer {
  const catalogs = new WeakMap<Catalog, WeakMap<Thing, { answer: Answer }>>()
  return (catalog, table, thing) => {
    let known = catalogs.get(catalog)
    if (known === undefined) catalogs.set(catalog, (known = new WeakMap()))
    let found = known.get(thing)
    if (found === undefined) known.set(thing, (found = { answer: work(catalog, table, thing) }))
    return found.answer
  }
}
