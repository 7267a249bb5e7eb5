import type { Failure } from '../../shared/model/failure.ts'
import type { ModelFormat } from '../../shared/model/model.ts'
import type { ChatBody, Message } from './client.ts'
import { draftSchema } from './draft-schema.ts'

/** How an endpoint is asked: the shape of answer it can be held to, and whether it takes no more than the messages. */
export type Manner = { format: ModelFormat; bare: boolean }

export const firstManner: Manner = { format: 'json_schema', bare: false }

/** The body of a call, always the same bytes for the same input. The schema is the same for every database: no name of one is in it. */
export function bodyFor(name: string, messages: Message[], { format, bare }: Manner): ChatBody & { stream: true } {
  return {
    model: name, messages, stream: true, ...(bare ? {} : { temperature: 0, stream_options: { include_usage: true } }),
    ...(format === 'text' ? {} : { response_format: format === 'json_object' ? { type: 'json_object' } : { type: 'json_schema', json_schema: { name: 'plan', strict: true, schema: draftSchema } } }),
  }
}

const simpler: Record<ModelFormat, ModelFormat | null> = { json_schema: 'json_object', json_object: 'text', text: null }

/** How to ask an endpoint again that refused; null when the way of asking was not to blame, or nothing simpler is left. */
export function simplerManner(manner: Manner, { code, detail }: Failure): Manner | null {
  const status = detail?.status
  if (code !== 'MODEL_REFUSED' || (status !== 400 && status !== 422 && status !== 415)) return null
  const words = typeof detail?.said === 'string' ? detail.said : ''
  if (!manner.bare && /temperature|stream_options/i.test(words)) return { ...manner, bare: true }
  const format = simpler[manner.format]
  if (format !== null) return { ...manner, format }
  return manner.bare ? null : { ...manner, bare: true }
}
