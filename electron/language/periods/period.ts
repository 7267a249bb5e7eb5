import type { Grain } from '../../../shared/model/plan.ts'
import type { IsoDate } from '../../../shared/model/value.ts'

/**
 * A stretch of time as the words gave it, resolved against an as-of date. `until` is exclusive; null is open.
 * `year` is set when the words were a bare year, `instant` when they name one day (a balance "at the end of June").
 */
export type PeriodWords = {
  from: IsoDate | null
  until: IsoDate | null
  label: string
  grain: Grain | null
  year: number | null
  month: number | null
  instant: boolean
  fiscal: boolean
}
