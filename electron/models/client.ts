import type OpenAI from 'openai'
import * as z from 'zod'
import { Failure } from '../../shared/model/failure.ts'
import { boundedFetch, requireSafe, type FetchRooms } from './bounded-fetch.ts'
import { nonsense, refused, unreachable } from './failures.ts'
import { mostAnswerCharacters } from './times.ts'

export type Message = { role: 'system' | 'user' | 'assistant'; content: string }
/** The body of a chat completion as it goes out. */
export type ChatBody = { model: string; messages: Message[] } & Record<string, unknown>
/** What came back. Tokens are null when the endpoint does not count them. */
export type ChatReply = { text: string; promptTokens: number | null; completionTokens: number | null }

/** Longer waits than this are not waited for. */
export const patientMs = 3_000

/** The client of the package, with nothing taken from the environment: the key never passes through it, and what it would add to a request does not leave. */
async function clientFor(rooms: FetchRooms): Promise<OpenAI> {
  const { default: Client } = await import('openai')
  const fetched = boundedFetch(rooms)
  return new Client({
    baseURL: rooms.endpoint, apiKey: 'kept elsewhere', adminAPIKey: null, organization: null, project: null, webhookSecret: null,
    maxRetries: 0, timeout: rooms.times.question * 2, logLevel: 'off',
    fetch: (url, init) => fetched(url instanceof Request ? url.url : String(url), { method: init?.method ?? 'GET', body: typeof init?.body === 'string' ? init.body : null }),
  })
}

/** Asks for a chat completion and reads the answer as it comes. Fails with MODEL_UNREACHABLE, MODEL_REFUSED, MODEL_NONSENSE, CANCELLED. */
export async function chat(body: ChatBody, rooms: FetchRooms): Promise<ChatReply> {
  requireSafe(rooms.endpoint)
  const client = await clientFor(rooms)
  return guarded(rooms, async () => {
    const response = await client.chat.completions.create({ ...body, stream: true }).asResponse()
    if (!(response.headers.get('content-type') ?? '').includes('event-stream')) return wholeReply(await response.text(), rooms.endpoint)
    const { Stream } = await import('openai/streaming')
    return streamedReply(Stream.fromSSEResponse<unknown>(response, new AbortController(), client), rooms.endpoint)
  })
}

/** The names of the models that an endpoint offers, at most 200; empty when it does not say. Fails as `chat` does. */
export async function modelNames(rooms: FetchRooms): Promise<string[]> {
  requireSafe(rooms.endpoint)
  const client = await clientFor(rooms)
  return guarded(rooms, async () => {
    const response = await client.models.list().asResponse()
    const listed = Listed.safeParse(parsed(await response.text()))
    return listed.success ? listed.data.data.slice(0, 200).map(({ id }) => id.slice(0, 200)) : []
  })
}

const Listed = z.object({ data: z.array(z.object({ id: z.string() })) })
const Usage = z.object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) })
const Chunk = z.object({ choices: z.array(z.object({ delta: z.object({ content: z.string().nullish() }).nullish() })).default([]), usage: Usage.nullish().catch(null) })
const Whole = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }) })).min(1), usage: Usage.nullish().catch(null) })

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function streamedReply(chunks: AsyncIterable<unknown>, endpoint: string): Promise<ChatReply> {
  let text = ''
  let usage: z.infer<typeof Usage> | null = null
  let any = false
  for await (const piece of chunks) {
    const chunk = Chunk.safeParse(piece)
    if (!chunk.success) continue
    any = true
    text += chunk.data.choices[0]?.delta?.content ?? ''
    usage = chunk.data.usage ?? usage
    if (text.length > mostAnswerCharacters) throw endless(endpoint)
  }
  if (!any) throw nonsense('What answers at this address is no language model.', { endpoint })
  return { text, promptTokens: usage?.prompt_tokens ?? null, completionTokens: usage?.completion_tokens ?? null }
}

/** For endpoints that answer in one piece although a stream was asked for. */
function wholeReply(text: string, endpoint: string): ChatReply {
  const whole = Whole.safeParse(parsed(text))
  if (!whole.success) throw nonsense('What answers at this address is no language model.', { endpoint })
  const content = whole.data.choices[0]?.message.content ?? ''
  if (content.length > mostAnswerCharacters) throw endless(endpoint)
  return { text: content, promptTokens: whole.data.usage?.prompt_tokens ?? null, completionTokens: whole.data.usage?.completion_tokens ?? null }
}

const endless = (endpoint: string): Failure => nonsense('The model came to no end, and was cut off.', { endpoint, endless: true })

/** Turns what the package throws into a Failure; our own, which it wraps, come out as they were. */
async function guarded<Value>({ endpoint, key }: FetchRooms, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    const own = ownFailure(error)
    if (own !== null) throw own
    const { APIError } = await import('openai')
    if (error instanceof APIError && typeof error.status === 'number') throw statusFailure(error.status, error.headers as Headers | undefined, said(error.message, key), endpoint)
    if (error instanceof SyntaxError || error instanceof APIError) throw nonsense('The answer of the model could not be read.', { endpoint })
    throw unreachable('The line to the model broke.', { endpoint }, error)
  }
}

function ownFailure(error: unknown): Failure | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth += 1) if (cause instanceof Failure) return cause
  return null
}

/** The server's own words, for the one who sets it up: short, and without the key should it repeat that. */
const said = (message: string, key: string | null): string => (key === null ? message : message.replaceAll(key, '…')).replaceAll(/\p{C}+/gu, ' ').slice(0, 300)

function statusFailure(status: number, headers: Headers | undefined, words: string, endpoint: string): Failure {
  const detail = { endpoint, status }
  if (status === 401) return refused('The endpoint does not accept the key.', 'Enter the key of this endpoint again.', detail)
  if (status === 403) return refused('The endpoint does not let this key use the model.', 'Choose another model, or another key.', detail)
  if (status === 404) return refused('The endpoint has no such model, or no chat completions at this address.', 'Check the address and the name of the model.', { ...detail, said: words })
  if (status === 429) return refused('The endpoint takes no more requests for now.', 'Wait a while, or raise the limit of the account.', { ...detail, retryAfterMs: retryAfter(headers) })
  if (status >= 500) return unreachable(`The endpoint failed with an error of its own (${status}).`, { ...detail, said: words })
  return refused(`The endpoint refused what it was asked (${status}).`, 'Check the name of the model and what the endpoint supports.', { ...detail, said: words })
}

/** Milliseconds; null when the endpoint does not say in seconds. */
function retryAfter(headers: Headers | undefined): number | null {
  const seconds = headers?.get('retry-after') ?? ''
  return /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1_000 : null
}
