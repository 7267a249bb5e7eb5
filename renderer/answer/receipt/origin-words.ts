import { onOneLine } from '../../../shared/format/cell-text.ts'
import type { Chip } from '../../../shared/model/answer.ts'
import type { Origin } from '../../../shared/model/plan.ts'

/** A stretch of the question. */
export type Span = { start: number; end: number }

/** Where a piece of a plan comes from: what kind of place, and which. */
export type Source = { lead: string; text: string }

const longest = 80

/** Words as they are quoted: on one line, none of them endless. */
export function quoted(words: string): string {
  const line = onOneLine(words.trim())
  const characters = [...line]
  return `“${characters.length > longest ? `${characters.slice(0, longest).join('')}…` : line}”`
}

/** The stretch of this question that a piece comes from; null when it comes from none, or from those of another question. */
export function spanOf(origin: Origin | undefined, question: string): Span | null {
  if (origin === undefined || (origin.from !== 'words' && origin.from !== 'term') || (origin.from === 'words' && origin.earlier !== undefined)) return null
  const { start, end } = origin
  return start === undefined || end === undefined || start < 0 || end <= start || end > question.length ? null : { start, end }
}

/** What a chip says about where it comes from, the nearest first. Empty when nothing is known. */
export function sourcesOf({ origin, metric, assumed }: Pick<Chip, 'origin' | 'metric' | 'assumed'>, question: string): Source[] {
  const span = spanOf(origin, question)
  const said: Source[] = span === null ? [] : [{ lead: 'From your words', text: quoted(question.slice(span.start, span.end)) }]
  const vocabulary = (term: string): Source => ({ lead: 'From the vocabulary', text: quoted(term) })
  const defined = metric === undefined ? [] : [vocabulary(metric)]
  switch (origin?.from) {
    case undefined: return defined
    case 'words': return [...said, ...(origin.earlier === undefined ? [] : [{ lead: 'From an earlier question', text: quoted(origin.earlier) }]), ...defined]
    case 'term': return [...said, vocabulary(origin.term)]
    case 'default': return [{ lead: assumed ? 'Assumed' : 'Not said', text: onOneLine(origin.name) }, ...defined]
    case 'edit': return [{ lead: 'Your change', text: 'chosen here, not in the question' }, ...defined]
  }
}

/** The same as one sentence. */
export const sourceText = (sources: readonly Source[]): string => sources.map(({ lead, text }) => `${lead}: ${text}`).join('. ')
