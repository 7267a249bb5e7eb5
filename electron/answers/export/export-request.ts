import type { Receipt } from '../../../shared/model/answer.ts'
import type { Plan } from '../../../shared/model/plan.ts'
import type { Settings } from '../../../shared/model/settings.ts'

/** A finished result and what a file of it says beside the rows. */
export type ExportRequest = {
  /** The result, by id. */
  id: string
  title: string
  question: string
  /** Null for SQL written by hand. */
  plan: Plan | null
  receipt: Receipt
  negatives: Settings['appearance']['negatives']
}

/** How far a file is: rows written, of how many. */
export type ExportProgress = { rows: number; of: number }
