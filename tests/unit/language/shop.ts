import type { Catalog, Column, Relationship, Table } from '../../../shared/model/catalog.ts'
import type { Cell, ValueKind } from '../../../shared/model/value.ts'

type ColumnSketch = [name: string, kind: ValueKind, values?: string[] | [Cell, Cell]]

/** A table from a few words; text columns list their values, others their extremes. The first column is the key. */
export function table(name: string, rows: number, columns: ColumnSketch[], primaryKey: string[] = [columns[0]![0]]): Table {
  return {
    name, kind: 'table', primaryKey, indexes: [], rowEstimate: rows, sample: [],
    columns: columns.map(([column, kind, values]): Column => ({
      name: column, type: { kind }, declared: kind, nullable: true,
      profile: kind === 'text' && values !== undefined
        ? { rows, distinct: values.length, nulls: 0, min: values[0] ?? null, max: values.at(-1) ?? null, values: values as string[] }
        : { rows, distinct: rows, nulls: 0, min: values?.[0] ?? null, max: values?.[1] ?? null },
    })),
  }
}

const key = (from: string, column: string, to: string, target: string): Relationship => ({ from: { table: from, columns: [column] }, to: { table: to, columns: [target] }, origin: 'declared', confidence: 1, oneToOne: false })

/** Owners of pets, the pets' visits to a clinic, and the clinics. */
export const shop: Catalog = {
  source: 'shop', database: 'main', dialect: 'sqlite', fiscalYearStart: 4, readAt: '2026-01-01T00:00:00Z', fingerprint: 'shop',
  tables: [
    table('owner', 40, [['owner_id', 'integer', ['1', '40']], ['name', 'text', ['Ann', 'Bob', 'Cleo']], ['country', 'text', ['France', 'Germany', 'Spain']], ['age', 'integer', ['18', '90']]]),
    table('pet', 90, [['pet_id', 'integer', ['1', '90']], ['owner_id', 'integer', ['1', '40']], ['pet_name', 'text', ['Rex', 'Tom']], ['species', 'text', ['cat', 'dog']], ['weight', 'float', [1, 60]], ['birth_date', 'date', ['2010-01-01', '2019-12-31']]]),
    table('clinic', 5, [['clinic_id', 'integer', ['1', '5']], ['clinic_name', 'text', ['North', 'South']], ['city', 'text', ['Lyon', 'Paris']]]),
    table('visit', 300, [['visit_id', 'integer', ['1', '300']], ['pet_id', 'integer', ['1', '90']], ['clinic_id', 'integer', ['1', '5']], ['visit_date', 'date', ['2018-01-01', '2019-12-31']], ['cost', 'decimal', ['10', '900']]]),
  ],
  relationships: [key('pet', 'owner_id', 'owner', 'owner_id'), key('visit', 'pet_id', 'pet', 'pet_id'), key('visit', 'clinic_id', 'clinic', 'clinic_id')],
}
