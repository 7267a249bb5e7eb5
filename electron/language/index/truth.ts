import type { Column } from '../../../shared/model/catalog.ts'

const pairs = [['yes', 'no'], ['y', 'n'], ['true', 'false'], ['t', 'f'], ['1', '0']] as const

export type Truth = { yes: string | number | null; no: string | number }

/** Yes, no, and what stands for neither. */
const mostValues = 4
/** No, and the kinds of yes. */
const mostKinds = 8

/** What a column that says yes or no writes for each; `yes` is null where anything but no is a kind of yes ("802.11b"). Null for other columns. */
export function truthOf(column: Column): Truth | null {
  const { profile } = column
  if (profile === undefined || profile === null) return null
  if (column.type.kind === 'integer') return String(profile.min) === '0' && String(profile.max) === '1' && profile.distinct === 2 ? { yes: 1, no: 0 } : null
  const values = profile.values ?? []
  if (values.length < 2 || values.length > mostKinds) return null
  const plainNo = values.find((value) => value.toLowerCase() === 'no')
  if (values.length > mostValues) return plainNo === undefined ? null : { yes: null, no: plainNo }
  for (const [yes, no] of values.length === 2 ? pairs : pairs.slice(0, 1)) {
    const [said, unsaid] = [yes, no].map((word) => values.find((value) => value.toLowerCase() === word))
    if (said !== undefined && unsaid !== undefined) return { yes: said, no: unsaid }
  }
  return plainNo === undefined ? null : { yes: null, no: plainNo }
}
