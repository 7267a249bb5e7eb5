import type { Plan } from '../../shared/model/plan.ts'
import type { Step } from '../../shared/model/step.ts'
import type { Reading } from '../language/understanding.ts'
import { inReadableOrder } from '../plan/defaults.ts'
import type { Advisor } from './ask-model.ts'
import { askBack } from './ask-back.ts'
import { understandFollowUp } from './follow-up.ts'
import type { Progress } from './progress.ts'
import { whileReading } from './while-reading.ts'
import type { Accepted } from '../../shared/model/learned.ts'
import type { Knowledge, Outcome, Question, Recalled } from './question.ts'
import { readQuestion, type Read } from './read-question.ts'

/** What a question means: a plan and who read it, or SQL that the user wrote. `reading` is null when nothing had to be understood. */
export type Meaning = ({ kind: 'plan'; plan: Plan; reading: Reading | null; readings: Reading[]; refines?: string | undefined; accepted?: Accepted } & Pick<Read, 'engine' | 'model' | 'warnings'>) | { kind: 'sql'; sql: string } | Extract<Outcome, { kind: 'clarify' }>

/** A change of the answer before is understood by the offline engine alone. Yields steps only while something takes its time. Fails as understanding fails. */
export async function* meaningOf(question: Question, knowledge: Knowledge, advisor: Advisor | null, progress: Progress, signal: AbortSignal): AsyncGenerator<Step, Meaning> {
  const { asked } = question
  const reading = <T>(work: Promise<T>): AsyncGenerator<Step, T> => whileReading(work, progress)
  switch (asked.kind) {
    case 'sql': return { kind: 'sql', sql: asked.sql }
    case 'plan': return { kind: 'plan', plan: asked.plan, reading: null, readings: [], engine: 'offline', model: question.toldTo ?? null, warnings: [] }
    case 'words': {
      const same = question.reading === undefined ? question.recall?.same(asked.text, knowledge) ?? null : null
      if (same?.kind === 'fits') return accepted(same)
      const followed = yield* reading(understandFollowUp(question, asked.text, knowledge, signal))
      const alike = followed === null && question.reading === undefined ? yield* reading(question.recall?.alike(asked.text, knowledge, signal) ?? Promise.resolve(null)) : null
      if (alike?.kind === 'fits') return accepted(alike)
      const read: Read = followed === null ? yield* readQuestion(question, asked.text, knowledge, advisor, progress, signal) : { ...followed, engine: 'offline', model: null, warnings: [] }
      const settled = read.kind === 'clarify' ? yield* askBack(read, knowledge, question.limits, progress, signal) : read
      const { model, warnings } = read
      const refines = followed === null ? {} : { refines: question.previous?.title }
      if (settled.kind === 'clarify') return { ...settled, model, ...refines, ...(same === null ? {} : { question: `${settled.question} ${same.warning}` }) }
      const { chosen, readings } = settled
      // Where a model and the offline engine find the same rows, the offline engine answers.
      const engine = read.kind === 'clarify' ? 'offline' : read.engine
      return { kind: 'plan', plan: inReadableOrder(chosen.plan), reading: chosen, readings, engine, model, warnings: [...warnings, ...(same === null ? [] : [same.warning])], ...refines }
    }
  }
}

/** A reading that was accepted before: no model is asked. */
function accepted({ reading, accepted }: Extract<Recalled, { kind: 'fits' }>): Meaning {
  return { kind: 'plan', plan: inReadableOrder(reading.plan), reading, readings: [reading], engine: 'offline', model: null, warnings: [], accepted }
}
