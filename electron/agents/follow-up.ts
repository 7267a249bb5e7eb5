import type { Reading } from '../language/understanding.ts'
import { reading as sentence } from '../plan/reading.ts'
import { canonical } from '../plan/walk.ts'
import type { Knowledge, Question } from './question.ts'
import type { Unclear } from './understand.ts'

/** What a change of the answer before came to: readings, best first, or one question back. */
export type FollowedUp = { kind: 'readings'; chosen: Reading; readings: Reading[] } | Unclear

/**
 * Understands a text as a change of the answer before, where there is one and the text is no question of its own. Null when it has to be understood by
 * itself. Fails with UNKNOWN_WORD, NOT_SUPPORTED or as the change fails, naming the words, when it speaks of the answer before and cannot be made.
 */
export async function understandFollowUp(question: Pick<Question, 'previous' | 'reading' | 'top'>, text: string, knowledge: Knowledge, signal?: AbortSignal): Promise<FollowedUp | null> {
  const { previous } = question
  if (previous == null || question.reading !== undefined) return null
  const { reader, asOf, calendar, context: { catalog } } = knowledge
  const found = await reader.followUp(text, { plan: previous.plan, question: previous.question }, { asOf, calendar }, signal)
  if (found === null) return null
  const fresh = () => reader.understand(text, { asOf, calendar, top: 1 }, signal)
  if (found.kind === 'refused') {
    if (!found.marked && !found.covered) return null
    const outcome = found.marked && found.covered ? null : (await fresh()).outcome
    if (outcome === 'answered' || (outcome === 'clarify' && !found.marked)) return null
    throw found.failure
  }
  const readings = found.readings.slice(0, question.top)
  const label = (plan: (typeof readings)[number]['plan']) => sentence(plan, catalog)
  const alone = found.own === null ? null : await fresh()
  const [best] = alone?.outcome === 'answered' ? alone.readings : []
  if (found.own === 'whole' && alone?.outcome !== 'refused') return null
  if (best !== undefined && canonical(best.plan) !== canonical(readings[0]!.plan)) {
    const options = [{ decision: 'About the answer before', label: `About the answer before: ${label(readings[0]!.plan)}`, plan: readings[0]!.plan }, { decision: 'A question of its own', label: `As a new question: ${label(best.plan)}`, plan: best.plan }]
    return { kind: 'clarify', lead: '', isWhole: true, question: 'Is this about the answer before, or a question of its own?', options, readings: [readings[0]!, best] }
  }
  if (found.ask) return { kind: 'clarify', lead: '', isWhole: true, options: readings.map(({ plan }) => ({ label: label(plan), plan })), readings }
  return { kind: 'readings', chosen: readings[0]!, readings }
}
