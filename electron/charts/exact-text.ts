import type { Cell, Unit } from '../../shared/model/value.ts'

/**
 * Text from outside as it may stand in a chart: one line, no control or direction-changing characters, at most 200 characters.
 * Vega loses marks named "__proto__", so that one name gets a space that does not show.
 */
export function cleanText(text: string): string {
  const line = text.slice(0, 1_000).toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  if (line === '__proto__') return `${line}\u00a0`
  return line.length <= 200 ? line : `${line.slice(0, 199).toWellFormed()}…`
}

/**
 * A value in full, for tooltips: digits are grouped as text and never pass through a float; percentages are fractions ("0.1234" → "12.34 %");
 * money carries its currency, quantities their word.
 */
export function exactText(cell: Cell, unit: Unit): string {
  if (cell === null) return 'no value'
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  const digits = typeof cell === 'number' ? plainDigits(cell) : cell
  if (!/^-?\d+(\.\d+)?$/.test(digits)) return cleanText(digits)
  if (unit.kind === 'percent') return `${grouped(timesHundred(digits))} %`
  const word = unit.kind === 'money' ? unit.currency : unit.word ?? (unit.kind === 'days' || unit.kind === 'years' ? unit.kind : undefined)
  return word === undefined ? grouped(digits) : `${grouped(digits)} ${cleanText(word)}`
}

/** A float without an exponent where it has fewer than 15 places; otherwise as JavaScript writes it. */
const plainDigits = (value: number): string => (Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(0) : String(value))

function grouped(digits: string): string {
  const [whole = '', places] = digits.split('.')
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return places === undefined ? parted : `${parted}.${places}`
}

/** Moves the point of a digit string two places to the right. */
function timesHundred(digits: string): string {
  const negative = digits.startsWith('-')
  const [whole = '0', places = ''] = (negative ? digits.slice(1) : digits).split('.')
  const padded = places.padEnd(2, '0')
  const moved = `${whole}${padded.slice(0, 2)}`.replace(/^0+(?=\d)/, '')
  const rest = padded.slice(2)
  return `${negative ? '-' : ''}${moved}${rest === '' ? '' : `.${rest}`}`
}
