/** `money` is whole cents, `rate` whole millionths, `date` days since 1970-01-01: no fraction ever sits in a float. */
export type ColumnType = 'text' | 'integer' | 'boolean' | 'date' | 'money' | 'rate'
export type Value = string | number | boolean | null
export type Table = { name: string; columns: { name: string; type: ColumnType }[]; rows: readonly (readonly Value[])[] }

/** A table whose row objects carry its column names; columns stand in the order given, rows in theirs. */
export const table = <Row extends Record<keyof Row, Value>>(name: string, columns: Record<keyof Row & string, ColumnType>, rows: readonly Row[]): Table => {
  const names = Object.keys(columns) as (keyof Row & string)[]
  return { name, columns: names.map((column) => ({ name: column, type: columns[column] })), rows: rows.map((row) => names.map((column) => row[column])) }
}
