import { performance } from 'node:perf_hooks'
import type { ModelState, ModelTrial, Outgoing } from '../../shared/model/model.ts'
import { endpointOf } from '../../shared/model/model.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { Advisor } from '../agents/ask-model.ts'
import type { Knowledge } from '../agents/question.ts'
import type { After } from '../context/timers.ts'
import { conversation } from '../models/conversation.ts'
import { ModelLine } from '../models/line.ts'
import { allowEndpoint, forbidEndpoint, keyFor, modelState, saveKey, type SetupRooms } from '../models/setup.ts'
import type { ModelTimes } from '../models/times.ts'
import { tryModel } from '../models/trial.ts'

export type ModelRooms = SetupRooms & { settings: () => Settings['model']; after: After; times: ModelTimes; betOn: number; changed: () => void }

/** The language model of a workspace: how it is set up, what it may be sent, and the line to it. `changed` is told when its state is another. */
export class WorkspaceModel {
  readonly advisor: Advisor
  readonly #rooms: ModelRooms

  constructor(rooms: ModelRooms) {
    this.#rooms = rooms
    this.advisor = { line: new ModelLine({ ...rooms, milliseconds: () => performance.now() }), after: rooms.after, betOn: rooms.betOn }
  }

  get state(): ModelState {
    return modelState(this.#rooms.settings(), this.#rooms)
  }

  saveKey(key: string | null): ModelState {
    return this.#after(() => { saveKey(this.#rooms.settings(), key, this.#rooms) })
  }

  allow(endpoint: string): ModelState {
    return this.#after(() => { allowEndpoint(this.#rooms.settings(), endpoint, this.#rooms) })
  }

  forbid(): ModelState {
    return this.#after(() => { forbidEndpoint(this.#rooms.settings(), this.#rooms) })
  }

  /** Tries an endpoint, with the key given or the one that is kept for that very endpoint. */
  test({ baseUrl, name, key }: { baseUrl: string; name: string; key?: string | undefined }, signal: AbortSignal | undefined): Promise<ModelTrial> {
    const { times, after } = this.#rooms
    const endpoint = endpointOf(baseUrl)
    const used = key ?? (endpoint === null ? null : keyFor(endpoint, this.#rooms))
    return tryModel({ baseUrl, name, key: used }, { times, after, signal: signal ?? new AbortController().signal }, (at, manner) => { this.advisor.line.remember(at, name, manner) })
  }

  /** What asking this would send, exactly. */
  preview(text: string, { index, asOf, calendar }: Pick<Knowledge, 'index' | 'asOf' | 'calendar'>): Outgoing {
    const { line } = this.advisor
    return line.outgoing(conversation(text, { index, asOf, calendar }, { comments: line.comments }))
  }

  #after(change: () => void): ModelState {
    change()
    this.#rooms.changed()
    return this.state
  }
}
