import type { PlanEdit } from '../../shared/model/plan-edit.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import { isDate } from './filter-form.ts'

const dayMs = 86_400_000
const moved = (date: IsoDate, days: number): IsoDate => new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** The last day of a period, of which only the day after is known. */
export const lastDay = (until: IsoDate | null): IsoDate | null => (until === null ? null : moved(until, -1))

type Read = { edit: PlanEdit; problem: null } | { edit: null; problem: string }

/** The period from one day to another, both included; an empty text leaves that end open. */
export function readPeriod(from: string, last: string): Read {
  for (const text of [from, last]) if (text !== '' && !isDate(text)) return { edit: null, problem: `“${text}” is not a date.` }
  if (from === '' && last === '') return { edit: null, problem: 'Give at least one date.' }
  if (from !== '' && last !== '' && from > last) return { edit: null, problem: 'The first day must not be after the last.' }
  return { edit: { kind: 'period', from: from === '' ? null : from, until: last === '' ? null : moved(last, 1), label: '' }, problem: null }
}
