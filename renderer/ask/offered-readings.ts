import type { Answer } from '../../shared/model/answer.ts'
import type { OfferedReading } from '../../shared/model/outcome.ts'

const most = 3
/** A reading that is less likely than this is noise, not an alternative. */
const leastConfidence = 0.15

/** A reading in two parts: what it is in short, and the rest of it. */
export function inTwo(reading: string): { short: string; rest: string } {
  const at = reading.search(/\. (?=[A-Z“"])/)
  return at < 0 ? { short: reading.replace(/\.$/, ''), rest: '' } : { short: reading.slice(0, at), rest: reading.slice(at + 2) }
}

/** What is asked back, and what else is said of it: "Which amount? The model was not asked." */
export function questionBack(text: string): { question: string; note: string } {
  const at = text.indexOf('? ')
  return at < 0 ? { question: text, note: '' } : { question: text.slice(0, at + 1), note: text.slice(at + 2) }
}

/** The other readings that are worth offering beside an answer, the likeliest first, each with what it differs in. One that would answer the same is no alternative. */
export function offeredReadings({ plan, receipt }: Answer, readings: readonly OfferedReading[]): (OfferedReading & { said: string })[] {
  const own = JSON.stringify(plan)
  const seen = new Set([receipt.reading])
  const said = new Set<string>()
  return readings
    .filter((reading) => !reading.same && reading.confidence >= leastConfidence && JSON.stringify(reading.plan) !== own)
    .toSorted((left, right) => right.confidence - left.confidence)
    .filter(({ title }) => !seen.has(title) && seen.add(title))
    .map((reading) => ({ ...reading, said: reading.difference === '' ? inTwo(reading.title).short : reading.difference }))
    .filter((reading) => !said.has(reading.said) && said.add(reading.said))
    .slice(0, most)
}
