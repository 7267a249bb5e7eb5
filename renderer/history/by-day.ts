const name = (day: Date, now: Date): string => {
  const midnight = (moment: Date): number => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime()
  const days = Math.round((midnight(now) - midnight(day)) / 86_400_000)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  const date = day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', ...(day.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }) })
  return `${day.toLocaleDateString('en-GB', { weekday: 'long' })} ${date}`
}

/** Entries, latest first, under the names of their days in local time. */
export function byDay<Entry extends { askedAt: string }>(entries: readonly Entry[], now: Date): { day: string; entries: Entry[] }[] {
  const days: { day: string; entries: Entry[] }[] = []
  for (const entry of entries) {
    const day = name(new Date(entry.askedAt), now)
    const last = days.at(-1)
    if (last?.day === day) last.entries.push(entry)
    else days.push({ day, entries: [entry] })
  }
  return days
}
