import * as z from 'zod'

/** Where language models that speak OpenAI's chat completions are usually found. */
export const ModelPreset = z.enum(['openai', 'azure', 'ollama', 'lmstudio', 'llamacpp', 'vllm', 'custom'])
export type ModelPreset = z.infer<typeof ModelPreset>

/** What a preset fills in. `local`: it runs on this machine; `baseUrl` is empty where everybody's is another. */
export const modelPresets: Record<ModelPreset, { label: string; baseUrl: string; needsKey: boolean; local: boolean }> = {
  openai: { label: 'OpenAI', baseUrl: 'https://api.openai.com/v1', needsKey: true, local: false },
  azure: { label: 'Azure OpenAI', baseUrl: '', needsKey: true, local: false },
  ollama: { label: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1', needsKey: false, local: true },
  lmstudio: { label: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1', needsKey: false, local: true },
  llamacpp: { label: 'llama.cpp', baseUrl: 'http://127.0.0.1:8080/v1', needsKey: false, local: true },
  vllm: { label: 'vLLM', baseUrl: 'http://127.0.0.1:8000/v1', needsKey: false, local: true },
  custom: { label: 'Another address', baseUrl: '', needsKey: false, local: false },
}

/** The address without what is secret or beside the point: origin and path, no trailing slash. Null for text that is no address of a model. */
export function endpointOf(baseUrl: string): string | null {
  if (!URL.canParse(baseUrl)) return null
  const { protocol, origin, pathname, username, password, search, hash } = new URL(baseUrl)
  if ((protocol !== 'http:' && protocol !== 'https:') || username !== '' || password !== '' || search !== '' || hash !== '') return null
  return `${origin}${pathname.replace(/\/+$/, '')}`
}

/** The endpoint that settings mean: their own address, or that of their preset where they have none. Null while there is none. */
export function endpointSet({ preset, baseUrl }: { preset: ModelPreset; baseUrl: string }): string | null {
  return endpointOf(baseUrl === '' ? modelPresets[preset].baseUrl : baseUrl)
}

/** Whether an address is of this very machine: nothing that goes there crosses a network. */
export function isLocalEndpoint(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false
  const { hostname } = new URL(endpoint)
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
}

/** The model as it is set up, without anything secret. */
export const ModelState = z.object({
  on: z.boolean(),
  /** Origin and path of its address; null while there is none. */
  endpoint: z.string().nullable(),
  name: z.string(),
  /** Whether a key is kept for this endpoint. */
  hasKey: z.boolean(),
  /** A person has said yes to this endpoint and to this extent of what is sent. */
  allowed: z.boolean(),
  local: z.boolean(),
})
export type ModelState = z.infer<typeof ModelState>

/** How an endpoint can be made to answer in a given shape: held to a schema, to JSON at least, or only asked to. */
export const ModelFormat = z.enum(['json_schema', 'json_object', 'text'])
export type ModelFormat = z.infer<typeof ModelFormat>

/** What a test of an endpoint found. */
export const ModelTrial = z.object({
  /** Names of the models that it offers; empty when it does not list them. */
  models: z.array(z.string()),
  /** The strictest shape of answer that worked; null when none did, or when no model was named. */
  structured: ModelFormat.nullable(),
  latencyMs: z.number(),
  /** The beginning of what it answered; null when no model was named. */
  reply: z.string().nullable(),
})
export type ModelTrial = z.infer<typeof ModelTrial>

/** What goes to a model, exactly. `bytes` counts the whole body that carries it. */
export const Outgoing = z.object({
  endpoint: z.string(),
  name: z.string(),
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })),
  bytes: z.int(),
})
export type Outgoing = z.infer<typeof Outgoing>

/** How a call of a model ended: `repaired` was sent back to be mended; `disagreed` led to a question with two readings. */
export const ModelCallOutcome = z.enum(['used', 'disagreed', 'repaired', 'nonsense', 'unreachable', 'refused', 'late', 'cancelled'])
export type ModelCallOutcome = z.infer<typeof ModelCallOutcome>

/** One call of a model, as the ledger keeps it. */
export const ModelCall = z.object({
  id: z.string(),
  /** ISO time. */
  at: z.string(),
  endpoint: z.string(),
  name: z.string(),
  question: z.string(),
  bytesSent: z.int(),
  bytesReceived: z.int(),
  promptTokens: z.int().nullable(),
  completionTokens: z.int().nullable(),
  /** US dollars, by the prices that were set then. */
  cost: z.number().nullable(),
  elapsedMs: z.number(),
  outcome: ModelCallOutcome,
  /** One plain sentence about how it ended; may be empty. */
  note: z.string(),
})
export type ModelCall = z.infer<typeof ModelCall>
