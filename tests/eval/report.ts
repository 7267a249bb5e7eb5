import { readFileSync, writeFileSync } from 'node:fs'
import { causeOf } from './cause.ts'
import { clauseClass } from './clause-class.ts'
import { hardnesses, hardnessOf } from './hardness.ts'

export type Question = { id: number; db_id: string; question: string; paraphrase?: string; query: string; empty: boolean }
export type Outcome = { question: Question; outcome: string; right: boolean; rightInThree: boolean; reachable: boolean; confidence: number; cause: string; sql: string; ms: number; text: string }
/** `whole`: no question of the split was left out, so that the figures can be compared with the committed ones, or take their place (`save`). */
type Asked = { split: string; field: string; top: number; errors: number; whole: boolean; save: boolean }
type Figures = { first: number; three: number; answered: number; precision: number; surestHalf: number; surest60: number }

const kept = new URL('./figures.json', import.meta.url)
const commonest = 10

const share = (part: number, whole: number): number => Math.round((1000 * part) / Math.max(1, whole)) / 10
const percent = (part: number, whole: number): string => `${share(part, whole).toFixed(1)} %`
const right = (items: readonly Outcome[]): number => items.filter((item) => item.right).length

/** Prints what a run came to. Of held-out questions only totals: nobody shall be led by their errors. */
export function report(list: readonly Outcome[], asked: Asked): void {
  const times = list.map((item) => item.ms).sort((left, right) => left - right)
  console.log(`${asked.split} ${asked.field}: ${list.length} questions, first plan ${percent(right(list), list.length)}, among three ${percent(list.filter((item) => item.rightInThree).length, list.length)}, among ${asked.top} ${percent(list.filter((item) => item.reachable).length, list.length)}`)
  for (const [outcome, items] of Map.groupBy(list, (item) => item.outcome)) console.log(`  ${outcome}: ${percent(items.length, list.length)} of questions, precision ${percent(right(items), items.length)}`)
  console.log(`  latency p50 ${times[Math.floor(times.length * 0.5)]?.toFixed(1)} ms, p95 ${times[Math.floor(times.length * 0.95)]?.toFixed(1)} ms`)
  for (const part of [0.3, 0.4, 0.5, 0.6, 0.7]) console.log(`  surest ${part * 100} %: precision ${percent(right(surest(list, part)), surest(list, part).length)}`)
  const bins = Map.groupBy(list, (item) => Math.min(9, Math.floor(item.confidence * 10)))
  console.log(`  confidence: ${[...bins].sort(([left], [right]) => left - right).map(([bin, items]) => `${bin / 10}+ ${percent(right(items), items.length)} of ${items.length}`).join(', ')}`)
  compare(list, asked)
  const classes = Map.groupBy(list, (item) => clauseClass(item.question.query))
  for (const [name, items] of [...classes].sort((left, right) => right[1].length - left[1].length)) line(name, items)
  for (const hardness of hardnesses) line(hardness, list.filter((item) => hardnessOf(item.question.query) === hardness))
  causes(list.filter((item) => !item.right), asked)
  if (asked.split !== 'heldout') errors(list, asked)
}

function line(name: string, items: readonly Outcome[]): void {
  console.log(`  ${name.padEnd(18)} ${String(items.length).padStart(5)}  ${percent(right(items), items.length).padStart(7)}  in three ${percent(items.filter((item) => item.rightInThree).length, items.length)}`)
}

const surest = (list: readonly Outcome[], part: number): Outcome[] => [...list].sort((left, right) => right.confidence - left.confidence).slice(0, Math.round(list.length * part))

/** The commonest causes of error, each with a question. */
function causes(wrong: readonly Outcome[], asked: Asked): void {
  const found = [...Map.groupBy(wrong, (item) => causeOf(item.question.query, item.sql))].sort((left, right) => right[1].length - left[1].length).slice(0, commonest)
  for (const [cause, items] of found) console.log(`  wrong ${String(items.length).padStart(5)}  ${cause}${asked.split === 'heldout' ? '' : `: #${items[0]!.question.id} ${items[0]!.text}`}`)
}

/** Beside the figures of the last commit that changed them. */
function compare(list: readonly Outcome[], { split, field, whole, save }: Asked): void {
  if (!whole) return
  const all = JSON.parse(readFileSync(kept, 'utf8')) as Record<string, Figures>
  const name = `${split} ${field}`
  const answered = list.filter((item) => item.outcome === 'answered')
  const [half, most] = [surest(list, 0.5), surest(list, 0.6)]
  const now: Figures = {
    first: share(right(list), list.length), three: share(list.filter((item) => item.rightInThree).length, list.length), answered: share(answered.length, list.length),
    precision: share(right(answered), answered.length), surestHalf: share(right(half), half.length), surest60: share(right(most), most.length),
  }
  const before = all[name]
  if (before !== undefined) console.log(`  against the committed figures: ${(Object.keys(now) as (keyof Figures)[]).map((key) => `${key} ${before[key]} → ${now[key]}`).join(', ')}`)
  if (save) writeFileSync(kept, `${JSON.stringify({ ...all, [name]: now }, null, 2)}\n`)
}

/** Wrong questions, evenly spread over all of them. */
function errors(list: readonly Outcome[], { top, errors: most }: Asked): void {
  const wrong = list.filter((item) => (top > 3 ? !item.reachable : !item.right))
  const step = Math.max(1, Math.floor(wrong.length / Math.max(1, most)))
  for (let at = 0, shown = 0; at < wrong.length && shown < most; at += step, shown++) {
    const { question, text, cause, sql, rightInThree } = wrong[at]!
    console.log(`\n#${question.id} ${question.db_id}: ${text}\n   ${cause}${rightInThree ? ' (right in three)' : ''}\n   gold ${question.query}\n   ours ${sql.replace(/\s+/g, ' ')}`)
  }
}
