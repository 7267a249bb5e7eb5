import type { Cell, Dialect, ValueKind } from '../../shared/model/value.ts'

/** A value bound to a placeholder, in order. `integer` and `decimal` values are digit strings. */
export type Parameter = { value: Cell; type: ValueKind }

declare const guarded: unique symbol

/**
 * A single read-only statement that passed the guard, re-printed from its tree. Only electron/guard makes one;
 * a source accepts nothing else. `?` placeholders match `parameters` in order.
 */
export type GuardedSql = { readonly text: string; readonly parameters: readonly Parameter[]; readonly dialect: Dialect; readonly [guarded]: true }
