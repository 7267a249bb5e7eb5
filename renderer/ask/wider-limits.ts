import type { FailureCode } from '../../shared/model/failure.ts'
import { Settings } from '../../shared/model/settings.ts'
import { formatCount, formatDuration } from '../ui/format.ts'

type Limits = Settings['limits']
export type Wider = { label: string; limits: Partial<Limits> }

const most: Limits = { rows: 5_000_000, seconds: 3_600, megabytes: 4_096 }

/** What would let a run go further that met a limit; empty when the limit cannot be wider. */
export function widerLimits(code: FailureCode, limits: Limits): Wider[] {
  switch (code) {
    case 'TIMEOUT': return widerBy('seconds', limits, 4, (seconds) => `Allow ${formatDuration(seconds * 1_000)}`)
    case 'TOO_LARGE': case 'OUT_OF_MEMORY': return widerBy('megabytes', limits, 4, (megabytes) => `Allow ${formatCount(megabytes)} MB`)
    default: return []
  }
}

function widerBy(name: keyof Limits, limits: Limits, times: number, label: (value: number) => string): Wider[] {
  const value = Math.min(most[name], limits[name] * times)
  return value > limits[name] && Settings.shape.limits.shape[name].safeParse(value).success ? [{ label: label(value), limits: { [name]: value } }] : []
}
