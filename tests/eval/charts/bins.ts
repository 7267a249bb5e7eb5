import type { Value } from '../score.ts'
import type { BinUnit } from './vql.ts'

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The bin a date falls in, as a label without case: "2004", "jun", "tue", "2004-06-21". Null for what is no date. */
export function binOf(value: Value, unit: BinUnit): string | null {
  const text = String(value ?? '').trim()
  const bare = /^\d{4}$/.exec(text)
  if (bare !== null) return unit === 'year' ? text : null
  const date = dateOf(text)
  if (date === null) return null
  if (unit === 'year') return String(date.getUTCFullYear())
  if (unit === 'month') return months[date.getUTCMonth()]!
  if (unit === 'weekday') return weekdays[date.getUTCDay()]!
  return date.toISOString().slice(0, 10)
}

function dateOf(text: string): Date | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text)
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text)
  const [year, month, day] = iso !== null ? [iso[1], iso[2], iso[3]] : us !== null ? [us[3], us[1], us[2]] : []
  if (year !== undefined) return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  if (!/[a-z]{3}/i.test(text) || !/\d{4}/.test(text)) return null
  const parsed = new Date(`${text} UTC`)
  return Number.isNaN(parsed.getTime()) ? null : parsed
}

/** A label of a chart in the form that `binOf` gives: "Tuesday" and "Tue" → "tue", "January" → "jan", "01 Jan 2004" → "2004-01-01". */
export function asBin(value: Value, unit: BinUnit): string {
  const text = String(value ?? '').trim().toLowerCase()
  const short = text.slice(0, 3)
  if (unit === 'weekday') return weekdays.includes(short) ? short : text
  if (unit === 'month') return months.includes(short) && /^[a-z]+$/.test(text) ? short : text
  if (unit === 'year') return /^\d{4}$/.test(text) ? text : /^\d{4}-01-01/.test(text) ? text.slice(0, 4) : text
  return dateOf(text)?.toISOString().slice(0, 10) ?? text
}

/** Bins in the order of the calendar. */
export function binRank(label: string, unit: BinUnit): number | string {
  if (unit === 'weekday') return (weekdays.indexOf(label) + 6) % 7
  return unit === 'month' ? months.indexOf(label) : label
}
