import type { Accepted, LearnedHow } from '../model/learned.ts'
import { periodText } from './period-text.ts'

const said: Record<LearnedHow, string> = { option: 'You chose this reading', reading: 'You chose this reading', edit: 'You set this meaning', right: 'You said this is right' }

/** The day of a moment where this computer is, "3 Nov 2026". */
export function dayText(iso: string): string {
  const moment = new Date(iso)
  const day = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
  return periodText(day, { grain: 'day', calendar: 'calendar' }) ?? iso
}

/** How and when a meaning was accepted: "You chose this reading on 3 Nov 2026". */
export const howText = ({ how, at }: Pick<Accepted, 'how' | 'at'>): string => `${said[how]} on ${dayText(at)}`

/** The same with the question it was accepted for, when that was another, and what else a reader must know. */
export function acceptedText(accepted: Accepted): string {
  const { like, notes } = accepted
  return [`${howText(accepted)}${like === null ? '' : `, for “${like}”`}`, ...notes].map((sentence) => `${sentence}.`).join(' ')
}
