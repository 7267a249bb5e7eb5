import { Failure } from '../../shared/model/failure.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Term } from '../../shared/model/term.ts'
import { dayText } from '../../shared/format/accepted-text.ts'
import { ofEarlier } from '../language/follow-up/origins.ts'
import { compile } from '../plan/compile.ts'
import { inReadableOrder } from '../plan/defaults.ts'
import type { KeptQuestion } from '../store/learned.ts'
import { phrases } from '../terms/read-glossary.ts'
import { preferred } from './learned-alike.ts'
import { recounted } from './learned-periods.ts'
import { wordingOf } from './learned-wording.ts'
import type { Knowledge, Recalled } from './question.ts'

/** The plan that was accepted, with its dates as of today, unless the database or the vocabulary has changed under it. `text` is how it was said now. `learned` are terms that are no person's own. */
export function recalled(kept: KeptQuestion, knowledge: Knowledge, learned: readonly Term[], text = kept.question): Recalled {
  const problem = problemWith(kept, knowledge, learned)
  if (problem !== null || kept.plan === null) return { kind: 'stale', warning: `The reading that you accepted on ${dayText(kept.at)} is not used: ${problem ?? ''}` }
  const { plan, notes } = planNow(kept.plan, kept, knowledge)
  return {
    kind: 'fits',
    reading: { plan: inReadableOrder(text === kept.question ? plan : ofEarlier(plan, kept.question)), confidence: 1, score: 0, ignoredWords: [], assumed: [], trace: [], features: {} },
    accepted: { id: kept.id, at: kept.at, how: kept.how, like: null, notes },
  }
}

/** On training databases nearly every question that got the reading of one like it was right; the figures stand in docs/learning.md. */
const alikeConfidence = 0.9

/** The reading to prefer because of a choice that was made for a question much like this one; null when there is none. */
export async function recalledAlike(text: string, choices: readonly Pick<KeptQuestion, 'id' | 'question'>[], keptWith: (id: string) => KeptQuestion | undefined, knowledge: Knowledge, learned: readonly Term[], signal?: AbortSignal): Promise<Recalled | null> {
  const found = await preferred(text, choices.map(({ id, question }) => ({
    id, question,
    plans: () => {
      const kept = keptWith(id)
      if (kept?.plan == null || kept.instead === null || problemWith(kept, knowledge, learned) !== null) return null
      return { plan: planNow(kept.plan, kept, knowledge).plan, instead: planNow(kept.instead, kept, knowledge).plan }
    },
  })), knowledge, signal)
  const kept = found === null ? undefined : keptWith(found.id)
  if (found === null || kept === undefined) return null
  const { id, at, how, question } = kept
  return { kind: 'fits', reading: { ...found.reading, confidence: Math.max(found.reading.confidence, alikeConfidence) }, accepted: { id, at, how, like: question, notes: [] } }
}

/** The plan with its dates as of today. */
export function planNow(plan: Plan, { question, clock }: Pick<KeptQuestion, 'question' | 'clock'>, { context, asOf, calendar }: Knowledge): { plan: Plan; notes: string[] } {
  return recounted(plan, question, clock, { asOf, calendar, fiscalYearStart: context.catalog.fiscalYearStart })
}

/** Why a kept question cannot be answered as it was accepted; null when it can. */
export function problemWith(kept: KeptQuestion, knowledge: Knowledge, learned: readonly Term[]): string | null {
  if (kept.plan === null) return 'it was kept by another version of Quaestor.'
  const { context: { catalog, source } } = knowledge
  const changed = changedDefinition(kept.definitions, definitionsOf(kept.plan, kept.question, knowledge, learned))
  if (changed !== null) return `“${changed}” means something else since.`
  try {
    compile(planNow(kept.plan, kept, knowledge).plan, catalog, source.dialect)
    return null
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return error.message
  }
}

/** Every definition that a plan was made with: its metrics, and the terms that the question says. As JSON, [name, definition] in a fixed order. */
export function definitionsOf(plan: Plan, question: string, { glossary: { file } }: Pick<Knowledge, 'glossary'>, learned: readonly Term[]): string {
  const metrics = metricsIn(plan)
  const wording = ` ${wordingOf(question)} `
  const own = new Set(learned.map((term) => JSON.stringify(term)))
  const said = (phrase: string): boolean => wordingOf(phrase) !== '' && wording.includes(` ${wordingOf(phrase)} `)
  const found: [string, unknown][] = [
    ...file.metrics.filter(({ name }) => metrics.has(name)).map(({ name, expression, filter, time, balance }): [string, unknown] => [name, [expression, filter ?? null, time ?? null, balance ?? null]]),
    ...[...metrics].filter((name) => !file.metrics.some((metric) => metric.name === name)).map((name): [string, unknown] => [name, null]),
    ...file.terms.filter((term) => !own.has(JSON.stringify(term)) && phrases(term.phrase, term.synonyms).some(said))
      .map(({ phrase, table, column, value, metric, filter, of }): [string, unknown] => [phrase, [table ?? null, column ?? null, value ?? null, metric ?? null, filter ?? null, of ?? null]]),
  ]
  return JSON.stringify(found.toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)))
}

function metricsIn(plan: Plan): Set<string> {
  const names = new Set<string>()
  JSON.stringify(plan, (key, value: unknown) => {
    if (key === 'metric' && typeof value === 'string') names.add(value)
    return value
  })
  return names
}

function changedDefinition(before: string, now: string): string | null {
  if (before === now) return null
  const entries = (text: string) => (JSON.parse(text) as [string, unknown][]).map((entry) => JSON.stringify(entry))
  const [old, next] = [entries(before), entries(now)]
  const [first] = [...old.filter((entry) => !next.includes(entry)), ...next.filter((entry) => !old.includes(entry))]
  return first === undefined ? null : (JSON.parse(first) as [string, unknown])[0]
}
