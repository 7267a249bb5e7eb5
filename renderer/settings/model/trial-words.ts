import type { ModelTrial } from '../../../shared/model/model.ts'
import { formatCount, formatDuration } from '../../ui/format.ts'

const structures: Record<Exclude<ModelTrial['structured'], null>, string> = {
  json_schema: 'keeps to the form that is asked for', json_object: 'answers in JSON', text: 'answers in plain text, from which the form is read',
}

/** What a test found, in facts of a few words; and a warning where the model can be reached but not used. */
export function trialWords({ models, structured, latencyMs, reply }: ModelTrial, name: string): { facts: string[]; warning: { lead: string; text: string } | null } {
  const listed = models.length === 0 ? 'lists no models' : models.length === 1 ? '1 model' : `${formatCount(models.length)} models`
  if (name === '') return { facts: [`Reached in ${formatDuration(latencyMs)}`, listed], warning: null }
  const facts = [`Answered in ${formatDuration(latencyMs)}`, listed, ...(structured === null ? [] : [structures[structured]])]
  const warning = structured !== null ? null
    : reply === null ? { lead: 'No answer.', text: 'The service can be reached, but this model gave no answer.' }
      : { lead: 'Not usable.', text: 'This model does not answer in a form that can be read. The offline engine would answer in its place; try a larger model.' }
  return { facts, warning }
}
