import type { Column } from '../../../shared/model/catalog.ts'

const pairs = [['yes', 'no'], ['y', 'n'], ['true', 'false'], ['t', 'f'], ['1', '0']] as const

/** Yes, no, and what stands for neither. */
const mostValues = 4

/** What a column that says yes or no writes for each; null for other columns. */
export function truthOf(column: Column): { yes: string | number; no: string | number } | null {
  const { profile } = column
  if (profile === undefined || profile === null) return null
  if (column.type.kind === 'integer') return String(profile.min) === '0' && String(profile.max) === '1' && profile.distinct === 2 ? { yes: 1, no: 0 } : null
  const values = profile.values ?? []
  if (values.length < 2 || values.length > mostValues) return null
  for (const [yes, no] of values.length === 2 ? pairs : pairs.slice(0, 1)) {
    const [said, unsaid] = [yes, no].map((word) => values.find((value) => value.toLowerCase() === word))
    if (said !== undefined && unsaid !== undefined) return { yes: said, no: unsaid }
  }
  return null
}
