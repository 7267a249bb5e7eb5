import { onOneLine } from '../../shared/format/cell-text.ts'
import type { Outcome } from '../agents/question.ts'
import type { AskOptions } from './options.ts'

/** The lines that `--top` and `--explain` add: the other readings, and which words became what. */
export function explanation(outcome: Extract<Outcome, { kind: 'answer' }>, options: Pick<AskOptions, 'top' | 'reading' | 'explain'>): string[] {
  const answered = options.reading ?? 0
  const others = options.top > 1 ? outcome.readings.flatMap((reading, at) => (at === answered ? [] : [`  ${at + 1}  ${percent(reading.confidence)}  ${onOneLine(reading.title)}${reading.same === true ? ' (finds the same rows)' : ''}`])) : []
  const words = options.explain ? (outcome.readings[answered]?.trace ?? []).map((piece) => `  “${piece.text}” → ${piece.means}`) : []
  return [...(others.length === 0 ? [] : ['Other readings (--reading N)', ...others]), ...(words.length === 0 ? [] : ['Words', ...words])]
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`.padStart(5)
}
