export const hardnesses = ['easy', 'medium', 'hard', 'very hard'] as const
export type Hardness = (typeof hardnesses)[number]

/** How hard a reference statement is, from how much it holds: a proxy, in the manner of the benchmark that names such levels. */
export function hardnessOf(sql: string): Hardness {
  const text = sql.toLowerCase().replace(/'(?:[^']|'')*'|"[^"]*"/g, "'x'").replace(/\s+/g, ' ')
  const times = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  const clauses = times(/ where /g) + times(/ group by /g) + times(/ order by /g) + times(/ limit /g) + times(/ join /g) + times(/ or /g) + times(/ like /g)
  const nested = times(/\(\s*select/g) + times(/ (?:union|intersect|except) /g)
  const more = Number(times(/(?:count|sum|avg|min|max)\s*\(/g) > 1) + Number((/^\s*select (.*?) from /.exec(text)?.[1] ?? '').split(',').length > 1) + Number(times(/ and /g) > 0) + Number(times(/ having /g) > 0)
  if (nested === 0 && clauses <= 1 && more === 0) return 'easy'
  if (nested === 0 && clauses + more <= 3) return 'medium'
  return nested + Math.max(0, clauses - 2) + Math.max(0, more - 1) <= 2 ? 'hard' : 'very hard'
}
