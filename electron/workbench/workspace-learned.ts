import { randomUUID } from 'node:crypto'
import type { Lesson } from '../../shared/contract/learned.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { LearnedAlias, LearnedEntry, LearnedHow, LearnedQuestion } from '../../shared/model/learned.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Term } from '../../shared/model/term.ts'
import { aliasFrom, type Settled } from '../agents/learned-alias.ts'
import { definitionsOf, planNow, problemWith, recalled, recalledAlike } from '../agents/learned-reading.ts'
import { wordingOf } from '../agents/learned-wording.ts'
import type { Knowledge, Recall } from '../agents/question.ts'
import { compile } from '../plan/compile.ts'
import { inReadableOrder } from '../plan/defaults.ts'
import { reading } from '../plan/reading.ts'
import {
  clearLearned, countQuestions, findQuestion, forgetLearned, keepQuestion, listAliases, listChoices, listQuestions, questionWithId, type KeptAlias, type KeptQuestion, type LearnedPlace,
} from '../store/learned.ts'
import type { Store } from '../store/store.ts'
import { meaningOfTerm } from '../terms/learned-terms.ts'
import { entryReader, phrases } from '../terms/read-glossary.ts'

/** Accepted questions that a new word is tried on; the latest count most. */
const mostSettled = 200
/** Corrected questions that a new one may be like; the latest count most. */
const mostAlike = 2_000
const offered = 4

type Rooms = { store: Store; workspace: string; clock: () => Date }

/** What corrections taught a workspace, database by database. `changed` is told when the words of one are others. */
export class WorkspaceLearned {
  readonly #rooms: Rooms
  readonly #changed: (sourceId: string, database: string) => Promise<void>

  constructor(rooms: Rooms, changed: (sourceId: string, database: string) => Promise<void>) {
    this.#rooms = rooms
    this.#changed = changed
  }

  /** What was accepted for a question; see `Recall`. Asks the store, so that every window knows at once. */
  readonly recall: Recall = {
    same: (text, knowledge) => {
      const kept = findQuestion(this.#rooms.store, this.#place(knowledge), wordingOf(text))
      return kept === undefined ? null : recalled(kept, knowledge, this.#terms(knowledge), text)
    },
    alike: async (text, knowledge, signal) => {
      const { store } = this.#rooms
      const place = this.#place(knowledge)
      const choices = listChoices(store, place, mostAlike)
      return choices.length === 0 ? null : recalledAlike(text, choices, (id) => questionWithId(store, place, id), knowledge, this.#terms(knowledge), signal)
    },
  }

  terms(sourceId: string, database: string): Term[] {
    return listAliases(this.#rooms.store, { workspace: this.#rooms.workspace, source: sourceId, database }).map(({ term }) => term)
  }

  /** Fails with BAD_REQUEST for a question without words, and as compiling fails. */
  async accept(knowledge: Knowledge, { text, plan, how }: { text: string; plan: Plan; how: LearnedHow }): Promise<Lesson> {
    const { store, clock } = this.#rooms
    const { context: { catalog, source }, asOf, calendar } = knowledge
    const wording = wordingOf(text)
    if (wording === '') throw new Failure('BAD_REQUEST', 'There is no question to remember.', { hint: 'Ask something first.', detail: { field: 'text' } })
    compile(plan, catalog, source.dialect)
    const former = await knowledge.reader.understand(text, { asOf, calendar, top: offered })
    const first = former.readings[0]?.plan ?? null
    const kept: KeptQuestion = {
      id: randomUUID(), at: clock().toISOString(), question: text.trim(), wording, plan, instead: first === null || reading(inReadableOrder(first), catalog) === reading(inReadableOrder(plan), catalog) ? null : first, fingerprint: catalog.fingerprint,
      definitions: definitionsOf(plan, text, knowledge, this.#terms(knowledge)), clock: { asOf, calendar, fiscalYearStart: catalog.fiscalYearStart }, how,
    }
    const { term, told } = how === 'right' ? { term: null, told: null } : aliasFrom(text, plan, former, knowledge, this.#settled(knowledge, wording))
    const alias = term === null ? [] : [{ id: randomUUID(), term }]
    keepQuestion(store, this.#place(knowledge), kept, alias, reading(plan, catalog))
    if (alias.length > 0) await this.#wordsChanged(knowledge)
    return {
      question: questionEntry(kept, knowledge, this.#terms(knowledge)), told: told === null ? [] : [told],
      aliases: alias.map((each) => aliasEntry({ ...each, questionId: kept.id, question: kept.question, at: kept.at }, knowledge)),
    }
  }

  list(knowledge: Knowledge, { search, before, count }: { search: string; before?: string | undefined; count: number }): { entries: LearnedEntry[]; more: boolean; total: number } {
    const { store } = this.#rooms
    const place = this.#place(knowledge)
    const { questions, more } = listQuestions(store, place, { text: search, before, limit: count })
    const aliases = Map.groupBy(listAliases(store, place), ({ questionId }) => questionId)
    const terms = this.#terms(knowledge)
    const entries = questions.flatMap((kept): LearnedEntry[] => [questionEntry(kept, knowledge, terms), ...(aliases.get(kept.id) ?? []).map((alias) => aliasEntry(alias, knowledge))])
    return { entries, more, total: countQuestions(store, place) }
  }

  async remove(knowledge: Knowledge, id: string): Promise<void> {
    const gone = forgetLearned(this.#rooms.store, this.#place(knowledge), id)
    if (gone !== null && gone.aliases > 0) await this.#wordsChanged(knowledge)
  }

  /** Returns how many questions were forgotten. */
  async clear(knowledge: Knowledge): Promise<number> {
    const removed = clearLearned(this.#rooms.store, this.#place(knowledge))
    if (removed > 0) await this.#wordsChanged(knowledge)
    return removed
  }

  forgetSource(source: string): void {
    clearLearned(this.#rooms.store, { workspace: this.#rooms.workspace, source })
  }

  #place({ context }: Knowledge): LearnedPlace {
    return { workspace: this.#rooms.workspace, source: context.sourceId, database: context.database }
  }

  #terms({ context }: Knowledge): Term[] {
    return this.terms(context.sourceId, context.database)
  }

  #wordsChanged({ context }: Knowledge): Promise<void> {
    return this.#changed(context.sourceId, context.database)
  }

  /** Accepted questions that can still be answered, other than the one of that wording. */
  #settled(knowledge: Knowledge, wording: string): Settled[] {
    const { questions } = listQuestions(this.#rooms.store, this.#place(knowledge), { limit: mostSettled })
    const learned = this.#terms(knowledge)
    return questions.flatMap((kept) => (kept.plan === null || kept.wording === wording || problemWith(kept, knowledge, learned) !== null ? [] : [{ question: kept.question, plan: planNow(kept.plan, kept, knowledge).plan }]))
  }
}

function questionEntry(kept: KeptQuestion, knowledge: Knowledge, learned: readonly Term[]): LearnedQuestion {
  const { catalog } = knowledge.context
  const problem = problemWith(kept, knowledge, learned)
  return {
    kind: 'question', id: kept.id, question: kept.question, how: kept.how, at: kept.at, asOf: kept.clock.asOf, problem,
    reading: kept.plan === null || problem !== null ? '' : reading(planNow(kept.plan, kept, knowledge).plan, catalog), schemaChanged: kept.fingerprint !== catalog.fingerprint,
  }
}

function aliasEntry({ id, term, questionId, question, at }: KeptAlias, knowledge: Knowledge): LearnedAlias {
  return { kind: 'alias', id, phrase: term.phrase, means: meaningOfTerm(term), question, questionId, at, problem: problemOf(term, knowledge) }
}

/** Why a term is not used: the database has no such thing any more, or somebody has defined the word since. */
function problemOf(term: Term, { context: { catalog }, glossary: { file }, asOf }: Knowledge): string | null {
  try {
    entryReader(catalog, asOf).term(term, new Set(file.metrics.map(({ name }) => name)))
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return error.message
  }
  const said = phrases(term.phrase, term.synonyms)
  const same = JSON.stringify(term)
  const defined = [...file.metrics.map((metric) => phrases(metric.name, [...(metric.label === undefined ? [] : [metric.label]), ...metric.synonyms])), ...file.terms.filter((other) => JSON.stringify(other) !== same).map((other) => phrases(other.phrase, other.synonyms))]
  return defined.some((others) => others.some((phrase) => said.includes(phrase))) ? 'The glossary says what it means.' : null
}
