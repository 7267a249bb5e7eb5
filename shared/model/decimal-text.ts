/** A finite double's shortest decimal form as digits and a count of digits after the point: 12.5 is 125 and 1, 1e21 is 1 and -21. */
function shortest(value: number): { negative: boolean; digits: string; after: number } {
  const [mantissa = '', exponent = '0'] = Math.abs(value).toString().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  return { negative: value < 0, digits: whole + fraction, after: fraction.length - Number(exponent) }
}

function placed(digits: bigint, negative: boolean, scale: number): string {
  const text = digits.toString().padStart(scale + 1, '0')
  const sign = negative && digits !== 0n ? '-' : ''
  return scale === 0 ? sign + text : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`
}

/**
 * A number as a decimal with exactly `scale` digits after the point, rounded half away from zero from its shortest decimal form:
 * 1.005 at scale 2 is "1.01", though the double itself lies below 1.005.
 */
export function decimalText(value: number | bigint, scale: number): string {
  if (typeof value === 'bigint') return placed((value < 0n ? -value : value) * 10n ** BigInt(scale), value < 0n, scale)
  const { negative, digits, after } = shortest(value)
  if (after <= scale) return placed(BigInt(digits) * 10n ** BigInt(scale - after), negative, scale)
  const unit = 10n ** BigInt(after - scale)
  return placed((BigInt(digits) + unit / 2n) / unit, negative, scale)
}
