const units: Record<string, number> = {
  zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14,
  fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
}
const tens: Record<string, number> = { twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 }
const scales: Record<string, number> = { hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 }
const suffixes: Record<string, number> = { k: 1e3, m: 1e6, mn: 1e6, mio: 1e6, bn: 1e9, b: 1e9 }
const ordinals: Record<string, number> = { first: 1, second: 2, third: 3, fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10 }
const own = (table: Record<string, number>, key: string) => (Object.hasOwn(table, key) ? table[key] : undefined)

export type NumberRead = { value: number; words: number; shape: 'number' | 'money' | 'percent' | 'ordinal' | 'times' }

const figure = /^([$€£]?)([+-]?\d+(?:,\d{3})*(?:\.\d+)?|[+-]?\.\d+)(%|st|nd|rd|th|k|m|mn|mio|bn|b)?$/i

const multiples: Record<string, number> = { once: 1, twice: 2, thrice: 3 }

/** Reads a number at the head of a list of lower-case words: "1.5m", "$10k", "two hundred", "3 million", "5%", "2nd". Null when there is none. */
export function readNumber(words: readonly string[]): NumberRead | null {
  const [first = ''] = words
  const match = figure.exec(first)
  if (match !== null) return readFigure(match, words)
  const multiple = own(multiples, first)
  if (multiple !== undefined) return { value: multiple, words: 1, shape: 'times' }
  const ordinal = own(ordinals, first)
  if (ordinal !== undefined) return { value: ordinal, words: 1, shape: 'ordinal' }
  return readWords(words)
}

function readFigure(match: RegExpExecArray, words: readonly string[]): NumberRead {
  const [, currency = '', digits = '', mark = ''] = match
  const suffix = mark.toLowerCase()
  let value = Number(digits.replaceAll(',', ''))
  if (suffix === '%') return { value, words: 1, shape: 'percent' }
  if (['st', 'nd', 'rd', 'th'].includes(suffix)) return { value, words: 1, shape: 'ordinal' }
  let used = 1
  const scale = own(suffixes, suffix) ?? own(scales, words[1] ?? '')
  if (scale !== undefined) {
    value = rounded(value * scale)
    if (own(suffixes, suffix) === undefined) used = 2
  }
  const next = words[used] ?? ''
  if (next === 'percent' || next === '%') return { value, words: used + 1, shape: 'percent' }
  const money = currency !== '' || ['dollars', 'dollar', 'usd', 'eur', 'euros', 'euro', 'gbp', 'pounds'].includes(next)
  return { value, words: used, shape: money ? 'money' : 'number' }
}

function readWords(words: readonly string[]): NumberRead | null {
  let total = 0
  let current = 0
  let used = 0
  for (const word of words) {
    const unit = own(units, word)
    const ten = own(tens, word)
    const scale = own(scales, word)
    if (unit !== undefined && (used === 0 || current % 10 === 0)) current += unit
    else if (ten !== undefined && (used === 0 || current % 100 === 0)) current += ten
    else if (scale === 100 && used > 0) current *= 100
    else if (scale !== undefined && used > 0) {
      total += current * scale
      current = 0
    } else if (word === 'and' && used > 0 && current % 100 === 0 && current > 0 && own(units, words[used + 1] ?? '') !== undefined) current += 0
    else break
    used += 1
  }
  if (used === 0) return null
  if (words[used] === 'percent') return { value: total + current, words: used + 1, shape: 'percent' }
  return { value: total + current, words: used, shape: 'number' }
}

/** 1.1m must be 1100000, not 1100000.0000000002. */
const rounded = (value: number) => Number(value.toPrecision(12))
