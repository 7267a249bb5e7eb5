import type { Cell, IsoDate } from '../../../../shared/model/value.ts'
import { followUp, type FollowUp, type Previous } from '../../../../electron/language/follow-up/follow-up.ts'
import type { LanguageIndex } from '../../../../electron/language/index/language-index.ts'
import { understand } from '../../../../electron/language/understand.ts'
import { inReadableOrder } from '../../../../electron/plan/defaults.ts'
import type { Plan } from '../../../../shared/model/plan.ts'

/** What a question by itself comes to, as the workbench runs it. */
export function asked(question: string, index: LanguageIndex, asOf: IsoDate): Previous {
  const [reading] = understand(question, index, { asOf }).readings
  if (reading === undefined) throw new Error(`“${question}” is not understood.`)
  return { plan: inReadableOrder(reading.plan), question }
}

/** Asks a question, then says one thing after another; what the last of them comes to. */
export function said([question, ...texts]: readonly string[], index: LanguageIndex, asOf: IsoDate): FollowUp | null {
  let previous = asked(question!, index, asOf)
  let last: FollowUp | null = null
  for (const [at, text] of texts.entries()) {
    last = followUp(text, previous, index, { asOf })
    if (at === texts.length - 1) return last
    previous = { plan: planOf(last), question: text }
  }
  return last
}

/** The plan that is run for a follow-up. Fails, with its message, for one that is refused or is none. */
export function planOf(found: FollowUp | null): Plan {
  if (found === null) throw new Error('That is no follow-up.')
  if (found.kind === 'refused') throw found.failure
  return inReadableOrder(found.readings[0]!.plan)
}

type Row = readonly (string | number | null)[]

/** Whether the columns of `wanted` are among ours, in any order, and the rows are the same; what stands beside them is context. */
export function holds(wanted: readonly Row[], ours: readonly Row[], ordered: boolean): boolean {
  const width = wanted[0]?.length ?? 0
  const text = (rows: readonly Row[]) => {
    const lines = rows.map((row) => JSON.stringify(row))
    return (ordered ? lines : lines.sort()).join('\n')
  }
  const choices = (taken: number[]): number[][] => (taken.length === width ? [taken] : (ours[0] ?? []).flatMap((_, at) => (taken.includes(at) ? [] : choices([...taken, at]))))
  return wanted.length === ours.length && choices([]).some((columns) => text(ours.map((row) => columns.map((at) => row[at]!))) === text(wanted))
}

/** Numbers to four decimals; a date is its day. */
export function cell(value: Cell): string | number | null {
  if (value === null) return null
  const text = String(value).replace(/ 00:00:00$/, '')
  return text !== '' && !Number.isNaN(Number(text)) ? Math.round(Number(text) * 1e4) / 1e4 : text
}
