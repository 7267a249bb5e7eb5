import type { CalendarName, Plan } from '../../../shared/model/plan.ts'
import type { IsoDate } from '../../../shared/model/value.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { checkPlan } from '../../plan/compile.ts'
import { canonical } from '../../plan/walk.ts'
import { latticeOf } from '../candidates.ts'
import { chartOf } from '../grammar/chart.ts'
import { parse } from '../grammar/grammar.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import { tokenize, type Token } from '../tokens/tokens.ts'
import type { Reading } from '../understanding.ts'
import { contentLeft, withNearest } from '../unknown-words.ts'
import type { Change } from './change.ts'
import { keptLine } from './kept.ts'
import { makeChange } from './make-change.ts'
import { ofEarlier, withOrigins } from './origins.ts'
import { isFiller } from './phrases.ts'
import { readChanges } from './read-changes.ts'
import { asLikely, type Draft, type Own, type Scene } from './scene.ts'

/** The question whose answer is changed, and the plan of that answer. */
export type Previous = { plan: Plan; question: string }

/**
 * A text as a change of the answer before. `changed`: readings, best first; `ask` when the first two are as likely; `own` when the words name what they
 * are about, so that they may be a question of their own; `whole` ones surely are. `refused`: it speaks of the answer before (`marked`: it says so) but the change cannot be made.
 */
export type FollowUp = { kind: 'changed'; readings: Reading[]; ask: boolean; own: Own | null } | { kind: 'refused'; failure: Failure; marked: boolean; covered: boolean }

/** Longer texts are questions of their own. */
const longest = 400
const mostChanges = 6
const mostWays = 4
/** How likely the first way is meant when it is the only one, and how likely each is otherwise. */
const sure = 0.9
const likely = [0.7, 0.2, 0.1]

/**
 * Reads a text as a follow-up of an answer: "only EMEA", "by month instead", "and last year?", "top 5". Each is an edit of the plan of that answer, made
 * as a chip would make it. Null when the text is no follow-up: when it has a subject of its own, or the plan is of another database. Pure, milliseconds.
 */
export function followUp(text: string, previous: Previous, index: LanguageIndex, options: { asOf: IsoDate; calendar?: CalendarName }): FollowUp | null {
  if (text.length > longest || !fits(previous.plan, index)) return null
  const tokens = tokenize(text)
  const calendar = options.calendar ?? 'calendar'
  const chart = parse(chartOf(tokens, index, latticeOf(tokens, index, { asOf: options.asOf, fiscalYearStart: index.catalog.fiscalYearStart, calendar })))
  const { changes, missed, marked } = readChanges(chart)
  if (changes.length === 0 || changes.length > mostChanges) return changes.length === 0 && opens(tokens) && missed.length > 0 ? { kind: 'refused', failure: unknownWord(missed, tokens, index), marked: true, covered: false } : null
  if (missed.length > 0) return opensWith(changes[0]!, tokens) ? { kind: 'refused', failure: unknownWord(missed, tokens, index), marked: marked && opens(tokens), covered: false } : null
  // A percent sign that stands apart is no token, and says much: "margin %".
  if (/(?:^|\s)%/.test(text)) return { kind: 'refused', failure: new Failure('UNKNOWN_WORD', 'I don’t know what “%” would change in the answer before.', { hint: 'Say “percent”, or “as a share”.', detail: { words: [] } }), marked, covered: true }
  const scene: Scene = { index, setting: { catalog: index.catalog, glossary: index.glossary, asOf: options.asOf, calendar } }
  try {
    return madeOf(changes, tokens, text, previous, scene)
  } catch (error) {
    if (error instanceof Failure) return changes.some(isWhole) ? null : { kind: 'refused', failure: error, marked, covered: true }
    throw error
  }
}

function fits(plan: Plan, index: LanguageIndex): boolean {
  try {
    checkPlan(plan, index.catalog)
    return true
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
}

/** "Top 10 customers by revenue" says what is listed, and by what. */
const isWhole = (change: Change): boolean => change.kind === 'limit' && change.entity !== null && change.of !== null

const openers = new Set(['only', 'just', 'exclude', 'excluding', 'except', 'without', 'and', 'but', 'same', 'also', 'instead', 'add', 'remove', 'drop', 'by', 'per'])

/** Whether a text begins as one does that goes on with what was said. */
function opens(tokens: readonly Token[]): boolean {
  const [first, second] = tokens
  return first !== undefined && (openers.has(first.lower) || ((first.lower === 'what' || first.lower === 'how') && second?.lower === 'about'))
}

const opensWith = (change: Change, tokens: readonly Token[]): boolean => opens(tokens) || tokens.slice(0, change.start).every(isFiller)

function unknownWord(missed: readonly number[], tokens: readonly Token[], index: LanguageIndex): Failure {
  const content = contentLeft(missed, tokens)
  const plain = missed.map((at) => tokens[at]!).filter((token) => !openers.has(token.lower))
  const words = (content.length > 0 ? content : plain.length > 0 ? plain : [tokens[missed[0]!]!]).map((token) => withNearest(token, index))
  const nearest = words[0]!.nearest.length === 0 ? '' : ` Nearest: ${words[0]!.nearest.join(', ')}.`
  return new Failure('UNKNOWN_WORD', `I don't know what “${words[0]!.text}” would change in the answer before.${nearest}`, { hint: 'Say it with the words of the database, or ask the whole question.', detail: { words } })
}

type Way = Omit<Draft, 'own'> & { own: Own | undefined; ask: boolean }

function madeOf(changes: readonly Change[], tokens: readonly Token[], text: string, previous: Previous, scene: Scene): FollowUp {
  const before = ofEarlier(previous.plan, previous.question)
  let ways: Way[] = [{ plan: before, notes: [], cost: 0, own: undefined, ask: false }]
  for (const change of changes) {
    const words = { start: tokens[change.start]!.start, end: tokens[change.end - 1]!.end }
    ways = ways.flatMap((way) => {
      const drafts = makeChange(way.plan, change, tokens, scene)
      const [first, second] = drafts
      const ask = way.ask || (second !== undefined && second.cost - first!.cost < asLikely)
      return drafts.slice(0, mostWays).map((draft): Way => ({ plan: withOrigins(draft.plan, way.plan, words), notes: [...way.notes, ...draft.notes], cost: way.cost + draft.cost, own: draft.own ?? way.own, ask }))
    }).sort((left, right) => left.cost - right.cost).slice(0, mostWays)
  }
  const different = ways.filter((way, at) => ways.findIndex((other) => canonical(other.plan) === canonical(way.plan)) === at)
  if (canonical(different[0]!.plan) === canonical(before)) throw new Failure('NOT_SUPPORTED', 'That would change nothing: the answer before is so already.', { hint: 'Change something else, or ask another question.' })
  const trace = changes.map((change) => {
    const [start, end] = [tokens[change.start]!.start, tokens[change.end - 1]!.end]
    return { text: text.slice(start, end), start, end, means: change.kind }
  })
  const readings = different.map((way, at): Reading => {
    const kept = keptLine(before, way.plan, scene.setting.catalog)
    return { plan: way.plan, confidence: different.length === 1 ? sure : (likely[at] ?? 0), score: -way.cost, ignoredWords: [], assumed: [...(kept === null ? [] : [kept]), ...way.notes], trace, features: {} }
  })
  return { kind: 'changed', readings, ask: different[0]!.ask && different.length > 1, own: different[0]!.own ?? null }
}
