import { randomUUID } from 'node:crypto'
import { Failure } from '../../shared/model/failure.ts'
import { endpointSet, type ModelCallOutcome, type Outgoing } from '../../shared/model/model.ts'
import type { Settings } from '../../shared/model/settings.ts'
import { legible } from '../sources/legible.ts'
import { beginCall, endCall, judgeCall } from '../store/model-calls.ts'
import type { After } from '../context/timers.ts'
import { chat, patientMs, type ChatReply, type Message } from './client.ts'
import { cancelled, outcomeOf } from './failures.ts'
import { bodyFor, firstManner, simplerManner, type Manner } from './manner.ts'
import { keyFor, modelState, requireEndpoint, type SetupRooms } from './setup.ts'
import type { ModelTimes } from './times.ts'

export type LineRooms = SetupRooms & { settings: () => Settings['model']; after: After; milliseconds: () => number; times: ModelTimes }

/** An answer of the model, and the call of the ledger that it came in. */
export type Completion = { text: string; call: string }

/** The line to the language model of a workspace. Nothing leaves over it that is not in the ledger first, and nothing at all unless a person allowed it. */
export class ModelLine {
  readonly #rooms: LineRooms
  /** What each model takes, once that is known. */
  readonly #manners = new Map<string, Manner>()

  constructor(rooms: LineRooms) {
    this.#rooms = rooms
  }

  /** `off`: not wanted, or not set up. `forbidden`: nobody has said yes to this endpoint and extent. */
  get standing(): 'off' | 'forbidden' | 'ready' {
    const { on, endpoint, name, allowed } = modelState(this.#rooms.settings(), this.#rooms)
    if (!on || endpoint === null || name === '') return 'off'
    return allowed ? 'ready' : 'forbidden'
  }

  /** What people call the model. */
  get name(): string {
    return legible(this.#rooms.settings().name)
  }

  /** "qwen3 at http://127.0.0.1:11434/v1". */
  get label(): string {
    return `${this.name} at ${endpointSet(this.#rooms.settings()) ?? ''}`
  }

  get comments(): boolean {
    return this.#rooms.settings().comments
  }

  get times(): ModelTimes {
    return this.#rooms.times
  }

  /** What would go out with these messages, exactly. Fails with SETTING_INVALID while address or name are missing. */
  outgoing(messages: Message[]): Outgoing {
    const settings = this.#rooms.settings()
    const endpoint = requireEndpoint(settings)
    if (settings.name === '') throw new Failure('SETTING_INVALID', 'The name of the model is missing.', { hint: 'Enter what the endpoint calls the model, or choose one from its list.', detail: { setting: 'model.name' } })
    const body = bodyFor(settings.name, messages, this.#manner(endpoint, settings.name))
    return { endpoint, name: settings.name, messages, bytes: Buffer.byteLength(JSON.stringify(body)) }
  }

  /**
   * Sends messages about a question and waits for the answer. An endpoint that does not take the strictest shape is asked more simply, and that is
   * remembered; one that is busy for a moment is asked once more. `leaves` is told each time before something goes out. Fails with MODEL_UNREACHABLE, MODEL_REFUSED, MODEL_NONSENSE, VAULT_LOCKED, CANCELLED.
   */
  async complete(question: string, messages: Message[], signal: AbortSignal, leaves: () => void = () => undefined): Promise<Completion> {
    if (this.standing !== 'ready') throw new Failure('MODEL_REFUSED', 'Sending to the model has not been allowed.', { hint: 'Allow it in the settings.' })
    const settings = { ...this.#rooms.settings() }
    const endpoint = requireEndpoint(settings)
    const key = keyFor(endpoint, this.#rooms)
    let waited = false
    for (;;) {
      const manner = this.#manner(endpoint, settings.name)
      try {
        const completion = await this.#call({ endpoint, key, settings, question, messages, manner, leaves }, signal)
        this.remember(endpoint, settings.name, manner)
        return completion
      } catch (error) {
        if (!(error instanceof Failure) || signal.aborted) throw error
        const next = simplerManner(manner, error)
        const wait = error.detail?.retryAfterMs
        if (next !== null) this.remember(endpoint, settings.name, next)
        else if (typeof wait === 'number' && wait <= patientMs && !waited) {
          waited = true
          await this.#pause(wait, signal)
        } else throw error
      }
    }
  }

  /** Says anew what came of a call, once that is known. */
  judge(call: string, outcome: ModelCallOutcome, note: string): void {
    judgeCall(this.#rooms.store, this.#rooms.workspace, call, outcome, note)
  }

  /** Keeps how an endpoint wants to be asked for a model. */
  remember(endpoint: string, name: string, manner: Manner): void {
    this.#manners.set(JSON.stringify([endpoint, name]), manner)
  }

  #manner(endpoint: string, name: string): Manner {
    return this.#manners.get(JSON.stringify([endpoint, name])) ?? firstManner
  }

  async #call(out: { endpoint: string; key: string | null; settings: Settings['model']; question: string; messages: Message[]; manner: Manner; leaves: () => void }, signal: AbortSignal): Promise<Completion> {
    const { store, workspace, clock, milliseconds, after, times } = this.#rooms
    const { endpoint, key, settings, question, messages, manner, leaves } = out
    const id = randomUUID()
    const started = milliseconds()
    let sent = false
    let bytesReceived = 0
    const end = (reply: ChatReply | null, outcome: ModelCallOutcome, note: string): void => {
      if (!sent) return
      const { promptTokens, completionTokens } = reply ?? { promptTokens: null, completionTokens: null }
      endCall(store, workspace, id, { bytesReceived, promptTokens, completionTokens, cost: costOf(promptTokens, completionTokens, settings), elapsedMs: milliseconds() - started, outcome, note })
    }
    try {
      const reply = await chat(bodyFor(settings.name, messages, manner), {
        endpoint, key, times, after, signal,
        onSend: (body) => {
          beginCall(store, workspace, { id, at: clock().toISOString(), endpoint, name: settings.name, question, sent: body, bytesSent: Buffer.byteLength(body) })
          sent = true
          leaves()
        },
        onReceive: (bytes) => { bytesReceived += bytes },
      })
      end(reply, 'used', '')
      return { text: reply.text, call: id }
    } catch (error) {
      if (error instanceof Failure) end(null, outcomeOf(error), error.message)
      else end(null, 'cancelled', 'Something unexpected went wrong in Quaestor itself.')
      throw error
    }
  }

  #pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const callOff = this.#rooms.after(milliseconds, () => {
        signal.removeEventListener('abort', leave)
        resolve()
      })
      const leave = (): void => {
        callOff()
        reject(signal.reason instanceof Failure ? signal.reason : cancelled())
      }
      signal.addEventListener('abort', leave, { once: true })
    })
  }
}

/** US dollars; null while tokens or prices are not known. */
function costOf(prompt: number | null, completion: number | null, { inputPrice, outputPrice }: Settings['model']): number | null {
  if (prompt === null || completion === null || inputPrice === null || outputPrice === null) return null
  return (prompt * inputPrice + completion * outputPrice) / 1_000_000
}

