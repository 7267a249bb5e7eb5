import type { Plan } from '../../shared/model/plan.ts'
import { stopWords } from '../language/lexicon.ts'
import { tokenize } from '../language/tokens/tokens.ts'
import type { Reading } from '../language/understanding.ts'
import { inReadableOrder } from '../plan/defaults.ts'
import { reading } from '../plan/reading.ts'
import type { Knowledge } from './question.ts'

/** A choice that was made once: of a question, a plan instead of the one that stood first. The plans are looked up only where the words are near. */
export type Choice = { id: string; question: string; plans: () => { plan: Plan; instead: Plan } | null }

/** Readings of the new question that are looked at. */
const lookedAt = 8
/** The part of the words, of both questions together, that both must say. */
const leastShared = 0.25
/** A reading whose score is further behind than this is another matter. */
const furthestBehind = 4
/** Questions in the same words that are tried. */
const mostTried = 20

/**
 * The reading to prefer for a question because, of a question in much the same words, the same choice was made: the same plan stands first again and the
 * one that was chosen then is among the readings, values and dates aside. Never where a word would be left out that was not left out then, and never
 * for the same words in another order ("courses with students", "students with courses"). Null when there is none.
 */
export async function preferred(text: string, choices: readonly Choice[], knowledge: Pick<Knowledge, 'reader' | 'index' | 'context' | 'asOf' | 'calendar'>, signal?: AbortSignal): Promise<{ id: string; reading: Reading } | null> {
  const { reader, asOf, calendar, context: { catalog } } = knowledge
  const said = contentOf(text)
  const near = choices.map((choice) => ({ choice, words: contentOf(choice.question) }))
    .map((each) => ({ ...each, shared: sharedPart(said, each.words) }))
    .filter(({ words, shared }) => shared >= leastShared && !isReordered(said, words, knowledge.index))
    .sort((left, right) => right.shared - left.shared)
    .slice(0, mostTried)
  if (near.length === 0) return null
  const understanding = await reader.understand(text, { asOf, calendar, top: lookedAt }, signal)
  const [first] = understanding.readings
  if (first === undefined) return null
  const gist = (plan: Plan): string => reading(withoutValues(inReadableOrder(plan)), catalog)
  const standing = gist(first.plan)
  for (const { choice, words } of near) {
    const plans = choice.plans()
    if (plans === null || gist(plans.instead) !== standing) continue
    const wanted = gist(plans.plan)
    const found = understanding.readings.find((each) => each.score > first.score - furthestBehind && gist(each.plan) === wanted)
    const left = [...understanding.unknownWords, ...(found?.ignoredWords ?? [])].flatMap((word) => contentOf(word.text))
    if (found !== undefined && left.every((word) => words.includes(word))) return { id: choice.id, reading: found }
  }
  return null
}

/** The words that carry content, as stems, in order. */
const contentOf = (text: string): string[] => tokenize(text).flatMap((token) => (token.kind === 'mark' || stopWords.has(token.lower) ? [] : [token.stem]))

function sharedPart(left: readonly string[], right: readonly string[]): number {
  const [one, other] = [new Set(left), new Set(right)]
  const both = [...one].filter((word) => other.has(word)).length
  return both / Math.max(1, one.size + other.size - both)
}

/** Whether both name the same things of the database in different order. */
function isReordered(left: readonly string[], right: readonly string[], index: Knowledge['index']): boolean {
  const names = (words: readonly string[]): string[] => words.filter((word, at) => index.stems.has(word) && words.indexOf(word) === at)
  const [one, other] = [names(left), names(right)]
  return one.join(' ') !== other.join(' ') && one.toSorted().join(' ') === other.toSorted().join(' ')
}

/** A plan in which all values, dates and limits are alike. */
function withoutValues(plan: Plan): Plan {
  return JSON.parse(JSON.stringify(plan, (key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const part = value as Record<string, unknown>
    if (part.kind === 'literal') return { ...part, value: part.value === null ? null : '0' }
    if (part.kind === 'within') return { ...part, from: part.from === null ? null : '2000-01-01', until: part.until === null ? null : '2000-01-02' }
    if (part.kind === 'in') return { ...part, values: ['0'] }
    if (part.kind === 'text') return { ...part, pattern: '0' }
    if (key === 'period') return { ...part, from: part.from === null ? null : '2000-01-01', until: part.until === null ? null : '2000-01-02', label: '' }
    return value
  })) as Plan
}
