import { formatCount, formatDuration } from '../ui/format.ts'
import type { Reading } from './stages.ts'

/** A number of things: "1 row", "4,210 rows". */
export const countOf = (count: number, one: string, many = `${one}s`): string => `${formatCount(count)} ${count === 1 ? one : many}`

/** An estimate says two digits and no more: 239,412 is "about 240,000". */
export function roughly(count: number): string {
  if (count < 100) return `about ${Math.max(1, Math.round(count))}`
  const unit = 10 ** (Math.floor(Math.log10(count)) - 1)
  return `about ${formatCount(Math.round(count / unit) * unit)}`
}

/** What is left of a wait, never more exact than an estimate can be. */
export function leftText(milliseconds: number): string {
  if (milliseconds < 1_000) return 'almost done'
  const seconds = Math.ceil(milliseconds / 1_000)
  return seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`
}

/** "149,200 of about 240,000 rows · 3.1 s · about 2 s left". `most` is the limit of rows: what is expected is never more. */
export function progressText(detail: string, reading: Reading | null, elapsedMs: number, leftMs: number | null, most: number): string {
  const expected = reading?.expected ?? null
  const rows = reading === null ? detail
    : expected === null || expected <= reading.rows ? countOf(reading.rows, 'row')
      : `${formatCount(reading.rows)} of ${expected >= most * 0.98 ? `at most ${formatCount(most)}` : roughly(expected)} rows`
  return [rows, formatDuration(elapsedMs), ...(leftMs === null ? [] : [leftText(leftMs)])].join(' · ')
}
