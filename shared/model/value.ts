import * as z from 'zod'

/** The SQL family a statement is written in. TiDB and MySQL 5.7/8 speak `mysql`; MariaDB differs in a few places. */
export const Dialect = z.enum(['mysql', 'mariadb', 'tidb', 'sqlite', 'duckdb'])
export type Dialect = z.infer<typeof Dialect>

/** What a value is, whatever the engine calls it. */
export const ValueKind = z.enum(['boolean', 'integer', 'decimal', 'float', 'text', 'date', 'time', 'timestamp', 'json', 'binary', 'unknown'])
export type ValueKind = z.infer<typeof ValueKind>

export const ValueType = z.object({
  kind: ValueKind,
  /** Decimals only: digits in all, and digits after the point. */
  precision: z.int().optional(),
  scale: z.int().optional(),
})
export type ValueType = z.infer<typeof ValueType>

/**
 * One value, safe as JSON and exact: `integer` and `decimal` are strings of digits ("-12.50", exactly `scale` digits after the point),
 * `float` a number, `boolean` a boolean, `date` "2026-06-30", `timestamp` "2026-06-30 14:05:00[.ffffff]", `time` "14:05:00",
 * `text`, `json` and `unknown` strings, `binary` "0x" and lower-case hex. Money never passes through a float.
 */
export const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
export type Cell = z.infer<typeof Cell>

/** What a number measures; money carries its currency where it is known. */
export const Unit = z.object({
  kind: z.enum(['money', 'count', 'percent', 'ratio', 'days', 'years', 'quantity', 'none']),
  /** ISO 4217, for money in one known currency. */
  currency: z.string().optional(),
  /** A word to print after the number ("kg", "litres"). */
  word: z.string().optional(),
})
export type Unit = z.infer<typeof Unit>

/** An ISO date, "2026-06-30". */
export const IsoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
export type IsoDate = z.infer<typeof IsoDate>
