import type { SchemaChange } from '../../shared/model/context.ts'
import type { CatalogChange } from './changes.ts'

/** Changes of a schema as sentences for people, in the order given. */
export function changesAsText(changes: readonly CatalogChange[]): SchemaChange[] {
  return changes.map((change) => ({ severity: change.severity, table: change.table, text: sentence(change) }))
}

function sentence({ what, how, table, column, before, after }: CatalogChange): string {
  switch (what) {
    case 'table':
      if (how === 'changed') return `${table} was a ${before ?? 'table'} and is now a ${after ?? 'table'}.`
      return how === 'added' ? `The ${after ?? 'table'} ${table} is new.` : `The ${before ?? 'table'} ${table} is gone.`
    case 'column':
      return how === 'added' ? `${table} has a new column, ${column ?? ''} (${after ?? ''}).` : `${table} no longer has the column ${column ?? ''} (${before ?? ''}).`
    case 'type':
      return `${column ?? ''} of ${table} was ${before ?? ''} and is now ${after ?? ''}.`
    case 'key':
      return how === 'added' ? `${table} has a new key: ${after ?? ''}.` : `${table} no longer has the key ${before ?? ''}.`
  }
}
