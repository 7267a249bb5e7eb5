const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A count in full: 251,034. */
export const formatCount = (count: number): string => whole.format(count)

/** A count at a glance: 182, 1.2k, 251k, 3.4M. */
export function formatShortCount(count: number): string {
  if (Math.abs(count) < 1_000) return whole.format(count)
  for (const [size, sign] of [[1e3, 'k'], [1e6, 'M'], [1e9, 'bn']] as const) {
    const value = count / size
    if (Math.abs(value) < 999.5 || sign === 'bn') return `${Math.abs(value) < 9.95 ? trimmed(value.toFixed(1)) : whole.format(value)}${sign}`
  }
  return whole.format(count)
}

const trimmed = (text: string): string => text.replace(/\.0$/, '')

/** A stretch of time: 62 ms, 3.1 s, 2 min 5 s, 1 h 4 min. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.max(0, Math.round(milliseconds))} ms`
  if (milliseconds < 59_500) return `${(milliseconds / 1_000).toFixed(milliseconds < 9_950 ? 1 : 0)} s`
  const seconds = Math.round(milliseconds / 1_000)
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}`
  const minutes = Math.round(seconds / 60)
  return `${whole.format(Math.floor(minutes / 60))} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`
}

/** How long ago an ISO time was: just now, 5 minutes ago, yesterday, 12 Mar 2026. */
export function formatAgo(iso: string, now: number): string {
  const then = Date.parse(iso)
  if (Number.isNaN(then)) return ''
  const minutes = Math.floor((now - then) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} ${hours === 1 ? 'hour' : 'hours'} ago`
  const days = Math.floor(hours / 24)
  if (days === 1) return 'yesterday'
  if (days < 14) return `${days} days ago`
  return new Date(then).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
}

/** Bytes at a glance: 812 B, 14 kB, 3.2 MB. */
export function formatBytes(bytes: number): string {
  const sizes = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let at = 0
  while (value >= 999.5 && at < sizes.length - 1) {
    value /= 1_000
    at++
  }
  return `${at === 0 || value >= 9.95 ? whole.format(value) : trimmed(value.toFixed(1))} ${sizes[at] ?? ''}`
}
