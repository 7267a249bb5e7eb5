import type { Relationship, Table } from '../../shared/model/catalog.ts'

/** Relationships that are not declared; the rules follow. */
export function inferRelationships(_tables: readonly Table[], _declared: readonly Relationship[]): Relationship[] {
  return []
}
