import { performance } from 'node:perf_hooks'
import { Failure } from '../../shared/model/failure.ts'
import { endpointOf, type ModelTrial } from '../../shared/model/model.ts'
import type { After } from '../context/timers.ts'
import { jsonIn } from './answer-json.ts'
import { chat, modelNames, type Message } from './client.ts'
import { readDraft } from './draft-schema.ts'
import { late } from './failures.ts'
import { bodyFor, firstManner, simplerManner, type Manner } from './manner.ts'
import type { ModelTimes } from './times.ts'

const longestReply = 300

/** A question about nothing that anybody has. */
const madeUp: Message[] = [
  { role: 'system', content: 'You turn a question into one JSON object with the fields cannot, rows, show, measures, by, where, related, having, order, limit, distinct, period, compare and combine; all lists may be empty and all else null, distinct is false. measures is a list of {"how": "count", "of": "table"}.' },
  { role: 'user', content: 'Tables:\n"apples": "apple_id" integer key, "colour" text\n\nQuestion: "How many apples are there?"' },
]

/**
 * Tries an endpoint: which models it lists, how strictly it can be held to a shape, and how long an answer takes. What is asked is made up; nothing of any
 * database is sent. `found` is told how the model wants to be asked. Fails with SETTING_INVALID, MODEL_UNREACHABLE, MODEL_REFUSED, MODEL_NONSENSE, CANCELLED.
 */
export async function tryModel(
  { baseUrl, name, key }: { baseUrl: string; name: string; key: string | null }, rooms: { times: ModelTimes; after: After; signal: AbortSignal }, found: (endpoint: string, manner: Manner) => void,
): Promise<ModelTrial> {
  const endpoint = endpointOf(baseUrl)
  if (endpoint === null) throw new Failure('SETTING_INVALID', 'This is no address of a model.', { hint: 'It begins with https:// or http://, such as http://127.0.0.1:11434/v1, and holds no password and no question mark.', detail: { setting: 'model.baseUrl' } })
  const stop = new AbortController()
  const callOff = rooms.after(rooms.times.question, () => { stop.abort(late('The model took too long.', { endpoint })) })
  const line = { endpoint, key, times: rooms.times, after: rooms.after, signal: AbortSignal.any([rooms.signal, stop.signal]), onSend: () => undefined, onReceive: () => undefined }
  try {
    const began = performance.now()
    const models = await modelNames(line).catch((error: unknown) => {
      // Some endpoints answer questions and list nothing; what matters then is the question.
      if (name !== '' && error instanceof Failure && (error.detail?.status === 404 || error.code === 'MODEL_NONSENSE' || error.detail?.status === 405)) return []
      throw error
    })
    if (name === '') return { models, structured: null, latencyMs: performance.now() - began, reply: null }
    for (let manner = firstManner; ;) {
      const asked = performance.now()
      try {
        const { text } = await chat(bodyFor(name, madeUp, manner), line)
        const value = jsonIn(text)
        const good = value !== undefined && 'draft' in readDraft(value)
        if (good) found(endpoint, manner)
        return { models, structured: good ? manner.format : null, latencyMs: performance.now() - asked, reply: text.trim().slice(0, longestReply).toWellFormed() }
      } catch (error) {
        const next = error instanceof Failure ? simplerManner(manner, error) : null
        if (next === null) throw error
        manner = next
      }
    }
  } finally {
    callOff()
  }
}
