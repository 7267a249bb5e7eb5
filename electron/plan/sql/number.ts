import type { ValueType } from '../../../shared/model/value.ts'
import type { DialectTable } from './dialect.ts'
import { binary, call, raw, sql, whole, type Sql } from './tree.ts'

/**
 * An SQL expression and what it yields. `form` says how a decimal is held: `plain`, as the engine stores it, or `scaled`, a whole number of
 * 10^-scale. A quotient stays a pair of numerator and denominator (`over`) until it is shown or compared, so that it is rounded once.
 */
export type Typed = {
  sql: Sql
  type: ValueType
  nullable: boolean
  form: 'plain' | 'scaled'
  over?: Typed
  /** Never zero where it is not null, and never negative: a count of rows of a group. */
  positive?: boolean
  /** An unsigned column of MySQL, from which nothing larger can be taken away. */
  unsigned?: boolean
  /** The values whose mean this quotient is. */
  mean?: Typed
}

export const plain = (of: Sql, type: ValueType, nullable: boolean): Typed => ({ sql: of, type, nullable, form: 'plain' })
export const scaleOf = (type: ValueType): number => (type.kind === 'decimal' ? (type.scale ?? 0) : 0)
export const isExact = (type: ValueType): boolean => type.kind === 'integer' || (type.kind === 'decimal' && type.scale !== undefined)
export const isNumber = (type: ValueType): boolean => type.kind === 'integer' || type.kind === 'decimal' || type.kind === 'float'
const decimal = (scale: number): ValueType => ({ kind: 'decimal', precision: 38, scale })
const float: ValueType = { kind: 'float' }
/** Digits that an average, ratio or share has beyond those of its numbers. */
export const extraDigits = 4
/** More digits than this no reader wants, and in SQLite they would leave no room before the point. */
const mostDigits = 8
const quotientScale = (scale: number) => Math.max(scale, Math.min(mostDigits, scale + extraDigits))

/** The exact type of a sum or difference. */
export function sumType(left: ValueType, right: ValueType): ValueType {
  if (left.kind === 'integer' && right.kind === 'integer') return { kind: 'integer' }
  return isExact(left) && isExact(right) ? decimal(Math.max(scaleOf(left), scaleOf(right))) : float
}

export function quotientType(left: ValueType, right: ValueType): ValueType {
  return isExact(left) && isExact(right) ? decimal(quotientScale(Math.max(scaleOf(left), scaleOf(right)))) : float
}

export type Numbers = ReturnType<typeof numbers>

/**
 * Arithmetic on typed expressions for one dialect. With `exact` false decimals are whatever the engine computes (batch on SQLite);
 * otherwise sums, differences and products are exact and quotients rounded half up to four digits more than their operands have.
 */
export function numbers(table: DialectTable, exact: boolean) {
  const scaled = table.decimals === 'scaled' && exact

  /** In SQLite, the whole number of smallest units; the value itself elsewhere. */
  function exactly(of: Typed): Typed {
    if (!scaled || of.form === 'scaled' || of.type.kind !== 'decimal') return of
    const scale = scaleOf(of.type)
    if (of.sql.node === 'raw') return { ...of, sql: raw(digits(of.sql.text, scale)), form: 'scaled' }
    return { ...of, sql: sql`CAST(${call('ROUND', binary(of.sql, '*', whole(10n ** BigInt(scale))))} AS INTEGER)`, form: 'scaled' }
  }
  function at(of: Typed, scale: number): Typed {
    const value = exactly(of)
    const missing = scale - scaleOf(value.type)
    if (!scaled || missing <= 0) return value
    const factor = 10n ** BigInt(missing)
    const grown = value.sql.node === 'raw' && /^-?\d+$/.test(value.sql.text) ? raw(String(BigInt(value.sql.text) * factor)) : binary(value.sql, '*', whole(factor))
    return { ...value, sql: grown, type: decimal(scale), form: 'scaled' }
  }
  /** A float where exactness is lost anyway. */
  function loosely(of: Typed): Typed {
    const value = settle(of)
    if (value.form === 'plain') return value
    return { ...value, sql: binary(value.sql, '/', raw(`1${'0'.repeat(scaleOf(value.type))}.0`)), type: float, form: 'plain' }
  }
  const typed = (of: Sql, type: ValueType, left: Typed, right: Typed): Typed => ({
    sql: of, type, nullable: left.nullable || right.nullable, form: scaled && type.kind === 'decimal' ? 'scaled' : 'plain',
  })
  function add(operator: '+' | '-', left: Typed, right: Typed): Typed {
    if (left.over !== undefined || right.over !== undefined) return overCommon(operator, left, right)
    const type = sumType(left.type, right.type)
    if (!isExact(type)) return typed(binary(loosely(left).sql, operator, loosely(right).sql), type, left, right)
    const scale = scaleOf(type)
    const [first, second] = [at(left, scale), at(right, scale)]
    if (operator === '-' && first.sql.node === 'raw' && first.sql.text === '0') return typed({ node: 'prefix', operator: '-', of: second.sql }, type, left, right)
    return typed(binary(signed(first), operator, signed(second)), type, left, right)
  }
  const signed = (of: Typed): Sql => (of.unsigned === true ? table.signed(of.sql) : of.sql)
  function multiply(left: Typed, right: Typed): Typed {
    if (left.over !== undefined || right.over !== undefined) {
      const top = multiply(numerator(left), numerator(right))
      return fraction(top, left.over === undefined ? right.over! : right.over === undefined ? left.over : multiply(left.over, right.over))
    }
    if (!isExact(left.type) || !isExact(right.type)) return typed(binary(loosely(left).sql, '*', loosely(right).sql), float, left, right)
    const scale = scaleOf(left.type) + scaleOf(right.type)
    const type: ValueType = left.type.kind === 'integer' && right.type.kind === 'integer' ? { kind: 'integer' } : decimal(scale)
    return typed(binary(signed(exactly(left)), '*', signed(exactly(right))), type, left, right)
  }
  function divide(left: Typed, right: Typed): Typed {
    const top = right.over === undefined ? numerator(left) : multiply(numerator(left), right.over)
    return fraction(top, left.over === undefined ? numerator(right) : multiply(numerator(right), left.over))
  }
  function overCommon(operator: '+' | '-', left: Typed, right: Typed): Typed {
    const [leftOver, rightOver] = [left.over, right.over]
    const first = rightOver === undefined ? numerator(left) : multiply(numerator(left), rightOver)
    const second = leftOver === undefined ? numerator(right) : multiply(numerator(right), leftOver)
    const below = leftOver !== undefined && rightOver !== undefined ? multiply(leftOver, rightOver) : (leftOver ?? rightOver)!
    return fraction(add(operator, first, second), below)
  }
  const numerator = (of: Typed): Typed => ({ sql: signed(of), type: of.type, nullable: of.nullable, form: of.form, ...(of.positive ? { positive: true } : {}) })
  const fraction = (top: Typed, below: Typed): Typed => ({ ...top, nullable: true, over: below })

  /** A quotient rounded into one value; anything else as it is. */
  function settle(of: Typed): Typed {
    const below = of.over
    if (below === undefined) return of
    const type = exact ? quotientType(of.type, below.type) : float
    if (!isExact(type)) return plain(of.mean === undefined ? inexact(of, below) : call('AVG', loosely(of.mean).sql), float, true)
    const scale = scaleOf(type)
    const { division } = table
    if (division.by === 'whole numbers') {
      const parts = wholeParts(of)!
      return parts.quotient(parts.dividend, parts.divisor)
    }
    if (of.mean !== undefined && scale === scaleOf(of.type) + extraDigits) return plain(division.average(of.mean.sql, scale), type, true)
    return plain(division.quotient(operand(of), operand(below), scale), type, true)
  }
  const operand = (of: Typed) => {
    const held = exactly(numerator(of))
    return { sql: held.sql, scale: scaleOf(held.type), integer: held.type.kind === 'integer', positive: of.positive === true }
  }
  /** The two whole numbers that a quotient is made of, where the engine does not divide decimals itself; null elsewhere. */
  function wholeParts(of: Typed): { dividend: Sql; divisor: Sql; quotient(dividend: Sql, divisor: Sql): Typed } | null {
    const { division } = table
    if (of.over === undefined || !exact || division.by === 'engine') return null
    const type = quotientType(of.type, of.over.type)
    if (!isExact(type)) return null
    const scale = scaleOf(type)
    const [top, below] = [operand(of), operand(of.over)]
    return {
      dividend: division.dividend(top, below, scale), divisor: division.divisor(below),
      quotient: (dividend, divisor) => ({ sql: division.quotient(dividend, divisor, [top, below], scale), type, nullable: true, form: scaled ? 'scaled' : 'plain' }),
    }
  }
  function inexact(of: Typed, below: Typed): Sql {
    const top = loosely(numerator(of))
    const wide = top.type.kind === 'float' ? top.sql : table.float(top.sql)
    return binary(wide, '/', call('NULLIF', loosely(below).sql, whole(0)))
  }
  /** A value as it leaves a SELECT: settled, and in SQLite a decimal is a column, whose declaration tells what it is, or a whole number. */
  function leaving(of: Typed): Typed {
    const value = settle(of)
    return scaled && isExact(value.type) && value.type.kind === 'decimal' && value.sql.node !== 'column' ? exactly(value) : value
  }
  /** Both sides of a comparison, or values that must become one column, held alike. */
  function alike(of: Typed[]): Typed[] {
    const values = of.map(settle)
    if (!values.some((value) => value.form === 'scaled')) return values
    if (!values.every((value) => isExact(value.type) || value.type.kind === 'unknown')) return values.map((value) => (isNumber(value.type) ? loosely(value) : value))
    const scale = Math.max(...values.map((value) => scaleOf(value.type)))
    return values.map((value) => at(value, scale))
  }
  /** Rounded half up to so many digits; 0 for a whole number. */
  function round(of: Typed, places: number): Typed {
    const value = settle(of)
    const type: ValueType = isExact(value.type) ? (places === 0 && value.type.kind === 'integer' ? value.type : decimal(places)) : value.type
    if (!scaled || !isExact(value.type)) return { ...value, sql: table.round(value.sql, places), type }
    const spare = scaleOf(value.type) - places
    const held = exactly(value)
    if (spare <= 0) return { ...at(held, places), type }
    const unit = 10n ** BigInt(spare)
    return { ...held, sql: binary(binary(held.sql, '+', binary(call('SIGN', held.sql), '*', whole(unit / 2n))), '/', whole(unit)), type, form: 'scaled' }
  }
  /** What leaves the statement: decimals held as whole numbers become text with every digit. The value must be a short expression. */
  function text(of: Typed): Sql {
    const scale = scaleOf(of.type)
    if (of.form === 'plain') return of.sql
    if (scale === 0) return table.text(of.sql)
    const unit = whole(10n ** BigInt(scale))
    const sign = call('SUBSTR', raw("'-'"), whole(1), binary(of.sql, '<', whole(0)))
    const rest = call('PRINTF', raw(`'.%0${scale}d'`), binary(call('ABS', of.sql), '%', unit))
    return binary(binary(sign, '||', sql`(${binary(call('ABS', of.sql), '/', unit)})`), '||', rest)
  }
  return { exact, scaled, wholeParts, exactly, loosely, add, multiply, divide, fraction, settle, leaving, alike, round, text }
}

/** The digits of a decimal as a whole number of 10^-scale; the scale is at least that of the text. */
function digits(text: string, scale: number): string {
  const [, sign, units, fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  return String(BigInt(`${sign}${units}${(fraction ?? '').padEnd(scale, '0')}`))
}
