import { periodText } from '../../shared/format/period-text.ts'
import type { Plan } from '../../shared/model/plan.ts'
import { periodsIn } from '../language/lattice/periods.ts'
import { addDays } from '../language/periods/days.ts'
import type { PeriodWords } from '../language/periods/period.ts'
import type { Clock } from '../language/periods/read-period.ts'
import { tokenize } from '../language/tokens/tokens.ts'

type Pair = { old: PeriodWords; now: PeriodWords }
type Node = Record<string, unknown>

/**
 * The plan of a question with the dates that its words count from today ("last month") counted anew, and what stands for today moved with it. Dates
 * that a person put in the place of the words' own stay; `notes` say which it was. `then` is how time was counted when the plan was accepted.
 */
export function recounted(plan: Plan, question: string, then: Clock, now: Clock): { plan: Plan; notes: string[] } {
  const pairs = pairsIn(question, then, now)
  const moving = pairs.some(({ old, now: next }) => spanOf(old) !== spanOf(next))
  if (!moving && then.asOf === now.asOf) return { plan, notes: [] }
  const moved = structuredClone(plan)
  const count = move(moved, pairs, singles(pairs, then, now))
  if (!moving) return { plan: moved, notes: [] }
  const day = (date: string): string => periodText(date, { grain: 'day', calendar: 'calendar' }) ?? date
  return { plan: moved, notes: [count > 0 ? `Its dates are counted anew, from ${day(now.asOf)}` : `Its dates are still those that you accepted on ${day(then.asOf)}`] }
}

const spanOf = ({ from, until }: PeriodWords): string => `${from ?? ''}/${until ?? ''}`

/** Every period that the words name, as it was and as it is; those that both clocks see. */
function pairsIn(question: string, then: Clock, now: Clock): Pair[] {
  const tokens = tokenize(question)
  const next = new Map(periodsIn(tokens, now).map(({ start, end, period }) => [`${start} ${end}`, period]))
  return periodsIn(tokens, then).flatMap(({ start, end, period }) => {
    const found = next.get(`${start} ${end}`)
    return found === undefined ? [] : [{ old: period, now: found }]
  })
}

/** Single days and years that can only mean one other; what could mean two is left out. */
function singles(pairs: readonly Pair[], then: Clock, now: Clock): Map<string, string> {
  const found = new Map<string, string | null>()
  const note = (old: string | null, next: string | null): void => {
    if (old === null || next === null) return
    const known = found.get(old)
    found.set(old, known === undefined || known === next ? next : null)
  }
  for (const { old, now: next } of pairs) {
    note(old.from, next.from)
    note(old.until, next.until)
    if (old.until !== null && next.until !== null) note(addDays(old.until, -1), addDays(next.until, -1))
    if (old.grain === 'year' && next.grain === 'year' && old.from !== null && next.from !== null) note(old.from.slice(0, 4), next.from.slice(0, 4))
  }
  if (!found.has(then.asOf)) note(then.asOf, now.asOf)
  return new Map([...found].flatMap(([old, next]) => (next === null || next === old ? [] : [[old, next] as const])))
}

/** Moves dates in place; returns how many stretches and days of the words were found. */
function move(node: unknown, pairs: readonly Pair[], days: ReadonlyMap<string, string>): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, each) => sum + move(each, pairs, days), 0)
  if (typeof node !== 'object' || node === null) return 0
  const part = node as Node
  let count = 0
  const isStretch = 'until' in part && 'from' in part && (part.kind === 'within' || 'columns' in part)
  if (isStretch) {
    const pair = pairs.find(({ old }) => old.until === part.until && (old.from === part.from || part.from === null))
    if (pair !== undefined) {
      if (part.from !== null) part.from = pair.now.from
      part.until = pair.now.until
      count += 1
    }
  } else if (part.kind === 'literal') {
    const next = days.get(String(part.value))
    if (next !== undefined) {
      part.value = typeof part.value === 'number' ? Number(next) : next
      count += 1
    }
  }
  if (typeof part.label === 'string') part.label = pairs.reduce((label, { old, now: next }) => label.replaceAll(old.label, next.label), part.label)
  for (const inner of Object.values(part)) count += move(inner, pairs, days)
  return count
}
