import { onOneLine } from '../../../shared/format/cell-text.ts'
import type { Answer, Chip } from '../../../shared/model/answer.ts'
import type { Plan, TableUse } from '../../../shared/model/plan.ts'
import { quoted, spanOf, type Span } from './origin-words.ts'

/** One line of how a question was read: words, or what stands for them, and the parts of the answer they became. */
export type ReadLine = { kind: 'words' | 'other' | 'left'; from: string; parts: ReadPart[] }
/** What a part is, what it says, and why it is there. */
export type ReadPart = { label: string; text: string; note: string }

type Part = { part: ReadPart; span: Span | null; other: string }

/** Which words became which part of the answer, in the order of the question; then what no word says, and why it is there; then the words that were left out. */
export function howRead({ question, plan, receipt }: Pick<Answer, 'question' | 'plan' | 'receipt'>): ReadLine[] {
  if (plan === null) return []
  const parts = [...receipt.chips.flatMap((chip) => chipPart(chip, question) ?? []), ...tablesIn(plan).flatMap((use) => tablePart(use, question) ?? [])]
  const spans = parts.flatMap(({ span }) => (span === null ? [] : [span]))
  // Words within other words are told with them.
  const around = ({ start, end }: Span): Span => spans.reduce((best, span) => (span.start <= start && span.end >= end && span.end - span.start > best.end - best.start ? span : best), { start, end })
  const words = new Map<string, { at: number; line: ReadLine }>()
  const others = new Map<string, ReadLine>()
  for (const { span, other, part } of parts) {
    if (span !== null) {
      const { start, end } = around(span)
      const known = words.get(`${start} ${end}`) ?? { at: start, line: { kind: 'words', from: quoted(question.slice(start, end)), parts: [] } }
      add(part, known.line)
      words.set(`${start} ${end}`, known)
    } else {
      const known = others.get(other) ?? { kind: 'other', from: other, parts: [] }
      add(part, known)
      others.set(other, known)
    }
  }
  return [...[...words.values()].sort((left, right) => left.at - right.at).map(({ line }) => line), ...others.values(), ...receipt.ignoredWords.map((word): ReadLine => ({ kind: 'left', from: quoted(word), parts: [{ label: '', text: 'not used', note: '' }] }))]
}

/** Two instances of a table are read for the same. */
function add({ label, text, note }: ReadPart, { parts }: ReadLine): void {
  if (!parts.some((other) => other.label === label && other.text === text && other.note === note)) parts.push({ label, text, note })
}

/** The same as lines of plain text. */
export const howReadText = (answer: Pick<Answer, 'question' | 'plan' | 'receipt'>): string[] => howRead(answer).map(({ from, parts }) => `${from} → ${parts.map(partText).join('; ')}`)

const partText = ({ label, text, note }: ReadPart): string => `${label === '' ? '' : `${label} `}${text}${note === '' ? '' : ` (${note})`}`

function chipPart(chip: Chip, question: string): Part | null {
  const { origin, metric } = chip
  if (origin === undefined) return null
  const span = spanOf(origin, question)
  const vocabulary = metric ?? (origin.from === 'term' ? origin.term : undefined)
  const note = origin.from === 'default' ? lowered(origin.name) : vocabulary === undefined || span === null ? '' : `vocabulary: ${vocabulary}`
  return { part: { label: onOneLine(chip.label), text: onOneLine(chip.value), note: onOneLine(note) }, span, other: otherOf(chip) }
}

/** Tables are read for what is asked; those that no word names say why. The one that the answer is about is a chip. */
function tablePart({ table, origin }: TableUse, question: string): Part | null {
  if (typeof table !== 'string' || origin === undefined || origin.from === 'edit') return null
  const note = origin.from === 'default' ? lowered(origin.name) : ''
  return { part: { label: 'Table', text: onOneLine(table), note: onOneLine(note) }, span: spanOf(origin, question), other: otherOf({ origin, assumed: false }) }
}

function otherOf({ origin, assumed }: Pick<Chip, 'origin' | 'assumed'>): string {
  switch (origin?.from) {
    case 'words': return 'An earlier question'
    case 'term': return `Vocabulary: ${onOneLine(origin.term)}`
    case 'edit': return 'Your change'
    default: return assumed ? 'Assumed' : 'Not said'
  }
}

const lowered = (text: string): string => (/^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text)

function tablesIn(plan: Plan): TableUse[] {
  if (plan.kind === 'set') return [...tablesIn(plan.left), ...tablesIn(plan.right)]
  return plan.tables.filter(({ id }) => id !== plan.entity)
}
